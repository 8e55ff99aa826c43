/* Small blocks: pools, lists and arenas together, with the placement of CPython's obmalloc.
 *
 * A request is served from the first pool in the list of its class; with none, from a free pool of the first usable
 * arena, which is linked; with no usable arena, from an arena that is opened.  A pool whose last block in use is given
 * back returns to its arena, and an arena all of whose pools are free is closed, unless it is the last usable one.
 *
 * Invariant (Pools): the pools that have blocks are those handed out; a free pool has none in use, and any other has;
 * those in use that have room stand in the list of their class.  It holds between any two calls. */
#ifndef HEAPPROOF_SMALL_BLOCKS_H
#define HEAPPROOF_SMALL_BLOCKS_H
#include <stdint.h>
#include "arenas.h"
#include "pools.h"

/* What the last operation did: the arena it opened or closed, or 0. */
extern uint32_t arena_opened;
extern uint32_t arena_closed;

/* What a cell is.  All but BLOCK_IN_USE are no block that could be given back. */
enum {
  BLOCK_FOREIGN = 0, /* in no pool that has blocks */
  BLOCK_IN_USE = 1,  /* the first cell of a block in use */
  BLOCK_FREE = 2,    /* the first cell of a block that was given back */
  BLOCK_INSIDE = 3   /* in a pool that has blocks, and the first cell of none */
};

#ifdef __FRAMAC__
#include "acsl/small_blocks.acsl"
#endif

/* What cell `first` of the pools is. */
/*@ requires   pools:   Pools;
    requires   inside:  FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    range:   \result <= BLOCK_INSIDE;
    ensures    in_use:  \result == BLOCK_IN_USE <==> block_of[first] == first;
    ensures    free:    \result == BLOCK_FREE <==>
                          first % 2 == 0 && CarvedBlock(first / 2) && block_of[first] == 0;
    ensures    foreign: \result == BLOCK_FOREIGN <==> !PoolHanded(POOL_OF(first / GRANULE_WORDS));
*/
uint32_t small_state(uint32_t first);

/* 1 when the next request of a class must open an arena. */
/*@ requires   class:   IsClass(class);
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:     \result <= 1;
    ensures    needs:   \result == 1 <==> NeedsArena(class);
*/
uint32_t small_needs_arena(uint32_t class);

/* Back to no arenas, in time proportional to the pools used. */
/*@ requires   pools:   Pools;
    terminates \true;
    exits      \false;
    assigns    SMALL_STATE;
    ensures    empty:   PoolsEmpty;
*/
void small_reset(void);

#endif
