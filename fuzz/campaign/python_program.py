"""A heap program in Python itself: lists and tuples, dropped and collected, beside what the oracle says.

Only where that makes sense: no frames, no holds, no sizes, no kinds that Python has no plain object for.
"""
import re

HEAD = '''"""The same program in Python: what CPython's own collector finds."""
import gc

gc.disable()
gc.collect()
names = {}


def follow(path):
    name, *slots = path.split(".")
    value = names[name]
    for slot in slots:
        value = value[int(slot)]
    return value

'''


def operand(text):
    return "None" if text == "null" else f"follow({text!r})" if "." in text else f"names[{text!r}]"


def new(words):
    options = dict(word.split("=", 1) for word in words[1:])
    kind = options.get("kind", "cell")
    items = [operand(item) for item in options["items"].split(",")] if "items" in options else []
    if kind not in ("cell", "list", "tuple") or "size" in options:
        return None
    if kind == "tuple":
        return f"names[{words[0]!r}] = ({''.join(item + ', ' for item in items)})" if items else None
    slots = max(int(options.get("slots", 0)), len(items))
    return f"names[{words[0]!r}] = [{', '.join(items + ['None'] * (slots - len(items)))}]"


def set_slot(words):
    owner, _, slot = words[0].rpartition(".")
    return f"{operand(owner)}[{slot}] = {operand(words[1])}"


def statement(words):
    verb, rest = words[0], words[1:]
    if verb == "new":
        return new(rest)
    if verb == "set":
        return set_slot(rest)
    if verb == "let":
        return f"names[{rest[0]!r}] = {operand(rest[1])}"
    if verb == "del":
        return f"del names[{rest[0]!r}]"
    if verb == "collect":
        return f"print('collect {rest[0]}:', gc.collect({rest[0]}))"
    if verb == "gc" and rest[0] in ("enable", "disable"):
        return f"gc.{rest[0]}()"
    return None


def translate(program):
    """The text of a heap program as Python, or None."""
    lines, indent = [], ""
    for line in program.splitlines():
        line = re.sub(r"#.*", "", line).strip()
        if not line or line.startswith("expect "):
            continue
        words = line.split()
        if words[0] == "repeat":
            lines.append(f"for _ in range({words[1]}):")
            indent = "    "
            continue
        if words[0] == "end":
            indent = ""
            continue
        text = statement(words)
        if text is None:
            return None
        lines.append(indent + text)
    return HEAD + "\n".join(lines) + "\n" if lines else None
