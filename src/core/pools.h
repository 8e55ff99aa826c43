/* The blocks of one pool.
 *
 * Everything here is counted in granules (two words): granule g is words 2g and 2g+1.  Pool p has the granules
 * [POOL_BASE(p), POOL_LIMIT(p)), and behind its header blocks from POOL_FIRST(p) on.  They are carved on demand, up to
 * carve_at[p]; those carved are the members of a sparse set:
 *
 *     block_at[POOL_FIRST(p) .. free_end[p]-1]     first granules of the free blocks, the last given back on top
 *     block_at[free_end[p] .. block_end[p]-1]      first granules of the blocks in use
 *     block_place[g]                               where block g stands in block_at
 *
 * Invariant (PoolBlocks): block_at and block_place are inverse; ghost slot_of says which carved block a granule lies
 * in, so blocks are disjoint by being values of a function; a pool without class has no blocks. */
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
extern uint32_t block_place[GRANULES];

#ifdef __FRAMAC__
#include "acsl/blocks.acsl"
#include "acsl/pools.acsl"
#endif

/* 1 when a pool has a free block or can carve one. */
/*@ requires   blocks:   PoolClasses && PoolShapes;
    requires   assigned: PoolAssigned(pool);
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    room:     \result != 0 <==> PoolHasRoom(pool);
*/
uint32_t pool_has_room(uint32_t pool);

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

/* Takes a block of a pool that has room, the one given back last, else the next to be carved: its first granule. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool) && PoolHasRoom(pool);
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], pool_block_end[pool], pool_carve_at[pool], block_at[0 .. GRANULES - 1],
               block_place[0 .. GRANULES - 1], pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
    ensures    used:     !PoolIdle(pool);
*/
uint32_t pool_take(uint32_t pool);

/* Gives back the block in use that begins at a granule. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool &&
                         block_of[2 * granule] == 2 * granule;
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], block_at[0 .. GRANULES - 1], block_place[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    last:     POOL_FIRST(pool) < pool_free_end[pool] && block_at[pool_free_end[pool] - 1] == granule;
    ensures    room:     PoolHasRoom(pool);
    ensures    given:    BlockGivenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * granule);
*/
void pool_give(uint32_t pool, uint32_t granule);

#endif
