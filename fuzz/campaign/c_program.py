"""A heap program in C, on the library and its driver alone: core beside oracle and model, compared after each statement.

Finalizers and callbacks are functions, which the sink of the driver's events calls.
"""
import os
import re

from campaign.heap_program import QUERIES, WITH_OPERAND, Untranslatable, options_of, parse

HERE = os.path.dirname(os.path.abspath(__file__))
PRELUDE = os.path.join(HERE, "c_prelude.c")
KINDS = os.path.join(os.path.dirname(os.path.dirname(HERE)), "src", "program", "kind_names.c")
HEAD = """// A program on which core, oracle and model differ.  From the top of the repository, with the capacities of the fuzz targets:
//   {command}
// Exit status 1 at the first difference, 0 when they agree.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/heap.h"
#include "program/driver.h"

"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def bytes_of_kinds():
    """Of an object without slots, by kind (src/program/kind_names.c)."""
    return {kind: int(size) for kind, size in re.findall(r'\{"(\w+)", (\d+)\}', read(KINDS))}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Translation:
    def __init__(self, program):
        profile = re.match(r"# profile (\S+)", program)
        self.profile = profile[1] if profile else "cpython-3.11"
        self.actions, self.body = parse(program)
        self.bytes = bytes_of_kinds()
        self.names, self.holds = {"$": [], "": []}, []

    # --- names and operands ---

    def name(self, name):
        names = self.names["$" if name.startswith("$") else ""]
        if name not in names:
            names.append(name)
        return ("GLOBAL_" if name.startswith("$") else "LOCAL_") + name.lstrip("$")

    def hold(self, name):
        if name not in self.holds:
            self.holds.append(name)
        return "HOLD_" + name

    def operand(self, text):
        root, *slots = text.split(".")
        value = {"null": "0", "self": "self()", "ref": "ref()"}.get(root) or f"value({self.name(root)})"
        for slot in slots:
            value = f"slot({value}, {slot})"
        return value

    @staticmethod
    def array(kind, values):
        return f"({kind}[]){{{', '.join(values)}}}" if values else "NULL"

    # --- statements ---

    def new(self, words):
        options = options_of(words[1:])
        kind = options.get("kind", "cell")
        items = [self.operand(item) for item in options["items"].split(",")] if "items" in options else []
        slots = int(options.get("slots", len(items)))
        size = options.get("size", self.bytes[kind] + 8 * slots)
        fields = [f".kind = KIND_{kind.upper()}", f".slots = {slots}", f".bytes = {size}"]
        fields += [f".items = {len(items)}", f".values = {self.array('uint32_t', items)}"] * bool(items)
        fields += [f".is_{word} = 1" for word in ("legacy", "immortal") if word in options]
        finalizer = "action_" + options["finalizer"] if "finalizer" in options else "NULL"
        return f"new({self.name(words[0])}, {quoted(words[0])}, (struct driver_birth){{{', '.join(fields)}}}, {finalizer})"

    def weak(self, words):
        callback = options_of(words[2:]).get("callback")
        return (f"weak({self.name(words[0])}, {quoted(words[0])}, {self.operand(words[1])}, "
                f"{'action_' + callback if callback else 'NULL'})")

    def call(self, words):
        arguments = options_of(words[1:])
        names, values = map(self.name, arguments), map(self.operand, arguments.values())
        return f"call({len(arguments)}, {self.array('uint32_t', list(names))}, {self.array('uint32_t', list(values))})"

    def control(self, words):
        verb, *rest = words
        if verb == "threshold":
            return "; ".join(f"driver_set_threshold({generation}, {number})" for generation, number in enumerate(rest))
        if verb == "debug":
            return f"driver_save_all({int(rest[0] == 'saveall')})"
        return f"driver_enable({int(verb == 'enable')})" if verb in ("enable", "disable") else f"driver_{verb}()"

    def ask(self, words):
        """Only whether it can be asked matters."""
        if words[0] not in WITH_OPERAND:
            return "(void)0"
        return f"{'deref' if words[0] == 'deref' else 'needed'}({self.operand(words[1])})"

    def statement(self, words):
        verb, rest = words[0], words[1:]
        if verb in ("new", "weak", "call"):
            return getattr(self, verb)(rest)
        if verb == "set":
            owner, _, slot = rest[0].rpartition(".")
            return f"set({self.operand(owner)}, {slot}, {self.operand(rest[1])})"
        if verb == "let":
            value = f"deref({self.operand(rest[2])})" if rest[1] == "deref" and len(rest) > 2 else self.operand(rest[1])
            return f"let({self.name(rest[0])}, {value})"
        if verb == "del":
            return f"del({self.name(rest[0])})"
        if verb == "hold":
            return f"hold({self.hold(rest[0])}, {self.operand(rest[1])})"
        if verb == "release":
            return f"release_hold({self.hold(rest[0])})"
        if verb == "return":
            return f"give_back_value({self.name('result')}, {self.operand(rest[0])})" if rest else "give_back()"
        if verb == "collect":
            return f"driver_collect({rest[0] if rest else 2})"
        if verb == "exit":
            return "leave_all()"
        if verb == "gc":
            return self.control(rest)
        if verb in QUERIES:
            return self.ask(words)
        raise Untranslatable(f"not in C: {verb}")

    # --- the program ---

    def action(self, name):
        lines = "".join(f"  TRY({self.statement(statement.words)});\n" for statement in self.actions[name])
        return f"static void action_{name}(void)\n{{\n{lines}}}\n"

    def outside(self, statement, indent="  "):
        if statement.block is None:
            return f"{indent}DO({quoted(f'{statement.number}: {statement.text}')}, {self.statement(statement.words)});\n"
        inner = "".join(self.outside(one, indent + "  ") for one in statement.block)
        return f"{indent}for (uint32_t i = 0; i < {statement.words[1]}; i++) {{\n{inner}{indent}}}\n"

    def enumerations(self):
        """Locals, then globals; and holds."""
        names = ["LOCAL_" + name for name in self.names[""]] + ["LOCALS", "FIRST = LOCALS - 1"]
        names += ["GLOBAL_" + name[1:] for name in self.names["$"]] + ["NAMES"]
        return (f"enum {{ {', '.join(names)} }};\nenum {{ {', '.join([*('HOLD_' + name for name in self.holds), 'HOLDS'])} }};\n"
                f"enum {{ WEAKREF_BYTES = {self.bytes['weakref']} }};\n\n")

    def text(self, command):
        actions = [f"static void action_{name}(void);\n" for name in self.actions] + ["\n"]
        actions += [self.action(name) + "\n" for name in self.actions]
        body = "".join(map(self.outside, self.body))
        main = f'int main(void)\n{{\n  begin("{self.profile}");\n{body}  puts("core, oracle and model agree");\n  return 0;\n}}\n'
        return HEAD.format(command=command) + self.enumerations() + read(PRELUDE) + "\n" + "".join(actions) + main


def translate(program, command):
    """The text of a heap program as C, which `command` compiles and runs; None when it is not of objects alone."""
    try:
        return Translation(program).text(command)
    except Untranslatable:
        return None
