"""Statements in canonical form, taken apart: a verb and what it needs."""
import re
import sys
from heap import INSTANCES, KINDS, MOST_SLOTS

MOST_LINE, MOST_NAME, MOST_ARGUMENTS, MOST_NUMBER = 65536, 64, 255, 2147483647
PLAIN = re.compile("[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*")
NUMBER = re.compile("0|[1-9][0-9]{0,9}")
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
QUERIES_OF_OBJECTS = ("refcount", "getrefcount", "tracked", "finalized", "deref", "referrers", "referents")


class Problem(Exception):
    """It cannot be performed."""


class Unsupported(Exception):
    pass


def plain(word):
    if len(word.encode()) > MOST_NAME or PLAIN.fullmatch(word) is None:
        raise Problem("`%s` is no name" % word)
    return word


def name(word):
    if len(word.encode()) > MOST_NAME or word in ("null", "self", "ref"):
        raise Problem("`%s` is no name" % word)
    plain(word[1:] if word[:1] == "$" else word)
    return word


def number(word, most):
    if NUMBER.fullmatch(word) is None or int(word) > most:
        raise Problem("`%s` is no number up to %d" % (word, most))
    return int(word)


def counted(words, *counts):
    if len(words) not in counts:
        raise Problem("%s operands are needed" % " or ".join(map(str, counts)))
    return words


class Statement:
    """Its fields are those that its verb needs."""

    def __init__(self, verb, **fields):
        self.verb, self.line = verb, 0
        self.__dict__.update(fields)


