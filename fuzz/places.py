"""What llvm-cov counted in src/core, as places: the two ways of each branch, the conditions of each decision, functions.

A function of a header has a record for every file that includes it; its counts are summed here."""
import os
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TRUE_COUNT, FALSE_COUNT, FILE, EXPANDED_FILE = 4, 5, 6, 7  # of a branch; before them its range
REGION_FILE = 5
COUNT, HAS_COUNT, IS_ENTRY, IS_GAP = 2, 3, 4, 5  # of a segment; before them line and column

Place = namedtuple("Place", "file line function what")
Totals = namedtuple("Totals", "lines branches conditions")  # each (covered, all)


class Function:
    """All records of one function: how often it was called, its branches and decisions by their range."""

    def __init__(self, file, name):
        self.file, self.name, self.line, self.calls = file, name, 0, 0
        self.branches, self.decisions = {}, {}

    def add(self, record):
        self.line = record["regions"][0][0]
        self.calls += record["count"]
        for branch in record["branches"]:
            if branch[FILE] == branch[EXPANDED_FILE]:
                ways = self.branches.setdefault(tuple(branch[:4]), [0, 0])
                ways[0] += branch[TRUE_COUNT]
                ways[1] += branch[FALSE_COUNT]
        for decision in record.get("mcdc_records", []):
            shown = self.decisions.setdefault(tuple(decision[:4]), [False] * len(decision[-1]))
            shown[:] = [a or b for a, b in zip(shown, decision[-1])]

    def ways_within(self, decision):
        """The ways of the conditions of a decision; nothing when they are not to be told from others' in it."""
        within = [ways for place, ways in sorted(self.branches.items())
                  if decision[:2] <= place[:2] and place[2:] <= decision[2:]]
        return within if len(within) == len(self.decisions[decision]) else []

    def uncovered(self, lines):
        """A way of a branch that was never taken; a condition, when both its ways were taken, without an effect of its own."""
        if self.calls == 0:
            yield self.place(self.line, "it is never called")
            return
        for place, ways in sorted(self.branches.items()):
            for way, count in zip(("true", "false"), ways):
                if count == 0:
                    yield self.place(place[0], f"`{text_at(lines, *place)}` is never {way}")
        for place, shown in sorted(self.decisions.items()):
            ways = self.ways_within(place)
            for number, covered in enumerate(shown):
                if not covered and not (ways and 0 in ways[number]):
                    yield self.place(place[0], f"condition {number + 1} of `{text_at(lines, *place)}` has no effect of its own")

    def place(self, line, what):
        return Place(self.file, line, self.name, what)


def text_at(lines, begin_line, begin, end_line, end):
    """The text of a range, on one line."""
    if begin_line == end_line:
        return lines[begin_line - 1][begin - 1:end - 1]
    inner = [line.strip() for line in lines[begin_line:end_line - 1]]
    return " ".join([lines[begin_line - 1][begin - 1:].strip(), *inner, lines[end_line - 1][:end - 1].strip()])


def is_core(path):
    return os.path.relpath(os.path.join(ROOT, path), ROOT).startswith("src/core/")


def functions_of(data):
    """The functions of src/core, in the order of their files and lines."""
    found = {}
    for record in data["functions"]:
        path = record["filenames"][record["regions"][0][REGION_FILE]]
        if is_core(path):
            file = os.path.relpath(os.path.join(ROOT, path), ROOT)
            name = record["name"].replace(";", ":").rpartition(":")[2]
            found.setdefault((file, name), Function(file, name)).add(record)
    return sorted(found.values(), key=lambda function: (function.file, function.line))


def lines_of(segments):
    """Whether each line with code was run: as llvm-cov has it, the regions that begin on a line count, or the one it is in."""
    run, within, by_line = {}, None, {}
    for segment in segments:
        by_line.setdefault(segment[0], []).append(segment)
    for line in range(segments[0][0], segments[-1][0] + 1) if segments else ():
        here = by_line.get(line, [])
        counts = [s[COUNT] for s in here if s[HAS_COUNT] and s[IS_ENTRY] and not s[IS_GAP]]
        if within and within[HAS_COUNT]:
            counts.append(within[COUNT])
        if counts:
            run[line] = max(counts) > 0
        within = here[-1] if here else within
    return run


def read_lines(file):
    with open(os.path.join(ROOT, file), encoding="utf-8") as text:
        return text.read().splitlines()


def totals(functions, segments):
    """Covered and all of one file; a condition is covered when it was shown to have an effect of its own."""
    run = list(lines_of(segments).values())
    ways = [count > 0 for function in functions for pair in function.branches.values() for count in pair]
    shown = [covered for function in functions for decision in function.decisions.values() for covered in decision]
    return Totals(*((sum(what), len(what)) for what in (run, ways, shown)))


def read(data):
    """({file: its Totals}, [the places that are not covered]) of what llvm-cov exports."""
    by_file, segments = {}, {}
    for function in functions_of(data):
        by_file.setdefault(function.file, []).append(function)
    for entry in data["files"]:
        segments[os.path.relpath(os.path.join(ROOT, entry["filename"]), ROOT)] = entry["segments"]
    missed = [place for file, functions in by_file.items() for function in functions
              for place in function.uncovered(read_lines(file))]
    return {file: totals(functions, segments.get(file, [])) for file, functions in by_file.items()}, missed
