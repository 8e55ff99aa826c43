"""Failing inputs of targets that list what they do made small: requests or statements are left out, as many at once as go."""
import collections
import os
import re
import resource
import signal
import subprocess

Form = collections.namedtuple("Form", "header first file")
# Bytes of the header; what its second byte holds a multiple of, the number of requests there are at first; what is written.
FORMS = {"requests": Form(2, 32, "requests.txt"), "statements": Form(65, 0, "program.heap")}
MOST_RUNS = 4000  # for one input
PATIENCE = 3      # seconds of the processor for one run of it


def run(program, path, listed=False):
    """(how it fails in words or empty, [(byte at which it begins or 0, request)] of the run that fails, when they are listed)."""
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:symbolize=0", UBSAN_OPTIONS="halt_on_error=1:symbolize=0",
                       **({"HEAPPROOF_LIST": "1"} if listed else {}))
    environment.pop("HEAPPROOF_COUNTS", None)
    done = subprocess.run([program, path], capture_output=True, env=environment,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 1)))
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == 0:
        return "", []
    why = re.search(r"_fuzzer: (.*?)(?:; request \d+ .*)?$|runtime error: (.*)|ERROR: (\w+: \S+)", said, re.MULTILINE)
    requests = re.findall(r"^(\d+): (.+)$(?!\n# not possible$)", said.rpartition("operations:\n")[2], re.MULTILINE)
    late = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    what = next(group for group in why.groups() if group) if why else "it does not end" if late else "it crashes"
    return what, [(int(at), request) for at, request in requests]


def places(requests, form):
    """Where the requests begin that have bytes of their own."""
    return [at for at, _ in requests if at >= form.header]


def smaller(data, begins, form):
    """The input with fewer requests, the fewest first: without slices of them, with fewer at first, without what is left over."""
    count = len(begins)
    while count > 0:
        for first in range(len(begins) - count, -1, -count):
            end = begins[first + count] if first + count < len(begins) else len(data)
            yield data[:begins[first]] + data[end:]
        count //= 2
    for number in range(data[1] // form.first if form.first and len(data) > 1 else 0):
        yield data[:1] + bytes([number * form.first + data[1] % form.first]) + data[2:]
    for end in range(begins[-1] + 1 if begins else form.header, len(data)):
        yield data[:end]


def shrink(program, crash, folder, form):
    """Writes the small `input`, and what it asks for or states; the number of that, 0 when it does not fail."""
    path = os.path.join(folder, "input")
    with open(crash, "rb") as file:
        data = file.read()

    runs = 0

    def outcome(candidate, listed=False):
        nonlocal runs
        runs += 1
        with open(path, "wb") as file:
            file.write(candidate)
        return run(program, path, listed)

    what = outcome(data)[0]
    changed = bool(what)
    while changed and runs < MOST_RUNS:
        better = next((other for other in smaller(data, places(outcome(data, True)[1], form), form) if outcome(other)[0] == what), None)
        changed = better is not None
        data = better if changed else data
    requests = outcome(data, True)[1]
    with open(os.path.join(folder, form.file), "w", encoding="utf-8") as file:
        file.write("".join(request + "\n" for _, request in requests))
    return len(requests)
