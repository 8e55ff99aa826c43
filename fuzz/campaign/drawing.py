"""The heap of a finding as a graph for Graphviz, and as a table; the guilty component is coloured."""
import json
import os
import subprocess

from campaign import event_streams


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def differs(entry):
    return entry["core"] != entry["twin"]


def edges(state):
    """(from, to, slot) by object numbers, as the core has them; as its twin has them for what the core lost."""
    for entry in state["objects"]:
        for slot, target in enumerate((entry["core"] or entry["twin"])["slots"]):
            if target > 0:
                yield entry["object"], target, slot


def component_of(state, objects):
    """What reaches one of these objects and is reached by it, the objects included."""
    forward, backward = {}, {}
    for begin, end, _ in edges(state):
        forward.setdefault(begin, set()).add(end)
        backward.setdefault(end, set()).add(begin)

    def reached(start, steps):
        seen, waiting = {start}, [start]
        while waiting:
            for other in steps.get(waiting.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen

    return set().union(*(reached(o, forward) & reached(o, backward) for o in objects)) if objects else set()


def choose(before, after):
    """The state to draw and its guilty objects: what differs, else what no root reaches."""
    named = event_streams.first_objects(after)
    for state in (after, before):
        guilty = [e["object"] for e in state["objects"] if differs(e) or e["object"] in named] if state else []
        if guilty:
            return state, component_of(state, guilty)
    state = before or after
    lost = [e["object"] for e in state["objects"] if not e["reachable"]]
    return state, component_of(state, lost)


def title(entry):
    return f"{entry['name']}#{entry['object']} {entry['kind']}" if entry.get("name") else f"{entry['kind']}#{entry['object']}"


def count_text(entry, who):
    core, twin = entry["core"], entry["twin"]
    if core is None:
        return f"only in the {who}, count {twin['count']}"
    if twin is None:
        return f"count {core['count']}, dead in the {who}"
    return f"count {core['count']}" if core["count"] == twin["count"] else f"count {core['count']}, in the {who} {twin['count']}"


def dot(state, guilty):
    lines = ["digraph heap {", "  rankdir=LR; bgcolor=transparent;",
             '  node [shape=box, style="rounded,filled", fillcolor="#f4f4f0", fontname="Helvetica", fontsize=11];',
             '  edge [fontname="Helvetica", fontsize=9, color="#555555"];']
    for entry in state["objects"]:
        number = entry["object"]
        color = ', fillcolor="#ffb3a7", color="#c0392b", penwidth=2' if number in guilty else \
            "" if entry["reachable"] else ', fillcolor="#ffe9b8"'
        lines.append(f'  o{number if number > 0 else "lost"} [label="{title(entry)}\\n{count_text(entry, state["twin"])}"{color}];')
    for index, root in enumerate(state["roots"]):
        lines.append(f'  r{index} [label="{root["name"]}", shape=plaintext, style=""]; r{index} -> o{root["object"]} [style=dashed];')
    for begin, end, slot in edges(state):
        lines.append(f'  o{begin if begin > 0 else "lost"} -> o{end} [label="{slot}"];')
    for entry in state["objects"]:
        referent = (entry["core"] or entry["twin"]).get("referent", 0)
        lines += [f'  o{entry["object"]} -> o{referent} [style=dotted, label="weak"];'] if referent > 0 else []
    return "\n".join(lines + ["}"]) + "\n"


def slots(side):
    return "-" if side is None else " ".join("null" if s == 0 else "lost" if s < 0 else f"#{s}" for s in side["slots"]) or "none"


def history(side):
    """Of finalization and weak references; what the oracle does not know is left out."""
    words = [] if side is None else ["finalized"] * side.get("finalized", False) + [f"to #{r}" for r in [side.get("referent", 0)] if r > 0]
    return ", ".join(words) or "-"


def table(state):
    """Rows of text: object, kind, count and slots in core and twin; a `*` where they differ."""
    who, known = state["twin"], [side for e in state["objects"] for side in (e["core"], e["twin"])]
    columns = [("count", lambda side: "-" if side is None else str(side["count"])), ("slots", slots)]
    columns += [("weak reference, finalizer", history)] * any(history(side) != "-" for side in known)
    rows = [("", "object", *(text for name, _ in columns for text in (f"{name}: core", who)), "reachable")]
    for e in state["objects"]:
        rows.append(("*" if differs(e) else "", title(e), *(of(side) for _, of in columns for side in (e["core"], e["twin"])),
                     "yes" if e["reachable"] else "no"))
    return rows


def figures(state):
    """Rows of the same form of what is not of one object: the order of generations, gc.garbage, the collector's figures."""
    def text(value):
        return value if isinstance(value, str) else " ".join(f"#{number}" for number in value) or "none"

    rows = [("*" if core != twin else "", what, text(core), text(twin)) for what, core, twin in state.get("figures", ())]
    return [("", "", "core", state["twin"]), *rows] if rows else []


def text_of(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows) + "\n"


def draw(folder):
    """Writes heap.dot, heap.svg and states.txt from before.json and after.json; the svg text, if there is one."""
    before, after = (load(os.path.join(folder, name)) for name in ("before.json", "after.json"))
    if before is None and after is None:
        return ""
    state, guilty = choose(before, after)
    with open(os.path.join(folder, "heap.dot"), "w", encoding="utf-8") as file:
        file.write(dot(state, guilty))
    with open(os.path.join(folder, "states.txt"), "w", encoding="utf-8") as file:
        for name, one in (("before", before), ("after", after)):
            if one is not None:
                roots = ", ".join(f"{r['name']} = #{r['object']}" for r in one["roots"]) or "none"
                parts = [text_of(rows) for rows in (table(one), figures(one), event_streams.side_by_side(one, before)) if rows]
                file.write(f"{name} `{one['statement']}` (roots: {roots})\n" + "\n".join(parts) + "\n")
    return svg_of(folder)


def draw_program(command, options, folder):
    """The same from program.heap, where there are no states: the heap as it is at the end, drawn by `heapproof graph`."""
    program = os.path.join(folder, "program.heap")
    if os.path.exists(program):
        done = subprocess.run([command, "graph", *options, program], capture_output=True, timeout=60)
        with open(os.path.join(folder, "heap.dot"), "wb") as file:
            file.write(done.stdout)
    return svg_of(folder) if os.path.exists(program) and done.returncode == 0 else ""


def svg_of(folder):
    svg = os.path.join(folder, "heap.svg")
    try:
        subprocess.run(["dot", "-Tsvg", "-o", svg, os.path.join(folder, "heap.dot")], check=True, capture_output=True)
        with open(svg, encoding="utf-8") as file:
            text = file.read()
        return text[text.index("<svg"):]
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ""
