"""Running heap programs on an adapter, and events in short."""
import json
import subprocess
import sys
import os

ADAPTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "adapters", "cpython")


def interpreters():
    """[("3.11", path), ...]: one for each version, Debian's only where there is no other."""
    output = subprocess.check_output([sys.executable, ADAPTER, "--list"]).decode()
    found = {}
    for line in output.splitlines():
        version, path = line.split(" ", 1)
        found.setdefault(".".join(version.split(".")[:2]), path)
    return sorted(found.items(), key=lambda entry: int(entry[0].split(".")[1]))


def exchange(python, data, timeout=120):
    """What the adapter answers to these bytes, without the hello line; it must end well."""
    done = subprocess.run([sys.executable, ADAPTER, "--python", python], input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=timeout)
    if done.returncode != 0 or done.stderr:
        raise AssertionError("status %d, standard error %r" % (done.returncode, done.stderr[-300:]))
    hello, _, rest = done.stdout.partition(b"\n")
    json.loads(hello.decode())
    return rest.decode()


def play(python, programs):
    """The streams of these programs, each a list of statements, run by one process."""
    data = "".join("reset\n" + "".join(line + "\n" for line in program) for program in programs)
    streams = exchange(python, data.encode()).split('{"event":"done","n":0}\n')[1:]
    if len(streams) != len(programs):
        raise AssertionError("%d streams of %d programs" % (len(streams), len(programs)))
    return streams


def tag(found):
    return found["name"] if isinstance(found, dict) and "object" in found else json.dumps(found, separators=(",", ":"))


def brief(event):
    """dealloc a   callback w   start 2   stop 3+0   refcount a = 2   objects = a b   error   unsupported"""
    kind = event["event"]
    if kind in ("dealloc", "clear", "finalize", "callback"):
        return "%s %s" % (kind, event["name"])
    if kind == "collect_start":
        return "start %d" % event["generation"]
    if kind == "collect_stop":
        return "stop %d+%d" % (event["collected"], event["uncollectable"])
    if kind == "answer":
        value = event["value"]
        if isinstance(value, list) and all(isinstance(entry, dict) and "object" in entry for entry in value):
            return " ".join([event["query"], "="] + [tag(entry) for entry in value])
        return "%s = %s" % (event["query"], tag(value))
    return kind


def briefly(stream):
    events = (json.loads(line) for line in stream.splitlines())
    return [brief(event) for event in events if event["event"] != "done"]