class Statements:
    def __init__(self, finalizes_cells):
        self.finalizes_cells = finalizes_cells
        self.actions = set()  # that `finalizer=` and `callback=` may name
        self.in_action = False

    def take(self, line, in_action):
        if len(line) > MOST_LINE:
            raise Problem("a line of more than 65536 bytes")
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise Problem("no well-formed UTF-8") from None
        if CONTROL.search(text):
            raise Problem("a control character")
        self.in_action = in_action
        words = text.strip(" \t").replace("\t", " ").split(" ")
        verb, *words = [word for word in words if word] or [""]
        parse = getattr(self, "take_" + verb, None) if PLAIN.fullmatch(verb) else None
        if parse is not None:
            return parse(words)
        if verb in QUERIES_OF_OBJECTS:
            return self.query(verb, counted(words, 1)[0])
        raise Unsupported()

    def query(self, verb, word):
        """CPython may count a weak reference whose callback is due once more: there the plain one, which is no plain
        one here, makes a difference."""
        operand = self.operand(word)
        if self.in_action and operand[0] != "self" and verb in ("refcount", "getrefcount"):
            raise Unsupported()
        if self.in_action and verb == "finalized" and sys.version_info < (3, 9):
            raise Unsupported()  # counting sets the mark after the finalizer, a collection before: not to be seen here
        return Statement("ask", query=verb, value=operand, echo="%s %s" % (verb, word))

    def operand(self, word):
        """(root, slot, slot, ...)"""
        root, *steps = word.split(".")
        if root == "null" and steps:
            raise Problem("null has no slots")
        if root != "null" and not (self.in_action and root in ("self", "ref")):
            name(root)
        return (root,) + tuple(number(step, 9999999999) for step in steps)

    def action(self, word):
        if word not in self.actions:
            raise Problem("unknown action `%s`" % word)
        return word

    def take_new(self, words):
        if not words:
            raise Problem("a name is needed")
        keys = {}
        for word in words[1:]:
            key, _, value = word.partition("=")
            if key in keys:
                raise Problem("`%s=` is given twice" % key)
            keys[key] = value
        return self.check_new(self.describe(name(words[0]), keys))

    def describe(self, new_name, keys):
        new = Statement("new", name=new_name, kind=keys.pop("kind", "cell"), items=(), slots=None, action=None)
        new.lacking = bool(keys.pop("legacy", None)) | bool(keys.pop("immortal", None))
        if "items" in keys:
            new.items = tuple(self.operand(item) for item in keys.pop("items").split(","))
        new.slots = number(keys.pop("slots"), 16777216) if "slots" in keys else len(new.items)
        if "size" in keys:
            number(keys.pop("size"), 1073741824)  # these types have their own
        if "finalizer" in keys:
            new.action = self.action(keys.pop("finalizer"))
        for key in keys:
            raise Problem("`new` has no operand `%s`" % key)
        return new

    def check_new(self, new):
        if new.kind not in KINDS:
            raise Problem("unknown kind `%s`" % new.kind)
        if len(new.items) > new.slots:
            raise Problem("more items than slots")
        if new.kind == "atom" and new.slots > 0:
            raise Problem("an atom has no slots")
        if new.action is not None and new.kind not in INSTANCES:
            raise Problem("only cells and instances can have finalizers")
        if new.lacking or new.slots > MOST_SLOTS or (new.action and new.kind == "cell" and not self.finalizes_cells):
            raise Unsupported()
        return new

    def take_set(self, words):
        counted(words, 2)
        target = self.operand(words[0])
        if len(target) == 1:
            raise Problem("`%s` is not a slot" % words[0])
        return Statement("set", owner=target[:-1], slot=target[-1], value=self.operand(words[1]))

    def take_let(self, words):
        counted(words, 2, 3)
        if len(words) == 3 and words[1] != "deref":
            raise Problem("`%s` is not `deref`" % words[1])
        return Statement("let", name=name(words[0]), deref=len(words) == 3, value=self.operand(words[-1]))

    def take_del(self, words):
        return Statement("del", name=name(counted(words, 1)[0]))

    def take_hold(self, words):
        counted(words, 2)
        return Statement("hold", name=plain(words[0]), value=self.operand(words[1]))

    def take_release(self, words):
        return Statement("release", name=plain(counted(words, 1)[0]))

    def take_call(self, words):
        if not words:
            raise Problem("a name is needed")
        plain(words[0])
        arguments = {}
        for word in words[1:]:
            parameter, _, value = word.partition("=")
            if name(plain(parameter)) in arguments:
                raise Problem("`%s` is given twice" % parameter)
            arguments[parameter] = self.operand(value)
        if len(arguments) > MOST_ARGUMENTS:
            raise Problem("more than 255 arguments")
        return Statement("call", arguments=arguments)

    def take_return(self, words):
        counted(words, 0, 1)
        return Statement("return", value=self.operand(words[0]) if words else None)

    def take_exit(self, words):
        counted(words, 0)
        return Statement("exit")

    def take_collect(self, words):
        counted(words, 0, 1)
        return Statement("collect", generation=number(words[0], 2) if words else 2)

    def take_gc(self, words):
        if words == ["disable"]:
            return Statement("nothing")  # automatic collections are off from the start
        if words in (["enable"], ["freeze"], ["unfreeze"], ["debug", "saveall"], ["debug", "none"]):
            raise Unsupported()
        if words[:1] == ["threshold"] and 2 <= len(words) <= 4:
            for word in words[1:]:
                number(word, MOST_NUMBER)
            raise Unsupported()
        raise Problem("unknown control")

    def take_weak(self, words):
        counted(words, 2, 3)
        action = None
        if len(words) == 3:
            key, _, action = words[2].partition("=")
            if key != "callback":
                raise Problem("expected `callback=`, not `%s`" % words[2])
            self.action(action)
        return Statement("weak", name=name(words[0]), value=self.operand(words[1]), action=action)

    def take_action(self, words):
        return Statement("action", name=plain(counted(words, 1)[0]))

    def take_end(self, words):
        counted(words, 0)
        return Statement("end")

    def take_live(self, words):
        counted(words, 0)
        return Statement("ask", query="live", value=None, echo="live")

    def take_objects(self, words):
        counted(words, 0, 1)
        generations = (number(words[0], 2),) if words else (0, 1, 2)
        if sys.version_info < (3, 8):
            raise Unsupported()
        echo = " ".join(["objects"] + words)
        return Statement("ask", query="objects", value=None, echo=echo, generations=generations)
