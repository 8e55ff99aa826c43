"""Lines that no driver sends: statements of words drawn at random, bytes, and some that work."""
import random

WORDS = ("new set let del hold release call return collect gc enable disable threshold freeze unfreeze debug saveall "
         "none weak deref action end exit refcount getrefcount tracked finalized count objects referrers referents "
         "garbage stats live frozen a b $g a.0 a.0.1 null self ref kind=cell kind=list kind=tuple kind=dict "
         "kind=instance kind=opaque kind=atom kind=weakref slots=2 slots=999 items=a,b finalizer=act legacy=yes "
         "immortal=yes size=4 callback=act p=a q=b 0 1 2 = , . malloc repeat expect \u00e9").split()
USEFUL = ["new a slots=2 items=a,b", "new b kind=dict slots=2", "action act", "end", "set a.0 b", "set b.1 a", "del a",
          "weak w a callback=act", "collect", "new c slots=1 finalizer=act", "set c.0 c", "del c", "let b null",
          "new a slots=1", "call f p=a", "return p", "exit", "gc freeze", "gc unfreeze", "garbage",
          "new i immortal=yes slots=1 items=a", "set i.0 b", "new t kind=tuple items=a,b", "set a.0 t",
          "gc debug saveall", "new l legacy=yes slots=1", "set l.0 l", "reset"]


def junk(seed):
    draw = random.Random(seed)
    lines = [b"reset"]
    for _ in range(3000):
        sort = draw.randrange(100)
        if sort < 40:
            line = " ".join(draw.choice(WORDS) for _ in range(draw.randint(0, 6))).encode()
        elif sort < 50:
            line = bytes(draw.randrange(256) for _ in range(draw.randint(0, 40))).replace(b"\n", b"")
        elif sort < 51:
            line = b"x" * draw.choice([65535, 65536, 65537, 65538, 200000])
        elif sort < 52:
            line = b"refcount a" + b".0" * 30000
        else:
            line = draw.choice(USEFUL).encode()
        lines.append(line)
    return lines
