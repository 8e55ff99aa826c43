"""The events of the statement after which core and model differ, side by side."""
import itertools

OF_BOTH = ("dealloc", "clear", "finalize", "callback", "collect_start", "collect_stop")  # the model knows no others


def names_in(*states):
    """First names by object number, as far as the core told them."""
    known = [state for state in states if state]
    told = [one for state in known for one in state["objects"] + state.get("core_events", [])]
    return {one["object"]: one["name"] for one in told if one.get("object") and one.get("name")}


def in_words(event, names):
    """As `heapproof run --text` says it."""
    if event["event"] == "collect_start":
        return f"collect generation {event['generation']}"
    if event["event"] == "collect_stop":
        more = f", uncollectable {event['uncollectable']}" if event["uncollectable"] else ""
        return f"collected {event['collected']}{more}"
    return f"{event['event']} {names.get(event['object'], '')}#{event['object']}"


def pairs(state):
    """The core's and the model's events, each beside the one at its place; None where there is none."""
    streams = [[event for event in (state or {}).get(side, []) if event["event"] in OF_BOTH] for side in ("core_events", "twin_events")]
    return list(itertools.zip_longest(*streams))


def is_same(core, twin):
    return core is not None and twin is not None and all(core.get(key) == value for key, value in twin.items())


def first_objects(state):
    """The objects that the first events that differ are about."""
    different = next((pair for pair in pairs(state) if not is_same(*pair)), ())
    return {event["object"] for event in different if event and event.get("object")}


def side_by_side(state, before=None):
    """Rows of text; `*` where the first difference is: what follows it may follow from it."""
    names, rows, seen = names_in(before, state), [], False
    for core, twin in pairs(state):
        mark = "" if seen or is_same(core, twin) else "*"
        seen = seen or mark == "*"
        rows.append((mark, *("-" if event is None else in_words(event, names) for event in (core, twin))))
    return [("", "events: core", state["twin"]), *rows] if rows else []


def expected(before, after):
    """In words, what the model says of the last statement; empty when it says nothing of it."""
    if not after or after["twin"] != "model":
        return ""
    names = names_in(before, after)
    events = [f"    {in_words(twin, names)}\n" for _, twin in pairs(after) if twin]
    return (f"After the last statement core and model differ: {after['difference']}.\n"
            f"The model expects of `{after['statement']}`{':' if events else ' no event.'}\n\n{''.join(events)}")
