"""Small programs whose events are known beforehand, from what CPython is documented or measured to do.

One case: its name, the program, and the events in short (see talk.brief), one a line.  A line of the events that
begins with `A-B:` is for the versions 3.A to 3.B alone.
"""

CASES = []


def case(name, program, events):
    CASES.append((name, lines_of(program), lines_of(events)))


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def expected(events, minor):
    """The events for version 3.minor."""
    chosen = []
    for line in events:
        versions, colon, rest = line.partition(": ")
        if colon and versions.replace("-", "").isdigit():
            first, _, last = versions.partition("-")
            if not int(first) <= minor <= int(last or first):
                continue
            line = rest
        chosen.append(line)
    return chosen


case("slots are released in the order of the kind", """
    new x kind=atom
    new y kind=atom
    new c kind=cell items=x,y
    new l kind=list items=x,y
    new t kind=tuple items=x,y
    new d kind=dict items=x,y
    new i kind=instance items=x,y
    new o kind=opaque items=x,y
    refcount x
    getrefcount x
    referents c
    referents l
    referents t
    referents d
    referents i
    referents o
    let x null
    let y null
    del d
    del t
    del o
    del i
    del c
    del l""", """
    refcount x = 7
    getrefcount x = 8
    referents c = x y
    referents l = y x
    referents t = y x
    referents d = x y
    referents i = x y
    referents o =
    dealloc d
    dealloc t
    dealloc o
    dealloc i
    dealloc c
    dealloc l
    dealloc y
    dealloc x""")

case("a dict is tracked when it first holds what may be", """
    new x kind=atom
    new c
    new d kind=dict slots=2
    tracked d
    set d.0 x
    tracked d
    set d.1 c
    tracked d
    objects 0
    set d.1 null
    collect 0
    tracked d
    collect
    tracked d""", """
    tracked d = false
    tracked d = false
    tracked d = true
    objects 0 = c d
    start 0
    stop 0+0
    tracked d = true
    start 2
    stop 0+0
    tracked d = false""")

case("any collection untracks a tuple that holds nothing tracked", """
    new x kind=atom
    new t kind=tuple items=x
    new u kind=tuple items=t
    tracked t
    collect 0
    tracked t
    tracked u
    count
    objects""", """
    tracked t = true
    start 0
    stop 0+0
    tracked t = false
    tracked u = false
    count = [0,1,0]
    objects =""")

case("resurrection: up to 3.8 one saves all, since 3.9 only what it reaches", """
    action save
    let $saved self
    end
    gc disable
    new a slots=1 finalizer=save
    set a.0 a
    new b slots=1
    set b.0 b
    del a
    del b
    collect
    live
    finalized $saved
    collect
    del $saved
    collect""", """
    start 2
    finalize a
    6-6: stop 2+0
    7-8: stop 0+0
    9-13: clear b
    9-13: dealloc b
    9-13: stop 1+0
    6-8: live = 2
    9-13: live = 1
    finalized $saved = true
    start 2
    6-8: clear b
    6-8: dealloc b
    6-8: stop 1+0
    9-13: stop 0+0
    start 2
    clear a
    dealloc a
    stop 1+0""")

case("the automatic collection: up to 3.11 before the new object is linked, from 3.12 after the statement", """
    gc threshold 2 10 10
    new a
    new b
    count
    new c
    count
    objects 0
    objects 1""", """
    count = [2,0,0]
    start 0
    stop 0+0
    count = [0,1,0]
    6-11: objects 0 = c
    12-13: objects 0 =
    6-11: objects 1 = a b
    12-13: objects 1 = a b c""")

case("generation 1 runs when its count exceeds its threshold", """
    gc threshold 1 1 1
    new a
    new b
    new c
    new d
    new e
    new f
    count""", """
    start 0
    stop 0+0
    start 0
    stop 0+0
    start 1
    stop 0+0
    count = [0,0,1]""")

case("callbacks run newest first; all references are cleared before; after the finalizer, before the slots", """
    action first
    deref $second
    end
    action second
    deref $first
    end
    action last
    deref $first
    end
    new x kind=atom
    new a items=x finalizer=last
    weak $first a callback=first
    weak $second a callback=second
    del x
    del a""", """
    finalize a
    deref $first = a
    callback $second
    deref $first = null
    callback $first
    deref $second = null
    dealloc a
    dealloc x""")

case("the plain reference is shared; one that dies first is not called", """
    action note
    end
    new a
    weak v a
    weak w a
    refcount w
    weak c a callback=note
    weak e a callback=note
    live
    del c
    del a
    deref v""", """
    refcount w = 2
    live = 4
    dealloc c
    callback e
    dealloc a
    deref v = null""")

case("a finalizer runs once for life", """
    action save
    let $saved self
    end
    new a finalizer=save
    del a
    finalized $saved
    refcount $saved
    del $saved""", """
    finalize a
    finalized $saved = true
    refcount $saved = 1
    dealloc a""")

case("weak references in a collection: cleared before finalizers, called when outside; freed ones are counted", """
    action drop
    del $w
    end
    action look
    deref $v
    end
    gc disable
    new a slots=2 finalizer=look
    set a.0 a
    weak $w a callback=drop
    weak $v a
    weak inside a callback=drop
    set a.1 inside
    del inside
    del a
    collect""", """
    start 2
    callback $w
    dealloc $w
    finalize a
    deref $v = null
    clear a
    dealloc inside
    dealloc a
    stop 3+0""")

