"""The objects of a program.

Each container holds a token where its release is seen first: a list and a tuple behind their last slot, a dict and an
instance before their first.  When the token dies, its container is dying, or the collector clears it.  A token is a
code object: no other type without the collector's header can be weakly referenced in every version, and a weak
reference to an object with it would be called back as soon as the collector finds the object unreachable.  Atoms and
opaque objects are tokens themselves.

What is not an object of the program refers to none, but for one list that stands outside the generations: to the
collector its entries are references from outside.  They are the roots, and what opaque objects refer to. """
import sys
import weakref

MOST_SLOTS = 1000
KINDS = ("cell", "list", "tuple", "opaque", "atom", "dict", "instance")
INSTANCES = ("cell", "instance")
CODE = compile("0", "token", "eval")


def make_token():
    return CODE.replace() if sys.version_info >= (3, 8) else compile("0", "token", "eval")


class Record(weakref.ref):
    """Of an object: a weak reference to its token."""
    __slots__ = ("number", "name", "kind", "slots", "action", "address", "finalized", "finalizing", "row")


class Reference(weakref.ref):
    """What `weak` makes.  Subclasses are not shared by CPython: see Performer.plain_reference."""
    __slots__ = ("a", "__weakref__")


class Cells:
    """References from outside.  They are told from objects' slots by standing in a list that is frozen."""

    def __init__(self):
        self.cells, self.free = [], []

    def take(self, value):
        if not self.free:
            self.cells.append(value)
            return len(self.cells) - 1
        index = self.free.pop()
        self.cells[index] = value
        return index

    def give_up(self, index):
        self.free.append(index)
        self.cells[index] = None

    def empty(self):
        self.cells.clear()
        self.free.clear()


class Heap:
    def __init__(self, output, cells):
        self.output, self.cells = output, cells
        self.records, self.by_address = {}, {}
        self.born = 0
        self.types = {}
        self.finalize = None  # called with an instance
        self.rows, self.released = [], None  # being released; the opaque object let go of now, by its address

    def empty(self):
        self.records.clear()
        self.by_address.clear()
        self.born = 0

    # --- making ---

    def type_of(self, slots, finalized):
        """Slots are released and traversed in the order of their names."""
        if (slots, finalized) not in self.types:
            names = ["a"] + ["s%04d" % index for index in range(slots)] + ["__weakref__"]
            members = {"__slots__": names, "__module__": "heap"}
            if finalized:
                members["__del__"] = lambda instance: self.finalize(instance)
            self.types[slots, finalized] = type("instance", (object,), members)
        return self.types[slots, finalized]

    def make(self, kind, slots, items, finalized):
        """The object, and its token."""
        token = make_token()
        if kind in ("opaque", "atom"):
            return token, token
        values = items + [None] * (slots - len(items))
        if kind == "list":
            return values + [token], token
        if kind == "tuple":
            return tuple(values + [token]), token
        if kind == "dict":
            made = {-1: token}
            made.update(enumerate(values))
            return made, token
        made = self.type_of(slots, finalized)()
        made.a = token
        for index, value in enumerate(values):
            setattr(made, "s%04d" % index, value)
        return made, token

    def new(self, name, kind, slots, items, action):
        made, token = self.make(kind, slots, items, action is not None)
        record = self.attach(made, token, name, kind, slots, action)
        if kind == "opaque":
            record.row = [self.cells.take(value) for value in items + [None] * (slots - len(items))]
        return made

    def attach(self, made, token, name, kind, slots=0, action=None):
        record = Record(token, self.token_died)
        self.born += 1
        record.number, record.name, record.kind, record.slots, record.action = self.born, name, kind, slots, action
        record.address, record.finalized, record.finalizing, record.row = id(made), False, False, ()
        self.records[record.number] = record
        self.by_address[record.address] = record
        return record

    def token_died(self, record):
        if self.records.get(record.number) is not record:
            return  # of an earlier program
        self.output.about("dealloc", record)
        del self.records[record.number], self.by_address[record.address]
        self.release_row(record)

    def release_row(self, record):
        """First to last.  An opaque object that dies here, and not inside another container, is next: no recursion."""
        if not record.row:
            return
        is_next, outer = record.address == self.released, (self.rows, self.released)
        if is_next:
            self.rows.append(iter(record.row))
            self.released = None
            return
        self.rows = [iter(record.row)]
        while self.rows:
            index = next(self.rows[-1], None)
            if index is None:
                self.rows.pop()
                continue
            released = self.by_address.get(id(self.cells.cells[index]))
            self.released = released.address if released is not None and released.kind == "opaque" else None
            self.cells.give_up(index)
        self.rows, self.released = outer

    # --- looking ---

    def record(self, made):
        return self.by_address[id(made)]

    def known(self, objects):
        """The records of those that are the program's."""
        found = [self.by_address.get(id(made)) for made in objects]
        return [record for record in found if record is not None]

    def has_slot(self, made, slot):
        return slot < self.record(made).slots

    def slot(self, made, slot):
        record = self.record(made)
        if record.kind == "opaque":
            return self.cells.cells[record.row[slot]]
        return getattr(made, "s%04d" % slot) if record.kind in INSTANCES else made[slot]

    def set_slot(self, made, slot, value):
        """What was there before: the caller lets go of it when it holds nothing else."""
        record = self.record(made)
        old = self.slot(made, slot)
        if record.kind == "opaque":
            self.cells.cells[record.row[slot]] = value
        elif record.kind in INSTANCES:
            setattr(made, "s%04d" % slot, value)
        else:
            made[slot] = value
        return old
