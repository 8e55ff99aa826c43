/* Operations on the heap, each driven to its end before it returns.
 *
 * The machine of src/core hands out one event at a time; the driver takes them all, gives each to the sink, and
 * returns when the machine is idle again.  With `mirror` on it performs every operation on the naive oracle as
 * well, and driver_compare() says whether the two still agree.  The oracle knows nothing of finalizers, weak references
 * and the like: from the first of these on, only the audit is compared. */
#ifndef HEAPPROOF_DRIVER_H
#define HEAPPROOF_DRIVER_H
#include <stdint.h>

enum {
  DRIVER_DEALLOC,
  DRIVER_CLEAR,
  DRIVER_COLLECT_START,
  DRIVER_COLLECT_STOP,
  DRIVER_FINALIZE, /* the sink runs the finalizer of the object: it may perform operations, each to its end */
  DRIVER_CALLBACK, /* likewise the callback of the weak reference */
  DRIVER_ARENA_NEW,
  DRIVER_ARENA_FREE
};

struct driver_event {
  int kind;
  uint32_t object; /* handle, but for COLLECT_START and COLLECT_STOP; still valid while the sink runs */
  uint64_t serial; /* creation number of the object, from 1 */
  uint32_t generation, collected, uncollectable; /* for COLLECT_START and COLLECT_STOP */
  uint64_t arena;                                /* ordinal, for ARENA_NEW and ARENA_FREE */
  uint32_t pools;                                /* for ARENA_NEW */
};
typedef void driver_sink(void *context, const struct driver_event *event);

/* What runs beside the heap: the oracle, proved, for graphs and counts; the model, for every event. */
enum { DRIVER_ALONE = 0, DRIVER_ORACLE = 1, DRIVER_MODEL = 2, DRIVER_BOTH = 3 };

/* Empties the heap (and the oracle).  `sink` may be null.  The profile is DEFAULT_PROFILE, or a row of core/profile.h. */
void driver_start(driver_sink *sink, void *context, int mirror);
void driver_start_as(uint32_t profile, driver_sink *sink, void *context, int mirror);

/* Whether the sink gets DRIVER_ARENA_NEW and DRIVER_ARENA_FREE; not at first. */
void driver_tell_arenas(int tell);

/* A fresh object, bound to the named root `root` (what that held is released last): allocate, fill slots 0..items-1,
 * collect if due, link, bind.  0 when there is no room; then nothing has changed. */
uint32_t driver_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes, uint32_t items,
                    const uint32_t *values);

/* The same in two steps, with everything an object may have.  Between them the driver holds it; no other operation
 * comes between.  A weak reference without callback is the one that the target has already, if it has one: then
 * `*is_new` is 0.  The target is held, too, until driver_release_target(): then it may die, and the reference be called,
 * so what the caller knows of it must be noted before. */
struct driver_birth {
  uint32_t kind, slots, bytes, items;
  const uint32_t *values; /* the first items of the slots */
  uint8_t has_finalizer, is_legacy, is_immortal;
};
uint32_t driver_make(const struct driver_birth *birth);
uint32_t driver_make_weak(uint32_t target, uint32_t bytes, int calls_back, int *is_new);
void driver_release_target(void);
void driver_bind_made(uint32_t root);
void driver_drop_made(void);

void driver_set_slot(uint32_t object, uint32_t slot, uint32_t value);
void driver_set_root(uint32_t root, uint32_t value);
void driver_move_root(uint32_t from, uint32_t to); /* what `to` held is released last */
int driver_push_frame(void);                       /* 0: no room */
uint32_t driver_push_local(void);                  /* a null local of the top frame, 0: no room */
void driver_return(void);                          /* releases the top frame's locals in order and pops it */
uint32_t driver_collect(uint32_t generation);      /* what gc.collect() returns; 0 if one is running */
void driver_freeze(void);
void driver_unfreeze(void);
void driver_save_all(int on); /* gc.DEBUG_SAVEALL */
void driver_enable(int on);
void driver_set_threshold(uint32_t generation, uint32_t threshold);
/* Where a collection runs that an allocation found due, in profiles that do not run it there: after each statement. */
void driver_safe_point(void);
/* A block of a pool of 1 to 512 bytes that no object owns: its first cell, 0: no room. */
uint32_t driver_take_block(uint32_t bytes);
void driver_give_block(uint32_t first); /* such a block begins there */
int driver_holds_block(uint32_t first); /* 1: it does; any number will do */
uint64_t driver_serial(uint32_t object);
int driver_is_live(uint32_t object, uint64_t serial); /* the object with this number still is */
uint32_t driver_live(void);                           /* number of live objects */
uint32_t driver_live_object(uint32_t index);          /* the index-th of them, in no order that means anything */
uint32_t driver_twin(uint32_t object);                /* what it is in the oracle; 0 for null */
int driver_collected_for_tuple(void); /* making the tuple of a notice (PyTuple_New) began a collection */
int driver_is_beyond_model(void);     /* the model has given up: deaths nest too deep for it */

/* Core against oracle and model: live set, reference counts, what died since the last call, audit.  Null when they agree,
 * else a description of the first difference (static storage). */
const char *driver_compare(void);
/* What was found without it: whenever a collection ends, the heap is compared with the oracle. */
const char *driver_difference(void);

/* Marks what the roots reach, by the oracle, whose marking is proved exact.  Then, until the next operation,
 * driver_is_reachable() tells of a live object. */
void driver_mark(void);
int driver_is_reachable(uint32_t object);

/* Roots 1 .. FIRST_CALLER_ROOT-1 are the driver's own, for objects that are being made: two for each operation that
 * is under way.  Callers use FIRST_CALLER_ROOT .. MAX_NAMED-1. */
#ifdef HEAP_SMALL
#define FIRST_CALLER_ROOT 11u
#else
#define FIRST_CALLER_ROOT 133u
#endif
#endif
