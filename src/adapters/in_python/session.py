"""The conversation with the driver."""
import gc
import json
import os
import sys
import threading
from heap import Cells, Heap
from output import Output
from perform import Performer
from roots import Roots
from statements import MOST_LINE, Problem, Statements, Unsupported

IN_NO_ACTION = ("action", "call", "return", "exit")


RECURSION, STACK_BYTES = 20000, 1 << 29


class Fatal:
    """Stands for standard error: CPython would only tell of an error in a callback, and go on."""

    def write(self, text):
        os.write(2, ("python-containers: %s\n" % text.strip()).encode())
        os._exit(2)

    def flush(self):
        pass


def converse(*arguments):
    """In a thread with a stack for deep structures."""
    def run():
        try:
            Session(*arguments).converse()
        except Exception as error:
            Fatal().write("%s: %s" % (type(error).__name__, error))
        os._exit(0)  # the objects of the last program need no end
    sys.stderr = Fatal()
    sys.setrecursionlimit(RECURSION)
    threading.stack_size(STACK_BYTES)
    try:
        threading.Thread(target=run).start()
    except RuntimeError:
        run()


class Session:
    def __init__(self, hello, finalizes_cells):
        self.output, self.statements, cells = Output(), Statements(finalizes_cells), Cells()
        self.performer = Performer(self.output, Heap(self.output, cells), Roots(cells))
        self.number = 0
        self.defining = None  # the action whose body is being read
        gc.disable()
        self.measure()
        self.output.parts.clear()
        self.output.put(hello)

    # --- statements ---

    def define(self, name):
        if name in self.performer.actions:
            raise Problem("this action is defined already")
        self.performer.define(name)
        self.statements.actions.add(name)
        self.defining = name

    def keep(self, statement):
        if statement.verb == "end":
            self.defining = None
            return
        if statement.verb in IN_NO_ACTION:
            raise Problem("this statement cannot stand in an action")
        statement.line = self.number
        self.performer.actions[self.defining].append(statement)

    def run(self, statement):
        if statement.verb == "end":
            raise Problem("`end` without `action`")
        self.performer.start()
        self.performer.perform(statement)
        [[]].clear()  # up to 3.7 what waits in the trashcan may wait for the next list that dies
        if self.performer.went_too_far:
            raise Problem("limit: actions nested more than 64 deep, or more than 1000000 of them")

    def answer(self, line):
        statement = self.statements.take(line, self.defining is not None)
        if self.defining is not None:
            self.keep(statement)
        elif statement.verb == "action":
            self.define(statement.name)
        else:
            self.run(statement)

    def take(self, line):
        if line == b"reset":
            self.reset()
            return
        self.number += 1
        self.output.line = self.number
        try:
            self.answer(line)
        except Problem as problem:
            self.output.line = self.number
            self.output.error(str(problem))
        except Unsupported:
            self.output.unsupported(self.number)
            return
        self.output.done(self.number)

    def reset(self):
        self.output.muted = True
        self.performer.reset()
        self.statements.actions.clear()
        self.defining, self.number = None, 0
        if hasattr(gc, "freeze"):
            gc.freeze()  # the list of references from outside, first of all
        self.output.muted = False
        self.output.done(0)

    # --- what looking adds to counts ---

    def ask(self, statements):
        """The value of the only answer."""
        self.output.parts.clear()
        for statement in statements:
            self.take(statement.encode())
        answers = [json.loads(part) for part in self.output.parts]
        return [answer["value"] for answer in answers if answer["event"] == "answer"][0]

    def measure(self):
        self.performer.always = self.ask(["reset", "new a", "refcount a"]) - 1
        self.performer.finalizing = self.ask(["reset", "action look", "refcount self", "end",
                                              "new a kind=instance finalizer=look", "del a"]) - 1
        self.take(b"reset")

    # --- lines ---

    def converse(self):
        """A line that is too long is cut, and seen to be too long."""
        rest = b""
        while True:
            self.output.flush()
            more = os.read(0, 65536)
            if not more:
                break
            *lines, rest = (rest + more).split(b"\n")
            rest = rest[:MOST_LINE + 2]
            for line in lines:
                self.take(line[:-1] if line.endswith(b"\r") else line)
        if rest:
            self.take(rest)
        self.output.flush()
