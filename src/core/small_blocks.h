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

/* The rare paths of taking and giving (small_paths.h). */

/* Takes a block for a class whose list is empty, or 0. */
/*@ requires   pools:   Pools;
    requires   class:   IsClass(class) && first_linked[class] == 0;
    requires   fresh:   arena_opened == 0;
    terminates \true;
    exits      \false;
    assigns    LINK_STATE, ARENA_STATE, ARENA_COUNTS, POOL_STATE, arena_opened,
               block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    full:    \result == 0 ==> PoolsFull(class) && SameBlocks{Pre,Here} && SamePools{Pre,Here};
    ensures    even:    \result % 2 == 0;
    ensures    range:   \result != 0 ==> FIRST_BLOCK_CELL <= \result && \result + 2 * class <= FIRST_EXTENT_CELL;
    ensures    room:    \result != 0 ==> BlockIs(\result, 2 * class);
    ensures    fresh:   \result != 0 ==> BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, \result);
    ensures    pool:    \result != 0 ==> pool_class[pool_of[\result / 2]] == class;
    ensures    usable:  \result != 0 && \old(usable_count) > 0 ==>
                          FromArena{Pre,Here}(class, \old(usable_at[usable_count - 1]), \result / 2);
    ensures    opened:  \result != 0 && \old(usable_count) == 0 ==> FromNewArena{Pre,Here}(arena_opened, \result / 2);
    ensures    opens:   arena_opened != 0 <==> \result != 0 && \old(usable_count) == 0;
*/
uint32_t small_take_unlinked(uint32_t class);

/* Gives a pool none of whose blocks is in use to its arena. */
/*@ requires   links:   Links;
    requires   arenas:  Arenas;
    requires   blocks:  PoolBlocks;
    requires   pools:   PoolsClassed && PoolsIdleBut(pool) && PoolsLinkedBut(pool) && PoolsListedBut(pool);
    requires   used:    PoolHanded(pool) && !PoolFree(pool) && PoolIdle(pool);
    requires   fresh:   arena_closed == 0;
    terminates \true;
    exits      \false;
    assigns    LINK_STATE, ARENA_STATE, arenas_reclaimed, arena_closed, pool_class[0 .. POOLS_END - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1];
    POOLS_ENSURES
    ensures    closed:  arena_closed != 0 ==> arena_closed == ArenaOf(pool) &&
                          \old(arena_limit[\at(arena_closed,Post)]) != 0 && arena_limit[arena_closed] == 0;
    ensures    stays:   \forall integer arena; IsArena(arena) ==> arena != arena_closed ==>
                          arena_limit[arena] == \old(arena_limit[arena]);
    ensures    kept:    arena_closed == 0 ==> SameSlots{Pre,Here};
    ensures    gone:    PoolHanded(pool) ==> PoolFree(pool);
*/
void small_close_pool(uint32_t pool);

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
