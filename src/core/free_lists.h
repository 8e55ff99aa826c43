/* Free lists: CPython keeps dead lists, tuples and dicts of its own to use them again, and its count of allocations
 * does not see that.  Only their lengths matter here. */
#ifndef HEAPPROOF_FREE_LISTS_H
#define HEAPPROOF_FREE_LISTS_H
#include <stdint.h>

/* One for lists, one for dicts, one for tuples of each number of slots up to MAX_SAVED_SLOTS (`numfree` of each type).
 *
 * A program's tuple of n slots is a tuple of n + 1 items: the adapters for CPython put one more item into a tuple, to
 * see its death.  CPython saves and uses again those of 1 to 19 items; from 3.11 on it saves those of 20, too, but uses
 * them again only from 3.13 on. */
#define MAX_SAVED_SLOTS 19u
#define FREE_LISTS (3u + MAX_SAVED_SLOTS)
#define MOST_SAVED 80u          /* lists, dicts */
#define MOST_SAVED_TUPLES 2000u /* of each size */

extern uint32_t saved[FREE_LISTS];

/* Takes memory for an object of a tracked kind off its free list: 1, or 0 when it comes from the allocator. */
/*@ terminates \true;
    exits    \false;
    assigns  saved[0 .. FREE_LISTS - 1];

    ensures  taken: \result <= 1; */
uint32_t free_list_take(uint32_t kind, uint32_t slots);
/* Puts the memory of a dead object on its free list: 1, or 0 when it goes back to the allocator. */
/*@ terminates \true;
    exits    \false;
    assigns  saved[0 .. FREE_LISTS - 1];

    ensures  given: \result <= 1; */
uint32_t free_list_give(uint32_t kind, uint32_t slots);
/* Empties all; returns how many were on them. */
/*@ terminates \true;
    exits    \false;
    assigns  saved[0 .. FREE_LISTS - 1];

    ensures  empty: \forall integer i; 0 <= i < FREE_LISTS ==> saved[i] == 0;
    ensures  most:  \result <= FREE_LISTS * MOST_SAVED_TUPLES; */
uint32_t free_lists_clear(void);

#endif