case("suicide: a finalizer in a collection breaks its own cycle", """
    action cut
    set self.0 null
    end
    gc disable
    new a slots=1 finalizer=cut
    set a.0 a
    del a
    collect""", """
    start 2
    finalize a
    dealloc a
    6-6: stop 1+0
    7-13: stop 0+0""")

case("legacy finalizers in a cycle: uncollectable, kept in gc.garbage", """
    gc disable
    new a legacy=yes slots=2
    new b slots=1
    set a.0 a
    set a.1 b
    set b.0 b
    del a
    del b
    collect
    garbage
    objects
    new c legacy=yes
    del c""", """
    start 2
    stop 0+2
    garbage = a
    objects = a b
    dealloc c""")

case("saveall keeps what would be cleared", """
    gc debug saveall
    new a slots=1
    set a.0 a
    del a
    collect
    garbage
    gc debug none
    collect
    live""", """
    start 2
    stop 1+0
    garbage = a
    start 2
    stop 0+0
    live = 1""")

case("lists after a collection: survivors in the order of the scan, then the next generation", """
    new a slots=1
    new b slots=1
    new c slots=1
    set a.0 c
    set c.0 b
    del b
    del c
    objects 0
    collect 0
    objects 1
    new d slots=1
    collect 1
    objects 2
    referrers a.0
    count""", """
    objects 0 = a b c
    start 0
    stop 0+0
    objects 1 = a c b
    start 1
    stop 0+0
    objects 2 = a c b d
    referrers a.0 = a
    count = [0,0,1]""")

case("collect inside a collection does nothing; what cannot be done ends the action", """
    action nested
    collect
    new x
    let y nobody
    new z
    end
    new a slots=1 finalizer=nested
    set a.0 a
    del a
    collect""", """
    start 2
    finalize a
    unraisable
    dealloc x
    clear a
    dealloc a
    stop 1+0""")

case("frames: up to 3.10 the caller's arguments go last, the last one first", """
    new x kind=atom
    new y kind=atom
    call f p=x q=y
    new a kind=atom
    let c p
    getrefcount p
    return c
    let x null
    del result
    call g
    new b kind=atom
    new d kind=atom
    return d
    call h p=y
    let p null
    let $y p
    return
    exit""", """
    6-10: getrefcount p = 5
    11-13: getrefcount p = 4
    dealloc a
    dealloc x
    dealloc b
    dealloc y
    dealloc d""")

case("arguments that only the call holds", """
    new x kind=atom
    new y kind=atom
    new l kind=list items=x,y
    del x
    del y
    call f p=l.0 q=l.1
    set l.0 null
    return""", """
    error""")

case("freeze and unfreeze", """
    new a
    gc freeze
    objects
    frozen
    count
    gc unfreeze
    frozen
    objects 2""", """
    6-6: unsupported
    6-6: objects = a
    6-6: unsupported
    6-6: count = [1,0,0]
    6-6: unsupported
    6-6: unsupported
    6-6: objects 2 =
    7-13: objects =
    7-13: frozen = 1
    7-13: count = [0,0,0]
    7-13: frozen = 0
    7-13: objects 2 = a""")

case("immortal objects, from 3.12 on", """
    new a kind=atom immortal=yes
    let b null
    new c items=b
    refcount c""", """
    6-11: unsupported
    refcount c = 1""")

case("counts: memory of tracked kinds, free lists apart", """
    gc disable
    new a
    new b kind=atom
    new o kind=opaque
    new l kind=list
    new d kind=dict
    new t kind=tuple items=b
    new i kind=instance
    weak w a
    count
    del i
    count
    del l
    del d
    del t
    count
    new l kind=list
    new d kind=dict
    new t kind=tuple items=b
    count
    collect
    new l kind=list
    count""", """
    count = [6,0,0]
    dealloc i
    count = [5,0,0]
    dealloc l
    dealloc d
    dealloc t
    count = [5,0,0]
    count = [5,0,0]
    start 2
    stop 0+0
    dealloc l
    count = [1,0,0]""")

case("several callbacks at a deallocation take a tuple: two entries for each; since 3.13 for one, too", """
    action note
    end
    gc disable
    new b kind=atom
    new a
    weak w a callback=note
    count
    del a
    count
    new t kind=tuple items=b
    count
    new c
    weak v c callback=note
    weak u c callback=note
    count
    del c
    count
    new t kind=tuple items=b,b,b
    count""", """
    count = [2,0,0]
    callback w
    dealloc a
    6-12: count = [1,0,0]
    13-13: count = [2,0,0]
    count = [2,0,0]
    count = [5,0,0]
    callback u
    callback v
    dealloc c
    count = [5,0,0]
    dealloc t
    count = [5,0,0]""")

case("impossible statements change nothing", """
    new a slots=1
    let b a.0.0
    set a.1 null
    set a null
    del b
    weak w null
    weak w a.0
    new c kind=list finalizer=nobody
    deref a
    refcount null
    let x self
    return
    end
    fly
    malloc p 8
    live
    refcount a""", "error\n" * 12 + """
    unsupported
    unsupported
    live = 1
    refcount a = 1""")

case("a callback that drops its own reference: `ref` is gone then, unless CPython holds it", """
    action drop
    del $w
    refcount ref
    end
    new a
    weak $w a callback=drop
    del a""", """
    callback $w
    6-12: dealloc $w
    6-12: unraisable
    13-13: refcount ref = 1
    dealloc a
    13-13: dealloc $w""".replace("    dealloc a\n    13-13: dealloc $w", "    13-13: dealloc $w\n    dealloc a"))
