/* The blocks of one pool.
 *
 * Everything here is counted in granules (two words): granule g is words 2g and 2g+1.  Pool p has the granules
 * [POOL_BASE(p), POOL_LIMIT(p)).  Behind its header, blocks of its class are carved on demand, up to carve_at[p];
 * those carved are the members of a sparse set:
 *
 *     block_at[POOL_BASE(p) .. free_end[p]-1]      first granules of the free blocks, the last given back on top
 *     block_at[free_end[p] .. block_end[p]-1]      first granules of the blocks in use
 *     block_place[g]                               where block g stands in block_at
 *
 * Invariant (PoolBlocks): block_at and block_place are inverse; ghost slot_of says which carved block a granule lies
 * in, so blocks are disjoint by being values of a function. */
#ifndef HEAPPROOF_POOLS_H
#define HEAPPROOF_POOLS_H
#include <stdint.h>
#include "links.h"

#define POOL_GRANULES (POOL_WORDS / GRANULE_WORDS)
#define HEADER_GRANULES (HEADER_WORDS / GRANULE_WORDS)
#define FIRST_GRANULE (FIRST_BLOCK_CELL / GRANULE_WORDS)
#define GRANULES (FIRST_EXTENT_CELL / GRANULE_WORDS)
#define POOL_BASE(pool) (FIRST_GRANULE + ((pool)-FIRST_POOL) * POOL_GRANULES)
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

/* 1 when a pool has a free block or can carve one. */
uint32_t pool_has_room(uint32_t pool);

/* Makes a pool without blocks in use, or without class, an empty one of a class. */
void pool_restart(uint32_t pool, uint32_t class);

/* Makes a pool without blocks in use one without class and blocks. */
void pool_forget(uint32_t pool);

/* Takes a block of a pool that has room, the one given back last, else the next to be carved: its first granule. */
uint32_t pool_take(uint32_t pool);

/* Gives back the block in use that begins at a granule. */
void pool_give(uint32_t pool, uint32_t granule);

#endif
