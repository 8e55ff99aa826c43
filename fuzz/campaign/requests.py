"""Failing inputs of the target `blocks` made small: requests to the allocator are left out, as many at once as go."""
import os
import re
import subprocess
import time

HEADER_BYTES = 2  # which allocator, and the size that is asked for often
SECONDS = 60      # at most, for one input


def run(program, path, listed=False):
    """(how it fails in words or empty, [(byte at which it begins, request)] of the run that fails, when they are listed)."""
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:symbolize=0", **({"HEAPPROOF_LIST": "1"} if listed else {}))
    environment.pop("HEAPPROOF_COUNTS", None)
    try:
        done = subprocess.run([program, path], capture_output=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        return "it does not end within 60 s", []
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == 0:
        return "", []
    why = re.search(r"_fuzzer: (.*); request \d+ |runtime error: (.*)|ERROR: (\w+: \S+)", said)
    requests = re.findall(r"^(\d+): (\w+(?: \d+)*)", said.rpartition("operations:\n")[2], re.MULTILINE)
    what = next(group for group in why.groups() if group) if why else "it crashes"
    return what, [(int(at), request) for at, request in requests]


def without(data, places, first, count):
    """The bytes without `count` requests from the `first` one on; places: where each begins, and the end."""
    return data[:places[first]] + data[places[first + count]:]


def shrink(program, crash, folder):
    """Writes the small `input`, and `requests.txt`, what it asks for; the number of requests, 0 when it does not fail."""
    path = os.path.join(folder, "input")
    with open(crash, "rb") as file:
        data = file.read()

    def outcome(candidate, listed=False):
        with open(path, "wb") as file:
            file.write(candidate)
        return run(program, path, listed)

    what, requests = outcome(data, True)
    deadline, changed = time.time() + SECONDS, bool(what)
    while changed and time.time() < deadline:
        changed, count = False, len(requests)
        while count > 0:
            first = len(requests) - count
            while first >= 0 and time.time() < deadline:
                places = [at for at, _ in requests] + [len(data)]
                candidate = without(data, places, first, count)
                if outcome(candidate)[0] == what:
                    data, changed = candidate, True
                    requests = outcome(data, True)[1]
                    first = min(first, len(requests)) - count
                else:
                    first -= count
            count //= 2
    if requests:  # what lies behind the last one is of no use
        ends = range(requests[-1][0] + 1, len(data))
        data = next((data[:end] for end in ends if outcome(data[:end])[0] == what), data)
        requests = outcome(data, True)[1]
    with open(os.path.join(folder, "requests.txt"), "w", encoding="utf-8") as file:
        file.write("".join(request + "\n" for _, request in requests))
    return len(requests)
