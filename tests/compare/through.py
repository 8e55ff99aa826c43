"""An adapter that passes everything through `heapproof adapter`, for adapters that change something on the way."""
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEAPPROOF = os.environ.get("HEAPPROOF", os.path.join(ROOT, "build", "heapproof"))


class Through:
    """statement(text) performs a statement and returns its messages, the last of them `done` or `unsupported`."""

    def __init__(self):
        self.child = subprocess.Popen([HEAPPROOF, "adapter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.hello = json.loads(self.child.stdout.readline().decode("utf-8"))

    def statement(self, text):
        self.child.stdin.write(text.encode("utf-8") + b"\n")
        self.child.stdin.flush()
        messages = []
        while not messages or messages[-1]["event"] not in ("done", "unsupported"):
            messages.append(json.loads(self.child.stdout.readline().decode("utf-8")))
        return messages


def write(*messages):
    """Messages as lines, flushed."""
    for message in messages:
        line = json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n"
        sys.stdout.buffer.write(line.encode("utf-8"))
    sys.stdout.buffer.flush()


def statements():
    """The statements as they come."""
    for line in iter(sys.stdin.buffer.readline, b""):
        yield line.decode("utf-8").rstrip("\n")
