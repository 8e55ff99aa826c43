/* Counts and thresholds: when an automatic collection is due, and of which generation (gc_collect_generations).
 *
 * gc_count[0] is allocations less deallocations of tracked kinds since the last collection; gc_count[1] and [2]
 * are collections of the next younger generation.  Counters stop at their maximum instead of wrapping round. */
#ifndef HEAPPROOF_STATISTICS_H
#define HEAPPROOF_STATISTICS_H
#include <stdint.h>
#include "free_lists.h"
#include "profile.h"

#define GENERATIONS 3u
#define NOTHING_DUE 3u

extern uint32_t gc_count[GENERATIONS];
extern uint32_t gc_threshold[GENERATIONS]; /* 0 in the first: no automatic collection */
extern uint8_t gc_enabled;
extern uint64_t gc_collections[GENERATIONS];   /* collections of each generation so far */
extern uint64_t gc_collected[GENERATIONS];     /* unreachable objects they found */
extern uint64_t gc_uncollectable[GENERATIONS]; /* objects they could not free */
extern uint32_t long_lived_total, long_lived_pending;
extern uint32_t collection_found;
extern uint8_t was_counted; /* the last object of a tracked kind came from the allocator, not from a free list */

#ifdef __FRAMAC__
#include "acsl/statistics.acsl"
#endif

/* The generation that an automatic collection would take now: the oldest whose count exceeds its threshold;
 * the oldest of all only when a quarter of what survived the last full collection has been added since. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  range:  \result <= NOTHING_DUE;
    ensures  due:    \result != NOTHING_DUE <==> Due;
    ensures  which:  Due ==> \result == DueGeneration; */
uint32_t heap_due(void);

/* Memory for an object of a tracked kind with so many slots: from its free list, which is not counted, or not. */
/*@ terminates \true;
    exits    \false;
    assigns  gc_count[0], was_counted, saved[0 .. FREE_LISTS - 1];

    ensures  counted: was_counted != 0 ? gc_count[0] == Saturated(\old(gc_count[0]) + 1) : gc_count[0] == \old(gc_count[0]); */
void count_allocation(uint32_t kind, uint32_t slots);

/* It is given back: to its free list, or not. */
/*@ terminates \true;
    exits    \false;
    assigns  gc_count[0], saved[0 .. FREE_LISTS - 1];

    ensures  counted: gc_count[0] == \old(gc_count[0]) || gc_count[0] + 1 == \old(gc_count[0]); */
void count_deallocation(uint32_t kind, uint32_t slots);

/* The free lists are emptied, as at the end of a full collection; what was on them is given back. */
/*@ terminates \true;
    exits    \false;
    assigns  gc_count[0], saved[0 .. FREE_LISTS - 1];

    ensures  fewer:   gc_count[0] <= \old(gc_count[0]); */
void count_freed_lists(void);

/* A collection of `generation` begins: counts up to it return to 0, the next older one goes up. */
/*@ requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  gc_count[0 .. GENERATIONS - 1];

    ensures  zeroed:  \forall integer i; 0 <= i <= generation ==> gc_count[i] == 0;
    ensures  older:   \forall integer i; generation < i < GENERATIONS ==>
                        gc_count[i] == (i == generation + 1 ? Saturated(\old(gc_count[i]) + 1) : \old(gc_count[i])); */
void count_collection(uint32_t generation);

/* The scan of `generation` left `survivors` objects. */
/*@ terminates \true;
    exits    \false;
    assigns  long_lived_total, long_lived_pending;

    ensures  total:   long_lived_total == (generation == 2 ? survivors : \old(long_lived_total));
    ensures  pending: long_lived_pending == (generation == 2 ? 0 : generation == 1 ? Saturated(\old(long_lived_pending) + survivors) : \old(long_lived_pending)); */
void count_survivors(uint32_t generation, uint32_t survivors);

/* More unreachable objects of the collection that is running. */
/*@ terminates \true;
    exits    \false;
    assigns  collection_found; */
void count_found(uint32_t more);

/* A collection of `generation` ends; it found `found` unreachable objects, and others that it could not free. */
/*@ requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  gc_collections[generation], gc_collected[generation], gc_uncollectable[generation];

    ensures  found:   \old(gc_collected[generation]) + found <= UINT64_MAX ==> gc_collected[generation] == \old(gc_collected[generation]) + found; */
void count_result(uint32_t generation, uint32_t found, uint32_t uncollectable);

/* gc.enable, gc.disable, gc.isenabled, gc.set_threshold: automatic collections only. */
/*@ terminates \true; exits \false; assigns gc_enabled; ensures on: gc_enabled == 1; */
void heap_enable(void);
/*@ terminates \true; exits \false; assigns gc_enabled; ensures off: gc_enabled == 0; */
void heap_disable(void);
/*@ terminates \true; exits \false; assigns \nothing; ensures state: \result != 0 <==> gc_enabled != 0; */
int heap_is_enabled(void);
/*@ requires generation: generation < GENERATIONS;
    terminates \true; exits \false; assigns gc_threshold[generation]; ensures set: gc_threshold[generation] == threshold; */
void heap_set_threshold(uint32_t generation, uint32_t threshold);

/* Back to a new interpreter's: counts 0, thresholds as the profile says, enabled, free lists empty. */
/*@ requires profile: profile_now < PROFILES;

    terminates \true;
    exits    \false;
    assigns  gc_count[0 .. GENERATIONS - 1], gc_threshold[0 .. GENERATIONS - 1], gc_enabled, gc_collections[0 .. GENERATIONS - 1],
             gc_collected[0 .. GENERATIONS - 1], gc_uncollectable[0 .. GENERATIONS - 1], long_lived_total, long_lived_pending;

    ensures  counts:  \forall integer i; 0 <= i < GENERATIONS ==> gc_count[i] == 0;
    ensures  enabled: gc_enabled == 1; */
void statistics_reset(void);

#endif
