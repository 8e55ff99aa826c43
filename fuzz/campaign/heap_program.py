"""Heap programs, taken apart for their translations into C and Python."""
import collections
import re

WITH_OPERAND = ("refcount", "getrefcount", "tracked", "finalized", "deref", "referrers", "referents")
QUERIES = ("count", "threshold", "enabled", "objects", "garbage", "stats", "live", "frozen", "blocks", *WITH_OPERAND)

# The number of its line, its text, its words; of a `repeat` the statements in it.
Statement = collections.namedtuple("Statement", "number text words block")


class Untranslatable(Exception):
    pass


def options_of(words):
    return dict(word.split("=", 1) for word in words)


def parse(program):
    """({action: its statements}, the other statements)."""
    actions, block, outer = {}, [], None
    for number, line in enumerate(program.splitlines(), 1):
        words = re.sub(r"#.*", "", line).split()
        if not words or words[0] == "expect":
            continue
        if words[0] == "end":
            block, outer = outer, None
        elif words[0] in ("action", "repeat") and outer is not None:
            raise Untranslatable(f"{' '.join(words)} inside of another block")
        elif words[0] == "action":
            actions[words[1]] = inner = []
            block, outer = inner, block
        else:
            statement = Statement(number, " ".join(words), words, [] if words[0] == "repeat" else None)
            block.append(statement)
            if words[0] == "repeat":
                block, outer = statement.block, block
    return actions, block if outer is None else outer
