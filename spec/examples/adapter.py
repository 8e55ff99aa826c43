#!/usr/bin/env python3
"""An adapter of a few lines: objects of this Python, counted by this Python; it knows cells, variables and slots."""
import gc, json, sys

def write(**message):
    print(json.dumps(message, separators=(",", ":"), ensure_ascii=False), flush=True)

class Cell:
    def __init__(self, number, name, values):
        self.number, self.name = number, name
        for index, value in enumerate(values):
            setattr(self, "slot%d" % index, value)  # released in this order

    def __del__(self):
        if not quiet:
            write(event="dealloc", line=n, object=self.number, name=self.name)

def find(operand):
    first, *steps = operand.split(".")
    found = None if first == "null" else variables[first]
    for step in steps:
        found = getattr(found, "slot" + step)
    return found

def perform(verb, target, *rest):
    global made
    if verb == "new":
        keys = dict(word.split("=") for word in rest)  # ValueError, KeyError: not supported
        values = [find(item) for item in keys.pop("items", "").split(",") if item]
        values += [None] * (int(keys.pop("slots", "0")) - len(values))
        if keys:
            raise ValueError
        made += 1
        variables[target] = Cell(made, target, values)
    elif verb == "let":
        variables[target] = find(*rest)
    elif verb == "del":
        del variables[target]
    elif verb == "set":
        owner, slot = target.rsplit(".", 1)
        setattr(find(owner), "slot" + slot, find(*rest))
    else:
        raise ValueError

gc.disable()
variables, made, n, quiet = {}, 0, 0, True
write(event="hello", protocol=1, name="example", version="1", profile="cpython-3.11", promises=["deaths"])
for statement in sys.stdin:
    words = statement.split()
    if words == ["reset"]:
        quiet = True
        variables.clear()
        gc.collect()
        made = n = 0
        quiet = False
        write(event="done", n=0)
        continue
    n += 1
    try:
        perform(*words)
        write(event="done", n=n)
    except (ValueError, KeyError, AttributeError, TypeError):
        write(event="unsupported", n=n)
