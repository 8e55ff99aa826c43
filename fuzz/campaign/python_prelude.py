import gc
import os
import sys
import weakref

# Each object holds a token, which goes before anything else that it holds; the collector takes no notice of tokens.  That
# the token goes is told as `dealloc`, also when the collector clears the object.
watches = {}


def tell(event):
    print("   ", event)


def token(name):
    made = compile("0", f"{name}#{len(watches) + 1}", "eval")  # its file name is the name of the object
    watches[made.co_filename] = weakref.ref(made, lambda _, gone=made.co_filename: tell(f"dealloc {gone}"))
    return made


def title(owner):
    return owner.a_token.co_filename


class Instance:
    """A cell or an instance: slots are released in the order of their names."""
    __slots__ = ()

    def __init__(self, *values):
        for member, value in zip(type(self).__slots__, values[-1:] + values[:-1]):
            setattr(self, member, value)


def new_dict(*values):
    return {number: value for number, value in enumerate(values[-1:] + values[:-1], -1)}


class Reference(weakref.ref):
    __slots__ = ("a_token", "__weakref__")


def slot(owner, number):
    if isinstance(owner, Instance):
        return getattr(owner, f"s{number:02}")
    if isinstance(owner, (list, tuple)) and number >= len(owner) - 1:
        raise IndexError(number)
    return owner[number]


def set_slot(owner, number, value):
    """Returns what was there, so that the statement lets go of it, when nothing here holds on to anything any more."""
    old = slot(owner, number)
    if isinstance(owner, Instance):
        setattr(owner, f"s{number:02}", value)
    else:
        owner[number] = value
    return old


def needed(made):
    if made is None:
        raise TypeError("null, where an object is needed")
    return made


def weak(name, target, callback=None):
    """Of weak references without callback an object has one; of a subclass CPython would make many."""
    if not isinstance(target, Instance):
        raise TypeError("only cells and instances can be weakly referenced")
    for reference in weakref.getweakrefs(target) if callback is None else ():
        if isinstance(reference, Reference) and reference.__callback__ is None:
            return reference
    reference = Reference(target, callback)
    reference.a_token = token(name)
    return reference


def deref(reference):
    if not isinstance(reference, Reference):
        raise TypeError("not a weak reference")
    return reference()


def alive(reference):
    """The weak reference whose callback runs."""
    return needed(reference())


def hold(name, value):
    if name in globals():
        raise NameError(f"{name} holds already")
    globals()[name] = value


def release(name):
    if name not in globals():
        raise NameError(name)
    del globals()[name]


def release_globals():
    while True:
        name = next((name for name in globals() if name.startswith("global_")), None)
        if name is None:
            return
        del globals()[name]


def tell_collection(phase, information):
    more = f", uncollectable {information['uncollectable']}" if information["uncollectable"] else ""
    tell(f"collect generation {information['generation']}" if phase == "start" else f"collected {information['collected']}{more}")


def begin():
    """No automatic collections: Python's own objects count, too.  What is there already, no collection looks at."""
    gc.disable()
    gc.collect()
    gc.callbacks.append(tell_collection)
    sys.unraisablehook = lambda _: tell("unraisable")
    gc.freeze()


def stop():
    """Nothing is released any more."""
    sys.stdout.flush()
    os._exit(0)
