#!/usr/bin/env python3
"""The committed figures of the proofs: proofs/results.json, and the table in README.md made from it."""
import json
import os
import sys

from records import ROOT, read_targets

RESULTS = os.path.join(ROOT, "proofs", "results.json")
README = os.path.join(ROOT, "README.md")
BEGIN, END = "<!-- proofs: made by `make results` -->", "<!-- proofs: end -->"


def read_results(path=RESULTS):
    """Module -> figures; empty when nothing was committed yet."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)["modules"]


def table(targets, results):
    """The README's table: one row a module, and the total."""
    rows = ["| property | where | functions | goals | seconds |", "|---|---|--:|--:|--:|"]
    totals = [0, 0, 0.0]
    for target in targets:
        figures = results.get(target["module"])
        if figures is None:
            continue
        row = (figures["functions"], figures["goals"], figures["seconds"])
        totals = [total + value for total, value in zip(totals, row)]
        rows.append(f"| {target['claim']} | `{target['source']}` | {row[0]} | {row[1]} | {row[2]:.0f} |")
    rows.append(f"| **all** | | **{totals[0]}** | **{totals[1]}** | **{totals[2]:.0f}** |")
    return "\n".join(rows)


def with_table(text, block):
    """The README's text with the block between the markers replaced; None when the markers are not there."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    return f"{head}{begin}\n{block}\n{end}{tail}" if begin and end else None


def differences(targets, results, readme):
    """What is stale: functions of results.json against the targets, the README's table against results.json."""
    stale, listed = [], {}
    for target in targets:
        listed.setdefault(target["module"], set()).update(target["functions"])
    for module in sorted(set(listed) | set(results)):
        have = set(results.get(module, {}).get("goals_of", {}))
        if have != listed.get(module, set()):
            stale.append(module)
    problems = [f"proofs/results.json: not the functions of proofs/targets: {', '.join(stale)}"] if stale else []
    if with_table(readme, table(targets, results)) != readme:
        problems.append("README.md: the table of proofs is not the one made from proofs/results.json")
    return problems


def write():
    """Takes the figures of the last full proof over into results.json and the README."""
    last = os.path.join(ROOT, "build", "proofs", "results.json")
    if not os.path.exists(last):
        return "no full and successful `make prove` has been run"
    with open(last, encoding="utf-8") as file:
        text = file.read()
    with open(RESULTS, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    with open(README, encoding="utf-8") as file:
        readme = with_table(file.read(), table(read_targets(), json.loads(text)["modules"]))
    if readme is None:
        return "README.md has no place for the table"
    with open(README, "w", encoding="utf-8") as file:
        file.write(readme)
    return None


if __name__ == "__main__":
    complaint = write()
    if complaint:
        sys.exit(f"results: {complaint}")
