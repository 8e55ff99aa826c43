/* The blocks of one pool: carving, taking and giving them. */
#include "pools.h"

#ifndef __FRAMAC__ /* Frama-C does not parse these; the compiler checks them */
_Static_assert(FIRST_BLOCK_CELL > 0 && FIRST_BLOCK_CELL % GRANULE_WORDS == 0, "blocks begin at a whole granule");
_Static_assert(POOL_WORDS % GRANULE_WORDS == 0 && SMALL_POOL_WORDS % GRANULE_WORDS == 0, "pools are whole granules");
_Static_assert(SMALL_POOL_WORDS <= POOL_WORDS, "the words of a small pool are among those of a pool");
_Static_assert(SMALL_POOL_WORDS >= HEADER_WORDS + 2 * MAX_BLOCK_BYTES / WORD_BYTES, "a pool holds at least two blocks");
_Static_assert(BLOCK_CLASSES *GRANULE_WORDS *WORD_BYTES == MAX_BLOCK_BYTES, "class c has blocks of c granules");
_Static_assert(ARENA_POOLS >= 3, "a misaligned arena has at least two pools");
_Static_assert(CELLS / WORD_BYTES <= UINT32_MAX / 64u, "cell numbers fit 32 bits with room to add");
#endif

uint32_t pool_gap;
uint32_t pool_class[POOLS_END];
uint32_t pool_free_end[POOLS_END];
uint32_t pool_block_end[POOLS_END];
uint32_t pool_carve_at[POOLS_END];
uint32_t block_at[GRANULES];
uint32_t block_place[GRANULES];

uint32_t pool_has_room(uint32_t pool)
{
  if (pool_free_end[pool] > POOL_BASE(pool)) return 1;
  return pool_carve_at[pool] + pool_class[pool] <= POOL_LIMIT(pool);
}

void pool_restart(uint32_t pool, uint32_t class)
{
  pool_free_end[pool] = POOL_BASE(pool);
  pool_block_end[pool] = POOL_BASE(pool);
  pool_carve_at[pool] = POOL_BASE(pool) + HEADER_GRANULES;
  pool_class[pool] = class;
}

void pool_forget(uint32_t pool)
{
  pool_class[pool] = NO_CLASS;
}

/* Carves the next block of a pool without free blocks; it is in use at once. */
static uint32_t pool_carve(uint32_t pool)
{
  uint32_t granule = pool_carve_at[pool];
  uint32_t end = pool_block_end[pool];
  block_at[end] = granule;
  block_place[granule] = end;
  pool_block_end[pool] = end + 1;
  pool_carve_at[pool] = granule + pool_class[pool];
  return granule;
}

/* Takes the free block given back last. */
static uint32_t pool_pop(uint32_t pool)
{
  pool_free_end[pool]--;
  uint32_t granule = block_at[pool_free_end[pool]];
  return granule;
}

uint32_t pool_take(uint32_t pool)
{
  return pool_free_end[pool] > POOL_BASE(pool) ? pool_pop(pool) : pool_carve(pool);
}

/* Makes a block in use the first of those in use. */
static void pool_move_to_front(uint32_t pool, uint32_t granule)
{
  uint32_t from = block_place[granule];
  uint32_t to = pool_free_end[pool];
  uint32_t moved = block_at[to];
  block_at[from] = moved;
  block_place[moved] = from;
  block_at[to] = granule;
  block_place[granule] = to;
}

void pool_give(uint32_t pool, uint32_t granule)
{
  pool_move_to_front(pool, granule);
  pool_free_end[pool]++;
}
