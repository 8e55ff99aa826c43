/* Pools: each assigned pool holds blocks of one size class.
 *
 * Everything here is counted in granules (two words): granule g is words 2g and 2g+1.  Pool p has the granules
 * [POOL_BASE(p), POOL_BASE(p+1)).  Blocks are carved from its low end on demand, up to carve_at[p]; those carved
 * are the members of a sparse set:
 *
 *     block_at[POOL_BASE(p) .. free_end[p]-1]      first granules of the free blocks, the last given back on top
 *     block_at[free_end[p] .. block_end[p]-1]      first granules of the blocks in use
 *     block_place[g]                               where block g stands in block_at
 *
 * Invariant (Pools): block_at and block_place are inverse; ghost slot_of says which carved block a granule lies in,
 * so blocks are disjoint by being values of a function; a pool stands in the bag of its class exactly when it has
 * room; a pool none of whose blocks is in use belongs to no class.  It holds between any two calls. */
#ifndef HEAPPROOF_POOLS_H
#define HEAPPROOF_POOLS_H
#include <stdint.h>
#include "bags.h"

#define POOL_GRANULES (POOL_WORDS / GRANULE_WORDS)
#define FIRST_GRANULE (FIRST_BLOCK_CELL / GRANULE_WORDS)
#define GRANULES (FIRST_EXTENT_CELL / GRANULE_WORDS)
#define POOL_BASE(pool) (FIRST_GRANULE + (pool)*POOL_GRANULES)

extern uint32_t pools_begun; /* pools below it were assigned at least once */
extern uint32_t pool_free_end[MAX_POOLS];
extern uint32_t pool_block_end[MAX_POOLS];
extern uint32_t pool_carve_at[MAX_POOLS];
extern uint32_t block_at[GRANULES];
extern uint32_t block_place[GRANULES];

#ifdef __FRAMAC__
#include "acsl/blocks.acsl"
#include "acsl/pools.acsl"
#endif

/* The first cell of a fresh block of class 1 .. BLOCK_CLASSES, or 0 when no pool has room. */
/*@ requires   pools: Pools;
    requires   class: UNASSIGNED < class < BAGS;
    terminates \true;
    exits      \false;
    assigns    POOL_STATE, block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    full:  \result == 0 ==> PoolsFull(class);
    ensures    same:  \result == 0 ==> SameBlocks{Pre,Here} && SamePools{Pre,Here};
    ensures    range: \result != 0 ==> FIRST_BLOCK_CELL <= \result && \result + 2 * class <= FIRST_EXTENT_CELL;
    ensures    room:  \result != 0 ==> BlockIs(\result, 2 * class);
    ensures    fresh: \result != 0 ==> BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, \result);
*/
uint32_t pool_take(uint32_t class);

/* Returns the block in use that begins at cell `first`. */
/*@ requires   pools: Pools;
    requires   held:  FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL && block_of[first] == first;
    terminates \true;
    exits      \false;
    assigns    POOL_STATE, block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    given: BlockGivenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, first);
*/
void pool_give(uint32_t first);

/* 1 when a block in use begins at cell `first`, which lies in the pools, else 0. */
/*@ requires   pools:  Pools;
    requires   inside: FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:    \result <= 1;
    ensures    held:   \result == 1 <==> block_of[first] == first;
*/
uint32_t pool_holds(uint32_t first);

/* Back to no pools, in time proportional to the pools used. */
/*@ requires   pools: Pools;
    terminates \true;
    exits      \false;
    assigns    POOL_STATE;
    ensures    empty: PoolsEmpty;
*/
void pool_reset(void);

#endif
