"""The figures that the fuzz target counts (fuzz/figures.h), read from the file that its processes share."""
import os
import re
import struct

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LABELS = {
    "RUNS": "executions", "OPERATIONS": "operations", "COMPARISONS": "comparisons",
    "RUNS_AGAIN": "executions repeated on a heap that was only reset",
    "COLLECTIONS_0": "collections of generation 0", "COLLECTIONS_1": "collections of generation 1",
    "COLLECTIONS_2": "collections of generation 2", "AUTOMATIC": "of them automatic",
    "COLLECTIONS_FOUND": "of them found garbage", "DEATHS": "objects that died", "GARBAGE": "of them as cyclic garbage",
    "RESURRECTIONS": "objects that lived on after their finalizer", "ARENAS_OPENED": "arenas opened", "ARENAS_RETURNED": "arenas returned",
    "POOLS_LINKED": "pools put on the list of a size class",
    "MOST_LIVE": "most objects alive", "MOST_REFERENCES": "greatest reference count",
    "MOST_GARBAGE": "most garbage found at once", "MOST_FRAMES": "deepest frames",
    "MOST_OPERATIONS_IN_RUN": "longest program, operations", "LARGEST_COMPONENT": "largest component (sampled)",
    "LARGEST_GARBAGE_COMPONENT": "largest garbage component (sampled)",
}
ROOMS = {"ROOM_OBJECTS": "handles", "ROOM_BLOCKS": "blocks", "ROOM_LOCALS": "locals", "ROOM_FRAMES": "frames"}


def enumerators(header, name):
    """The names in `enum name { … }` of a header of fuzz/, in order."""
    with open(os.path.join(HERE, header), encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
    body = re.search(r"enum %s \{(.*?)\}" % name, text, re.DOTALL)[1]
    return [word.partition("=")[0].strip() for word in body.split(",") if word.strip()]


def layout():
    """The names of the 64-bit numbers in the file; those that only mark a place in the enumeration left out."""
    marks = ("_END", "_BEGIN", "FIGURES")
    plain = [name for name in enumerators("figures.h", "figure") if not name.endswith(marks)]
    return plain + enumerators("operations.h", "action")[:-1] + enumerators("operations.h", "room")[:-1]


def read(path):
    """The figures by name; none before a process has counted anything."""
    names = layout()
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    if len(data) != 8 * len(names):
        return {}
    return dict(zip(names, struct.unpack(f"{len(names)}Q", data)))


def actions(figures):
    """(name, number) of each kind of operation, the most frequent first."""
    names = [name for name in enumerators("operations.h", "action") if name not in ("ACTIONS", "DO_NOTHING")]
    counted = [(name[3:].lower(), figures.get(name, 0)) for name in names]
    return sorted(counted, key=lambda entry: -entry[1])


def reached(figures):
    """(what, number) of the state space, as far as the target counts it."""
    return [(label, figures[name]) for name, label in LABELS.items() if figures.get(name)]


def limits(figures):
    return [(label, figures[name]) for name, label in ROOMS.items() if name in figures]
