/* Arenas: which are open, and which of their pools are free.
 *
 * The pools of arena a are handed out in order, up to arena_pool_end[a]; those handed out are the members of a
 * sparse set, the free ones first:
 *
 *     pool_at[ARENA_POOLS * a .. arena_free_end[a]-1]       free pools, the one given back last on top
 *     pool_at[arena_free_end[a] .. arena_pool_end[a]-1]     pools in use
 *     pool_place[p]                                         where pool p stands in pool_at */
#ifndef HEAPPROOF_ARENAS_H
#define HEAPPROOF_ARENAS_H
#include <stdint.h>
#include "usable.h"

/* What the system does, set by the caller before a request: all zero grants arenas of ARENA_POOLS pools. */
extern uint32_t arena_refused;    /* 1 when the system has no memory for an arena */
extern uint32_t arena_misaligned; /* 1 when its next arena begins between two multiples of the pool size: a pool less */
/* The profile: 1 when even the last usable arena is returned (up to 3.8).  Set on the empty store only. */
extern uint32_t arena_release_last;

extern uint32_t arena_limit[ARENAS_END]; /* the end of its pools, or 0 when the arena is not open */
extern uint32_t arena_pool_end[ARENAS_END];
extern uint32_t arena_free_end[ARENAS_END];
extern uint32_t pool_at[POOLS_END];
extern uint32_t pool_place[POOLS_END];
extern uint32_t arenas_begun; /* no arena above it was ever open */
extern uint32_t pools_begun;  /* no pool from FIRST_POOL + pools_begun on was ever used */

/* Statistics. */
extern uint64_t arenas_opened;    /* ever; counts up to its largest value */
extern uint64_t arenas_reclaimed; /* closed, ever; counts up to its largest value */
extern uint32_t arenas_most;      /* the most that were open at one time */

/* How many arenas are open. */
uint32_t arenas_open(void);

/* Opens the lowest arena that is not open, when the system grants it; 0 when there is none. */
uint32_t arena_open(void);

/* Takes a free pool of the first usable arena: the one given back last, else the next that was never used. */
uint32_t arena_take_pool(void);

/* Gives a pool in use back to its arena.  The arena, when it is to be closed now because it is wholly free and
 * not the last one kept, else 0. */
uint32_t arena_give_pool(uint32_t pool);

/* Closes an arena whose pools are all free and that is usable no longer. */
void arena_close(uint32_t arena);

#endif
