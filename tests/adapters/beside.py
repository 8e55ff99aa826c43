"""An adapter beside the one for real CPython: what it promises is compared, as `heapproof compare` does it."""
import json
import subprocess
import sys

import talk

EVENTS = {"deaths": "dealloc", "finalizers": "finalize", "callbacks": "callback", "unraisable": "unraisable",
          "clears": "clear", "collections": "collect_start"}
QUERIES = {"finalizers": ["finalized"], "weakrefs": ["deref"], "refcounts": ["refcount", "getrefcount"],
           "counts": ["count"], "settings": ["threshold", "enabled"], "lists": ["objects"]}


class Promises:
    def __init__(self, hello):
        words = hello["promises"]
        self.events = {EVENTS[word] for word in words if word in EVENTS} | {"error"}
        self.queries = {query for word in words for query in QUERIES.get(word, [word])}
        self.frames, self.collected = "frames" in words, "collected" in words
        self.unordered = {event for word in words if word.startswith("unordered:") for event in word[10:].split(",")}

    def covers(self, event, statement):
        if event["event"] == "answer":
            return event["query"].split(" ")[0] in self.queries
        if event["event"] == "dealloc" and not self.frames and statement.split(" ")[0] in ("return", "exit"):
            return False
        if event["event"] == "collect_stop":
            return self.collected and statement.startswith("collect")
        return event["event"] in self.events

    def comparable(self, messages, statement, has_collected):
        parts, behind = [], []
        for message in messages:
            if not self.covers(message, statement):
                continue
            message = {key: value for key, value in message.items() if key not in ("message", "generation")}
            text = json.dumps(message, ensure_ascii=False)
            (behind if has_collected and message["event"] in self.unordered else parts).append(text)
        return parts + sorted(behind)


def answers(command, programs, timeout=300):
    """The hello, and for each program the messages that answer each of its statements."""
    data = "".join("reset\n" + "".join(line + "\n" for line in program) for program in programs)
    done = subprocess.run(command, input=data.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
    if done.returncode != 0 or done.stderr:
        raise AssertionError("%s: status %d, standard error %r" % (command, done.returncode, done.stderr[-500:]))
    hello, *messages = map(json.loads, done.stdout.decode().splitlines())
    found = []
    for message in messages:
        if message == {"event": "done", "n": 0}:
            found.append([[]])
        elif message["event"] == "done":
            found[-1].append([])
        elif message["event"] == "unsupported":
            found[-1][-1].append(message)
            found[-1].append([])
        else:
            found[-1][-1].append(message)
    for program, streams in zip(programs, found):
        if len(streams) != len(program) + 1 or streams.pop() != []:
            raise AssertionError("%s: %d answers to %d statements" % (command, len(streams), len(program)))
    if len(found) != len(programs):
        raise AssertionError("%s: %d programs of %d" % (command, len(found), len(programs)))
    return hello, found


def is_unsupported(messages):
    return messages[-1:] != [] and messages[-1]["event"] == "unsupported"


def compare(command, python, programs):
    """How many events were compared, how many statements unsupported, and the differences:
    (program, statement, CPython's side, the adapter's side)."""
    hello, actual = answers(command, programs)
    left_out = [{n for n, messages in enumerate(stream, 1) if is_unsupported(messages)} for stream in actual]
    sent = [["live" if n in out else line for n, line in enumerate(program, 1)]
            for program, out in zip(programs, left_out)]
    _, expected = answers([sys.executable, talk.ADAPTER, "--python", python], sent)
    promises, compared, differences = Promises(hello), 0, []
    for index, program in enumerate(programs):
        for n, statement in enumerate(program, 1):
            if n in left_out[index]:
                continue
            wanted = [message for message in expected[index][n - 1] if message["line"] not in left_out[index]]
            collected = any(message["event"] == "collect_start" for message in wanted)
            left = promises.comparable(wanted, statement, collected)
            right = promises.comparable(actual[index][n - 1], statement, collected)
            compared += len(left)
            if left != right:
                differences.append((index, n, left, right))
                break
    return compared, sum(map(len, left_out)), differences
