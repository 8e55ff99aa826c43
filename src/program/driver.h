/* Operations on the heap, each driven to its end before it returns.
 *
 * The machine of src/core hands out one event at a time; the driver takes them all, gives each to the sink, and
 * returns when the machine is idle again.  With `mirror` on it performs every operation on the naive oracle as
 * well, and driver_compare() says whether the two still agree. */
#ifndef HEAPPROOF_DRIVER_H
#define HEAPPROOF_DRIVER_H
#include <stdint.h>

enum { DRIVER_DEALLOC, DRIVER_CLEAR, DRIVER_COLLECT_START, DRIVER_COLLECT_STOP };

struct driver_event {
  int kind;
  uint32_t object;                               /* handle, for DEALLOC and CLEAR; still valid while the sink runs */
  uint64_t serial;                               /* creation number of the object, from 1 */
  uint32_t generation, collected, uncollectable; /* for COLLECT_START and COLLECT_STOP */
};
typedef void driver_sink(void *context, const struct driver_event *event);

/* Empties the heap (and the oracle).  `sink` may be null. */
void driver_start(driver_sink *sink, void *context, int mirror);

/* A fresh object, bound to the named root `root` (what that held is released last): allocate, fill slots 0..items-1,
 * collect if due, link, bind.  0 when there is no room; then nothing has changed. */
uint32_t driver_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes, uint32_t items,
                    const uint32_t *values);
void driver_set_slot(uint32_t object, uint32_t slot, uint32_t value);
void driver_set_root(uint32_t root, uint32_t value);
int driver_push_frame(void);                  /* 0: no room */
uint32_t driver_push_local(void);             /* a null local of the top frame, 0: no room */
void driver_return(void);                     /* releases the top frame's locals in order and pops it */
uint32_t driver_collect(uint32_t generation); /* number of unreachable objects found; 0 if one is running */
uint64_t driver_serial(uint32_t object);
uint32_t driver_live(void); /* number of live objects */
/* One of the live objects, 0 .. driver_live()-1 in no order, and what it is in the oracle. */
uint32_t driver_live_object(uint32_t index);
uint32_t driver_twin(uint32_t object);

/* Core against oracle: live set, reference counts, what died since the last call, audit.  Null when they agree,
 * else a description of the first difference (static storage). */
const char *driver_compare(void);
/* The same without the audit. */
const char *driver_compare_oracle(void);

/* Marks what the roots reach, by the oracle, whose marking is proved exact; needs `mirror`.  Then, until the next
 * operation, driver_is_reachable() tells of a live object. */
void driver_mark(void);
int driver_is_reachable(uint32_t object);

/* The root the driver keeps for itself while an object is made; callers use FIRST_CALLER_ROOT .. MAX_NAMED-1. */
#define FIRST_CALLER_ROOT 2u
#endif
