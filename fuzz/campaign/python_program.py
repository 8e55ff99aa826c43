"""A heap program in Python itself: what CPython's own collector does with it, event after event.

Locals are locals of a function, globals are globals of the module; a finalizer is the `__del__` of a class, an action of a
weak reference its callback, and a statement that is not possible in an action an exception.  Only where that makes sense:
no kinds, controls and sizes that plain Python has not, and no automatic collections, for Python's own objects count too.
"""
import builtins
import keyword
import os
import re

from campaign.heap_program import QUERIES, WITH_OPERAND, Untranslatable, options_of, parse

PRELUDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python_prelude.py")
KINDS = ("cell", "instance", "list", "tuple", "dict", "atom")
OPTIONS = ("kind", "slots", "items", "finalizer")
FIRST_THRESHOLD = 700


def read_prelude():
    with open(PRELUDE, encoding="utf-8") as file:
        return file.read()


class Function:
    """One of Python: the frame of a call, the main frame up to an `exit`, or an action."""

    def __init__(self, name, parameters=(), this=None):
        self.name, self.parameters, self.this = name, parameters, this
        self.lines, self.globals, self.indent = [], [], ""

    def add(self, line):
        self.lines.append(self.indent + line)

    def variable(self, name):
        """A name of the program as one of Python's."""
        if name.startswith("$"):
            if "global_" + name[1:] not in self.globals:
                self.globals.append("global_" + name[1:])
            return "global_" + name[1:]
        return name + "_" if name in RESERVED or keyword.iskeyword(name) else name

    def operand(self, text):
        root, *slots = text.split(".")
        if root in ("self", "ref"):  # of the two only the one that the action is about; the other is a NameError
            value = "self" if root == "self" else "alive(reference)" if self.this == "ref" else "ref"
        else:
            value = "None" if root == "null" else self.variable(root)
        for slot in slots:
            value = f"slot({value}, {slot})"
        return value

    def text(self):
        head = [f"def {self.name}({', '.join(self.parameters)}):"]
        head += [f"    global {', '.join(self.globals)}"] if self.globals else []
        return "\n".join(head + ["    " + line for line in self.lines or ["pass"]]) + "\n"


