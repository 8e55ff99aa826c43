/* The blocks of one pool.
 *
 * Everything here is counted in granules (two words): granule g is words 2g and 2g+1.  Pool p has the granules
 * [POOL_BASE(p), POOL_LIMIT(p)), and behind its header blocks from POOL_FIRST(p) on.  They are carved on demand, up to
 * carve_at[p]:
 *
 *     block_at[POOL_FIRST(p) .. free_end[p]-1]     first granules of the free blocks, the last given back on top
 *     block_end[p] - free_end[p]                   how many are in use
 *     block_held[g]                                1 where a block in use begins
 *
 * Invariant (PoolBlocks): ghost slot_at has all carved blocks, the free ones in the same order in front, then those in
 * use up to block_end, and ghost slot_place is its inverse; ghost slot_of says which carved block a granule lies in, so
 * blocks are disjoint by being values of a function; a pool without class has no blocks. */
#ifndef HEAPPROOF_POOLS_H
#define HEAPPROOF_POOLS_H
#include <stdint.h>
#include "links.h"

#define POOL_GRANULES (POOL_WORDS / GRANULE_WORDS)
#define HEADER_GRANULES (HEADER_WORDS / GRANULE_WORDS)
#define FIRST_GRANULE (FIRST_BLOCK_CELL / GRANULE_WORDS)
#define GRANULES (FIRST_EXTENT_CELL / GRANULE_WORDS)
#define POOL_BASE(pool) (FIRST_GRANULE + ((pool)-FIRST_POOL) * POOL_GRANULES)
#define POOL_FIRST(pool) (POOL_BASE(pool) + HEADER_GRANULES)
#define POOL_LIMIT(pool) (POOL_BASE(pool) + POOL_GRANULES - pool_gap)
#define POOL_OF(granule) (((granule)-FIRST_GRANULE) / POOL_GRANULES + FIRST_POOL)
#define MAX_POOL_GAP ((POOL_WORDS - SMALL_POOL_WORDS) / GRANULE_WORDS)

extern uint32_t pool_gap; /* granules at a pool's end that are not used: 0, or MAX_POOL_GAP for small pools */
extern uint32_t pool_class[POOLS_END];
extern uint32_t pool_free_end[POOLS_END];
extern uint32_t pool_block_end[POOLS_END];
extern uint32_t pool_carve_at[POOLS_END];
extern uint32_t block_at[GRANULES];
extern uint8_t block_held[GRANULES];

#ifdef __FRAMAC__
#include "acsl/blocks.acsl"
#include "acsl/pools.acsl"
#endif

/* Makes a pool none of whose blocks is in use one without class and blocks. */
/*@ requires   blocks:   PoolBlocks;
    requires   pool:     IsPool(pool);
    requires   idle:     pool_class[pool] != NO_CLASS ==> PoolIdle(pool);
    terminates \true;
    exits      \false;
    assigns    pool_class[pool], pool_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1],
               slot_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    class:    pool_class[pool] == NO_CLASS;
    ensures    clear:    \forall integer granule; POOL_BASE(pool) <= granule < POOL_BASE(pool + 1) ==>
                           pool_of[granule] == 0;
*/
void pool_forget(uint32_t pool);

/* Gives a pool none of whose blocks is in use to a class: it begins anew. */
/*@ requires   blocks:   PoolBlocks;
    requires   pool:     IsPool(pool);
    requires   idle:     pool_class[pool] != NO_CLASS ==> PoolIdle(pool);
    requires   class:    IsClass(class);
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], pool_block_end[pool], pool_carve_at[pool], pool_class[pool],
               pool_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1],
               slot_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    class:    pool_class[pool] == class && PoolIdle(pool) && PoolHasRoom(pool);
    ensures    anew:     pool_free_end[pool] == POOL_FIRST(pool) && pool_carve_at[pool] == POOL_FIRST(pool);
*/
void pool_restart(uint32_t pool, uint32_t class);

#endif
