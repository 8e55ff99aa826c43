"""Ends CPython 3.6 to 3.11 with a segmentation fault; later versions call the two callbacks."""
import gc
import weakref


class C:
    pass


def note(reference):
    print("called")


gc.disable()
gc.set_threshold(1)
gc.collect()  # empties the free lists, so that a tuple is counted
target, ring = C(), C()
kept = weakref.ref(target, note)
ring.ring, ring.reference = ring, weakref.ref(target, note)
del ring      # garbage now, and with it the newest weak reference to the target
gc.enable()
del target    # a tuple of both weak references is made, which begins a collection
