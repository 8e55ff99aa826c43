"""The list of fuzz targets (fuzz/targets)."""
import collections
import os

LIST = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "targets")
Target = collections.namedtuple("Target", "name longest changes workers what")


def read():
    with open(LIST, encoding="utf-8") as file:
        rows = [line.split(None, 4) for line in file if not line.startswith("#")]
    return {row[0]: Target(row[0], int(row[1]), *row[2:4], row[4].strip()) for row in rows}


TARGETS = read()
