"""Performing statements, and actions of them.

A local variable that holds an object delays its death: what releases references holds none meanwhile. """
import gc
import sys
import weakref
from heap import INSTANCES, Reference, make_token
from output import shown
from statements import Problem, Unsupported

MOST_NESTED, MOST_ACTIONS = 64, 1000000


def make_callback(performer, name):
    def callback(reference):
        box = [reference]
        del reference  # it may die in its own callback
        performer.call_back(name, box)
    return callback


class Performer:
    def __init__(self, output, heap, roots):
        self.output, self.heap, self.roots = output, heap, roots
        self.actions = {}    # name: statements
        self.callbacks = {}  # name: what a weak reference calls
        self.self_now = None       # its cell: no other list or tuple may refer to an object while one collects
        self.reference_now = None  # a weak reference to it
        self.nesting = self.begun = 0
        self.went_too_far = False
        # What sys.getrefcount() says of an object that nothing holds, and how much more while its finalizer runs.
        self.always = self.finalizing = 0
        heap.finalize = self.finalize
        gc.callbacks.append(self.tell_collection)

    def reset(self):
        self.heap.empty()  # no death is seen any more
        self.actions.clear()
        self.callbacks.clear()
        self.roots.empty()
        self.heap.cells.empty()
        gc.collect()

    # --- operands ---

    def root(self, root):
        if root == "null":
            return None
        if root == "self" or root == "ref":
            return self.current(root)
        if not self.roots.is_bound(root):
            raise Problem("unknown name `%s`" % root)
        return self.roots.value(root)

    def current(self, root):
        if root == "self" and self.self_now is not None:
            return self.heap.cells.cells[self.self_now]
        made = self.reference_now() if root == "ref" and self.reference_now is not None else None
        if made is None:
            raise Problem("`%s` is no operand here" % root)
        return made

    def find(self, operand):
        made = self.root(operand[0])
        for slot in operand[1:]:
            if made is None:
                raise Problem("null has no slots")
            if not self.heap.has_slot(made, slot):
                raise Problem("no such slot")
            made = self.heap.slot(made, slot)
        return made

    def find_object(self, operand):
        made = self.find(operand)
        if made is None:
            raise Problem("null, where an object is needed")
        return made

    def referent(self, operand):
        reference = self.find_object(operand)
        if not isinstance(reference, Reference):
            raise Problem("not a weak reference")
        return reference()

    # --- statements ---

    def perform(self, statement):
        getattr(self, "perform_" + statement.verb)(statement)

    def perform_nothing(self, statement):
        pass

    def perform_new(self, statement):
        items = [self.find(item) for item in statement.items]
        box = [self.heap.new(statement.name, statement.kind, statement.slots, items, statement.action)]
        del items
        self.roots.bind(statement.name, box)

    def put(self, statement):
        owner = self.find_object(statement.owner)
        if self.heap.record(owner).kind == "tuple":
            raise Problem("a tuple's slots are fixed at birth")
        if not self.heap.has_slot(owner, statement.slot):
            raise Problem("no such slot")
        return self.heap.set_slot(owner, statement.slot, self.find(statement.value))

    def perform_set(self, statement):
        self.put(statement)  # what it returns is released here

    def perform_let(self, statement):
        self.roots.bind(statement.name, [self.referent(statement.value) if statement.deref
                                         else self.find(statement.value)])

    def perform_del(self, statement):
        if not self.roots.is_bound(statement.name):
            raise Problem("unknown name")
        self.roots.unbind(statement.name)

    def perform_hold(self, statement):
        box = [self.find(statement.value)]
        if statement.name in self.roots.holds:
            raise Problem("this name holds already: release it first")
        self.roots.hold(statement.name, box)

    def perform_release(self, statement):
        if statement.name not in self.roots.holds:
            raise Problem("unknown hold")
        self.roots.release(statement.name)

    def perform_call(self, statement):
        boxes = [(parameter, [self.find(operand)]) for parameter, operand in statement.arguments.items()]
        self.roots.push()
        for parameter, box in boxes:
            if sys.version_info < (3, 11):
                self.roots.keep_argument(box[0])
            self.roots.bind(parameter, box)

    def perform_return(self, statement):
        if len(self.roots.frames) == 1:
            raise Problem("`return` outside a call")
        box = None if statement.value is None else [self.find(statement.value)]
        self.roots.pop()
        if box is not None:
            self.roots.bind("result", box)

    def perform_exit(self, statement):
        self.roots.leave()

    def perform_collect(self, statement):
        gc.collect(statement.generation)

    def tell_collection(self, phase, information):
        if not self.output.muted:
            self.output.collection("collect_" + phase, information["generation"], information["collected"],
                                   information["uncollectable"])

    def plain_reference(self, made):
        """The object's weak reference without callback, which all share."""
        for reference in weakref.getweakrefs(made):
            if isinstance(reference, Reference) and reference.__callback__ is None:
                return reference
        return None

    def make_reference(self, statement):
        made = self.find_object(statement.value)
        if self.heap.record(made).kind not in INSTANCES:
            raise Problem("only cells and instances can be weakly referenced")
        reference = self.plain_reference(made) if statement.action is None else None
        if reference is None:
            reference = Reference(made, None if statement.action is None else self.callbacks[statement.action])
            reference.a = make_token()
            self.heap.attach(reference, reference.a, statement.name, "weakref")
        return reference

    def perform_weak(self, statement):
        self.roots.bind(statement.name, [self.make_reference(statement)])

    # --- queries ---

    def references(self, operand):
        self.find_object(operand)
        count = sys.getrefcount(self.find(operand)) - self.always
        return count - (self.finalizing if self.heap.record(self.find(operand)).finalizing else 0)

    def perform_ask(self, statement):
        value = getattr(self, "ask_" + statement.query)(statement)
        self.output.answer(statement.echo, value)

    def ask_refcount(self, statement):
        return self.references(statement.value)

    def ask_getrefcount(self, statement):
        return self.references(statement.value) + 1

    def ask_tracked(self, statement):
        return "true" if gc.is_tracked(self.find_object(statement.value)) else "false"

    def ask_finalized(self, statement):
        found = self.find_object(statement.value)
        finalized = gc.is_finalized(found) if sys.version_info >= (3, 9) else self.heap.record(found).finalized
        return "true" if finalized else "false"

    def ask_deref(self, statement):
        made = self.referent(statement.value)
        return shown(None if made is None else self.heap.record(made))

    @staticmethod
    def listed(records):
        return "[%s]" % ",".join(map(shown, records))

    def ask_referrers(self, statement):
        return self.listed(self.heap.known(gc.get_referrers(self.find_object(statement.value))))

    def ask_referents(self, statement):
        return self.listed(self.heap.known(gc.get_referents(self.find_object(statement.value))))

    def ask_objects(self, statement):
        records = []
        for generation in statement.generations:  # no list of all objects: it would contain itself, a cycle
            records += self.heap.known(gc.get_objects(generation=generation))
        return self.listed(records)

    def ask_live(self, statement):
        return len(self.heap.records)

    # --- actions ---

    def define(self, name):
        self.actions[name] = []
        self.callbacks[name] = make_callback(self, name)

    def start(self):
        self.begun, self.went_too_far = 0, False

    def finalize(self, made):
        record = self.heap.by_address.get(id(made))
        if self.output.muted or record is None or record.finalized:
            return  # up to 3.7 one that dies in the trashcan may be finalized twice
        record.finalized = record.finalizing = True
        self.output.about("finalize", record)
        cell = self.heap.cells.take(made)
        self.run(record.action, cell, None)
        self.heap.cells.give_up(cell)
        record.finalizing = False

    def call_back(self, name, box):
        record = self.heap.by_address.get(id(box[0]))
        if self.output.muted or record is None:
            return
        self.output.about("callback", record)
        self.run(name, None, weakref.ref(box.pop()))

    def run(self, name, self_now, reference_now):
        if self.nesting == MOST_NESTED or self.begun == MOST_ACTIONS:
            self.went_too_far = True
        if self.went_too_far:
            return
        outer = self.self_now, self.reference_now, self.output.line
        self.self_now, self.reference_now = self_now, reference_now
        self.nesting += 1
        self.begun += 1
        self.roots.push()
        self.run_statements(self.actions[name])
        self.output.line = outer[2]
        self.roots.pop()
        self.nesting -= 1
        self.self_now, self.reference_now = outer[:2]

    def run_statements(self, statements):
        """One that cannot be performed ends the action."""
        for statement in statements:
            if self.went_too_far:
                return
            self.output.line = statement.line
            try:
                self.perform(statement)
            except (Problem, Unsupported):
                self.output.plain("unraisable")
                return
