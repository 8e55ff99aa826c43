"""Reads the data files of proofs/ and the lists of seeded faults: records of `key: value` lines, separated by blank lines.

A line that begins with white space continues the value above it; `#` starts a comment line. Every record of a
file has the same required keys; anything else is an error that names file and line.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGETS = os.path.join(ROOT, "proofs", "targets")
FAULTS = os.path.join(ROOT, "proofs", "faults")
TARGET_KEYS = {"module": True, "source": True, "claim": True, "functions": True, "timeout": False}
FAULT_KEYS = {"fault": True, "file": True, "functions": True, "old": True, "new": True}


class BadData(Exception):
    pass


def read_records(path, keys):
    """The records of a file as dictionaries; `keys` maps each key to whether it is required."""
    records, current, last = [], {}, None
    with open(path, encoding="utf-8") as lines:
        numbered = list(enumerate(lines, 1)) + [(None, "")]
    for number, line in numbered:
        text = line.rstrip()
        if text.startswith("#"):
            continue
        if not text:
            if current:
                records.append(_complete(current, keys, path))
            current, last = {}, None
        elif text[0].isspace():
            if last is None:
                raise BadData(f"{path}:{number}: continues nothing")
            current[last] += " " + text.strip()
        else:
            last, colon, value = text.partition(":")
            if not colon or last not in keys or last in current:
                raise BadData(f"{path}:{number}: expected one of {', '.join(keys)}, each once")
            current[last] = value.strip()
    return records


def _complete(record, keys, path):
    for key, required in keys.items():
        if required and key not in record:
            raise BadData(f"{path}: a record ({next(iter(record.values()))}) has no `{key}:`")
    return record


def read_targets(path=TARGETS):
    """Targets with `functions` split; a function stands in one target of a source only."""
    targets = read_records(path, TARGET_KEYS)
    seen = set()
    for target in targets:
        target["functions"] = target["functions"].split()
        seconds, _, reason = target.get("timeout", "20 the usual: no goal needs more than a few seconds on a quiet machine").partition(" ")
        if not seconds.isdigit() or not reason:
            raise BadData(f"{path}: {target['module']}: `timeout:` wants seconds and a reason")
        target["timeout"] = int(seconds)
        for function in target["functions"]:
            if (target["source"], function) in seen:
                raise BadData(f"{path}: {function} of {target['source']} is listed twice")
            seen.add((target["source"], function))
    names = [target["module"] for target in targets]
    if not names or len(names) != len(set(names)):
        raise BadData(f"{path}: no module, or one named twice")
    return targets


def with_fault(fault, root=ROOT):
    """The text of the fault's file under `root`, with `new` (`nothing`: nothing) for `old`, which must stand there once outside
    comments; any white space stands for any other."""
    with open(os.path.join(root, fault["file"]), encoding="utf-8") as file:
        text = file.read()
    code = re.sub(r"/\*.*?\*/", lambda comment: " " * len(comment[0]), text, flags=re.DOTALL)
    found = list(re.finditer(r"\s+".join(re.escape(word) for word in fault["old"].split()), code))
    if len(found) != 1:
        raise BadData(f"`{fault['old']}` stands {len(found)} times in {fault['file']}")
    new = "" if fault["new"] == "nothing" else fault["new"]
    return text[:found[0].start()] + new + text[found[0].end():]


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(2)
