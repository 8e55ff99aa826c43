"""The list of fuzz targets (fuzz/targets)."""
import collections
import os

LIST = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "targets")


class Target(collections.namedtuple("Target", "name longest changes workers what")):
    @property
    def encoding(self):
        """The target whose seeds and mutator this one uses: its own, unless it decodes bytes as another does."""
        return "events" if self.changes == "statements" else self.name

    @property
    def mutator(self):
        """What AFL++ loads, if it changes more than bytes."""
        return os.path.abspath(f"build/fuzz/mutator-{self.encoding}.so") if self.changes in ("operations", "statements") else None


def read():
    with open(LIST, encoding="utf-8") as file:
        rows = [line.lstrip("?").split(None, 4) for line in file if not line.startswith("#")]
    return {row[0]: Target(row[0], int(row[1]), *row[2:4], row[4].strip()) for row in rows}


TARGETS = read()