class Translation:
    def __init__(self, program):
        self.actions, self.body = parse(program)
        self.classes, self.callbacks = {}, {}
        self.functions, self.top, self.calls, self.mains, self.frozen = [], [], 0, 0, False
        self.made = sum(self.makes(statement) for statement in self.body)

    def makes(self, statement):
        """How many objects."""
        if statement.block is None:
            return int(statement.words[0] in ("new", "weak"))
        return int(statement.words[1]) * sum(map(self.makes, statement.block))

    # --- functions ---

    def begin_main(self):
        self.mains += 1
        self.stack = [Function(f"main_{self.mains}")]
        self.functions.append(self.stack[0])
        self.top.append(f"main_{self.mains}()")

    def call(self, words):
        arguments = options_of(words[1:])
        self.calls += 1
        caller, name = self.stack[-1], f"call_{self.calls}"
        callee = Function(name)
        callee.parameters = [callee.variable(parameter) for parameter in arguments]
        caller.add(f"{name}({', '.join(map(caller.operand, arguments.values()))})")
        self.functions.append(callee)
        self.stack.append(callee)

    def give_back(self, words):
        callee = self.stack.pop()
        if not self.stack:
            raise Untranslatable("a return without its call")
        if words:
            callee.add(f"return {callee.operand(words[0])}")
            self.stack[-1].lines[-1] = "result = " + self.stack[-1].lines[-1]

    def leave(self):
        self.top.append("release_globals()")
        self.begin_main()

    # --- what actions need ---

    def add_action(self, function, name):
        for statement in self.actions[name]:
            self.statement(function, statement.words)

    def class_of(self, slots, action):
        """The name of the class; its text is made once."""
        name = f"Object{slots}" + (f"_{action}" if action else "")
        if name in self.classes:
            return name
        self.classes[name] = ""
        members = ["a_token", *(f"s{number:02}" for number in range(slots)), "__weakref__"]
        parts = [f"class {name}(Instance):\n    __slots__ = ({', '.join(map(repr, members))})\n"]
        if action:
            finalizer = Function("__del__", ["self"], "self")
            finalizer.add('tell(f"finalize {title(self)}")')
            self.add_action(finalizer, action)
            parts.append(re.sub(r"(?m)^(?=.)", "    ", finalizer.text()))
        self.classes[name] = "\n".join(parts)
        return name

    def callback_of(self, action):
        name = f"call_back_{action}"
        if name not in self.callbacks:
            self.callbacks[name] = ""
            function = Function(name, ["reference"], "ref")
            function.add('tell(f"callback {title(reference)}")')
            function.add("reference = weakref.ref(reference)  # it may die in its own callback")
            self.add_action(function, action)
            self.callbacks[name] = function.text()
        return name

    # --- statements ---

    def new(self, function, words):
        name, options = words[0], options_of(words[1:])
        kind = options.get("kind", "cell")
        if kind not in KINDS or set(options) - set(OPTIONS):
            raise Untranslatable(f"no plain object: {' '.join(words)}")
        items = [function.operand(item) for item in options["items"].split(",")] if "items" in options else []
        slots = int(options.get("slots", len(items)))
        items += ["None"] * (slots - len(items)) + [f"token({name!r})"]  # an item that there is not leaves no token
        value = ", ".join(items)
        if kind == "list":
            value = f"[{value}]"
        elif kind == "tuple":
            value = f"({value}{',' * (slots == 0)})"
        elif kind == "dict":
            value = f"new_dict({value})"
        elif kind != "atom":
            value = f"{self.class_of(slots, options.get('finalizer'))}({value})"
        function.add(f"{function.variable(name)} = {value}")

    def weak(self, function, words):
        callback = options_of(words[2:]).get("callback")
        more = f", {self.callback_of(callback)}" if callback else ""
        function.add(f"{function.variable(words[0])} = weak({words[0]!r}, {function.operand(words[1])}{more})")

    def control(self, function, words):
        verb, *rest = words
        if verb == "debug":
            function.add("gc.set_debug(gc.DEBUG_SAVEALL)" if rest[0] == "saveall" else "gc.set_debug(0)")
        elif verb == "freeze":
            self.frozen = True
            function.add("gc.freeze()")
        elif (verb == "unfreeze" and self.frozen) or (verb == "threshold" and 0 < int(rest[0]) < FIRST_THRESHOLD):
            raise Untranslatable(f"Python's own objects count too: gc {' '.join(words)}")
        else:
            function.add(f"pass  # gc {' '.join(words)}: without effect here")

    def ask(self, function, words):
        """Only whether it can be asked matters."""
        if words[0] in WITH_OPERAND:
            function.add(f"{'deref' if words[0] == 'deref' else 'needed'}({function.operand(words[1])})")

    def statement(self, function, words):
        verb, rest = words[0], words[1:]
        if verb == "new":
            self.new(function, rest)
        elif verb == "weak":
            self.weak(function, rest)
        elif verb == "set":
            owner, _, slot = rest[0].rpartition(".")
            function.add(f"set_slot({function.operand(owner)}, {slot}, {function.operand(rest[1])})")
        elif verb == "let":
            value = f"deref({function.operand(rest[2])})" if rest[1] == "deref" and len(rest) > 2 else function.operand(rest[1])
            function.add(f"{function.variable(rest[0])} = {value}")
        elif verb == "del":
            function.add(f"del {function.variable(rest[0])}")
        elif verb == "hold":
            function.add(f"hold({'hold_' + rest[0]!r}, {function.operand(rest[1])})")
        elif verb == "release":
            function.add(f"release({'hold_' + rest[0]!r})")
        elif verb == "collect":
            function.add(f"gc.collect({rest[0] if rest else 2})")
        elif verb == "gc":
            self.control(function, rest)
        elif verb in QUERIES:
            self.ask(function, words)
        else:
            raise Untranslatable(f"no such statement in Python: {verb}")

    def outside(self, statement):
        """A statement that is in no action."""
        function, words = self.stack[-1], statement.words
        function.add(f"print({f'{statement.number}: {statement.text}'!r})")
        if words[0] == "call":
            self.call(words[1:])
        elif words[0] == "return":
            self.give_back(words[1:])
        elif words[0] == "exit":
            self.leave()
        else:
            self.statement(function, words)

    def repeat(self, times, block):
        function = self.stack[-1]
        function.add(f"for _ in range({times}):")
        function.indent = "    "
        for statement in block:
            if statement.words[0] in ("call", "return", "exit"):
                raise Untranslatable(f"repeated: {statement.text}")
            self.outside(statement)
        function.indent = ""

    def translate(self):
        self.begin_main()
        for statement in self.body:
            if statement.block is None:
                self.outside(statement)
            else:
                self.repeat(statement.words[1], statement.block)
        self.stack[-1].add("stop()")  # a program that ends releases nothing
        if self.made >= FIRST_THRESHOLD:
            raise Untranslatable("automatic collections")

    def text(self, note):
        head = f'"""The same program in Python; each statement is printed, and then its events.\n\n{note}"""\n'
        parts = [*self.classes.values(), *self.callbacks.values(), *(function.text() for function in self.functions)]
        return "\n\n".join([head + read_prelude(), *(part for part in parts)]) + "\n\nbegin()\n" + "\n".join(self.top) + "\n"


# Names that a local of the program must not hide.
RESERVED = {*dir(builtins), *re.findall(r"(?m)^(?:def |class |import )?(\w+)", read_prelude()), "reference", "self"}


def translate(program, note=""):
    """The text of a heap program as Python, or None.  `note` is of what the model expects."""
    try:
        translation = Translation(program)
        translation.translate()
    except Untranslatable:
        return None
    profile = re.match(r"# profile (\S+)", program)
    about = f"The finding is of {profile[1]}.\n\n" if profile else ""
    return translation.text(about + note.replace("\\", "\\\\").replace('"""', "'''"))
