"""Random heap programs for the adapters' own tests: clusters of objects that die together, from a seed."""
import random

GLOBALS = ["$g0", "$g1", "$g2", "$g3"]
FINALIZED = ("cell", "instance")
MUTABLE = ("cell", "list", "dict", "instance", "opaque")


class Writer:
    """Writes one program.  Names whose kind and number of slots are known are owners; any bound name is a value."""

    def __init__(self, seed, kinds=("cell",), finalizers=True, resurrect=True, frames=False, automatic=False,
                 counts=True):
        self.random = random.Random(seed)
        self.kinds, self.finalizers, self.resurrect, self.frames = kinds, finalizers, resurrect, frames
        self.automatic, self.counts = automatic, counts
        self.lines, self.owners, self.bound, self.actions = [], {}, [], []
        self.references = []

    def say(self, *words):
        self.lines.append(" ".join(words))

    def chance(self, one_in):
        return self.random.randrange(one_in) == 0

    # --- actions ---

    def body(self):
        """What actions do: revive, break, make, collect, ask.  Most of it can fail, and then ends the action."""
        revive = ["let $g%d self" % self.random.randrange(4), "let $g%d self.0" % self.random.randrange(4),
                  "set $g0.0 self", "hold h self", "new k slots=2 items=self\nset k.1 k"]
        harmless = ["set self.0 null", "set self.1 null", "del $g%d" % self.random.randrange(4), "collect",
                    "collect 0", "new x slots=1\nset x.0 x", "new x kind=list slots=1", "refcount self", "live",
                    "let y self.0\nset y.0 null", "weak v self", "objects 0", "del nothing", "new x items=$g1"]
        references = ["let x deref ref", "del $w", "refcount ref", "new x slots=1\nset x.0 ref\nset x.0 null",
                      "del $g%d" % self.random.randrange(4), "let $g%d ref" % self.random.randrange(4), "collect"]
        return revive * self.resurrect + harmless * self.finalizers + references

    def write_actions(self):
        for number in range(self.random.randint(3, 6)):
            self.actions.append("act%d" % number)
            self.say("action", self.actions[-1])
            for _ in range(self.random.randint(1, 3)):
                for line in self.random.choice(self.body()).split("\n"):
                    self.say(line)
            self.say("end")

    # --- clusters ---

    def new(self, name, items=(), kind=None, slots=None):
        kind = kind or self.random.choice(self.kinds)
        slots = max(len(items), self.random.randint(2, 4) if slots is None else slots)
        words = ["new", name, "kind=" + kind, "slots=%d" % slots]
        if items:
            words.append("items=" + ",".join(items))
        if self.finalizers and kind in FINALIZED and self.chance(3):
            words.append("finalizer=" + self.random.choice(self.actions))
        elif kind == "cell" and self.finalizers and self.chance(25):
            words.append("legacy=yes")
        self.say(*words)
        self.owners[name] = (kind, slots)
        if name not in self.bound:
            self.bound.append(name)

    def ring(self, size):
        names = ["r%d" % index for index in range(size)]
        for name in names:
            self.new(name)
        for index, name in enumerate(names):
            self.say("set", name + ".0", names[(index + 1) % size])
        return names

    def weak(self, names):
        target = self.random.choice(names)
        if self.owners[target][0] not in FINALIZED:
            return
        name = self.random.choice(["w0", "w1", "w2", "$w"])
        words = ["weak", name, target]
        if not self.chance(4):
            words.append("callback=" + self.random.choice(self.actions))
        self.say(*words)
        if name not in self.bound:
            self.bound.append(name)
        self.owners.pop(name, None)
        if name not in self.references:
            self.references.append(name)
        if self.chance(2):
            self.store(self.random.choice(names), name)
            if self.chance(2):
                self.drop(name)

    def store(self, owner, value):
        kind, slots = self.owners[owner]
        if kind in MUTABLE and slots > 1:
            self.say("set", "%s.%d" % (owner, self.random.randrange(1, slots)), value)

    def drop(self, name):
        if name in self.bound:
            self.say("del", name)
            self.bound.remove(name)
            self.owners.pop(name, None)
            if name in self.references:
                self.references.remove(name)

    def keep(self, names):
        """A way into the cluster from a global, in place of an older one."""
        self.say("let", self.random.choice(GLOBALS), self.random.choice(names))

    def extra(self, names):
        kinds = [kind for kind in self.kinds if kind != "tuple"]
        kind = self.random.choice(kinds + ["tuple"] * ("tuple" in self.kinds))
        self.new("e", [self.random.choice(names) for _ in range(self.random.randint(1, 3))], kind=kind)
        self.store(self.random.choice(names), "e")
        self.drop("e")
        if self.chance(3):
            self.say("new e kind=atom")
            self.say("set", self.random.choice(names) + ".1", "e")
            self.say("del e")

    def ask(self, names):
        name = self.random.choice(names)
        queries = ["refcount " + name, "getrefcount " + name, "tracked " + name, "finalized " + name,
                   "referents " + name, "referrers " + name, "objects", "objects 0", "objects 1", "objects 2",
                   "garbage", "live"]
        if self.counts:
            queries.append("count")
        self.say(self.random.choice(queries))
        if self.references and self.chance(2):
            self.say("deref", self.random.choice(self.references))

    def call(self, names):
        self.say("call", "f", *["p%d=%s" % (index, name) for index, name in enumerate(names)])
        for _ in range(self.random.randint(0, 3)):
            self.say(self.random.choice(["let x p0", "new y items=p0", "let p0 null", "del p0\nlet p0 null",
                                         "new z slots=1\nset z.0 z", "getrefcount p0" if self.counts else "live"]))
        self.say(self.random.choice(["return", "return p0"]))

    def cluster(self):
        names = self.ring(self.random.randint(1, 5))
        for _ in range(self.random.randint(0, 3)):
            self.random.choice([self.weak, self.weak, self.extra, self.keep, self.ask])(names)
        if self.frames and self.chance(2):
            self.call(self.random.sample(names, min(len(names), self.random.randint(1, 3))))
        self.random.shuffle(names)
        for name in names:
            self.drop(name)
        if not self.automatic and self.chance(3):
            self.say("collect", str(self.random.randrange(3)))
        if self.counts:
            self.say("count")
        self.say(self.random.choice(["objects", "live", "garbage"]))
        if self.chance(6):
            self.say("let", self.random.choice(GLOBALS), "null")

    def program(self, length):
        if self.automatic:
            self.say("gc threshold %d %d %d" % (self.random.randint(1, 30), self.random.randint(1, 4),
                                                self.random.randint(1, 3)))
        else:
            self.say("gc disable")
        for name in GLOBALS + ["$w"]:
            self.say("let", name, "null")
        self.write_actions()
        while len(self.lines) < length:
            self.cluster()
        self.say("collect")
        self.say("live")
        return [line for text in self.lines for line in text.split("\n")]


def program(seed, length=300, **choices):
    return Writer(seed, **choices).program(length)
