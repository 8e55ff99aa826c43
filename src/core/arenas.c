/* Arenas: opening and closing them, taking and giving their pools. */
#include "arenas.h"

uint32_t arena_refused;
uint32_t arena_misaligned;
uint32_t arena_release_last;
uint32_t arena_limit[ARENAS_END];
uint32_t arena_pool_end[ARENAS_END];
uint32_t arena_free_end[ARENAS_END];
uint32_t pool_at[POOLS_END];
uint32_t pool_place[POOLS_END];
uint32_t arenas_begun;
uint32_t pools_begun;
uint64_t arenas_opened;
uint64_t arenas_reclaimed;
uint32_t arenas_most;

uint32_t arenas_open(void)
{
  uint32_t open = 0;
  for (uint32_t arena = 1; arena < ARENAS_END; arena++)
    if (arena_limit[arena] != 0) open++;
  return open;
}

/* Counts an arena that was opened. */
static void count_opened(void)
{
  uint32_t open = arenas_open();
  if (arenas_most < open) arenas_most = open;
  if (arenas_opened < UINT64_MAX) arenas_opened++;
}

/* The lowest arena that is not open, or 0. */
static uint32_t arena_find(void)
{
  for (uint32_t arena = 1; arena < ARENAS_END; arena++)
    if (arena_limit[arena] == 0) return arena;
  return 0;
}

uint32_t arena_open(void)
{
  uint32_t arena = arena_refused != 0 ? 0 : arena_find();
  if (arena == 0) return 0;
  uint32_t first = arena * ARENA_POOLS;
  uint32_t pools = arena_misaligned != 0 ? ARENA_POOLS - 1 : ARENA_POOLS;
  arena_limit[arena] = first + pools;
  arena_pool_end[arena] = first;
  arena_free_end[arena] = first;
  if (arenas_begun < arena) arenas_begun = arena;
  usable_push(arena, pools);
  count_opened();
  return arena;
}

/* Hands out the next pool of an arena that was never used. */
static uint32_t arena_carve_pool(uint32_t arena)
{
  uint32_t pool = arena_pool_end[arena];
  pool_at[pool] = pool;
  pool_place[pool] = pool;
  arena_pool_end[arena] = pool + 1;
  if (pools_begun <= pool - FIRST_POOL) pools_begun = pool - FIRST_POOL + 1;
  return pool;
}

/* Takes the free pool given back last. */
static uint32_t arena_pop_pool(uint32_t arena)
{
  arena_free_end[arena]--;
  return pool_at[arena_free_end[arena]];
}

uint32_t arena_take_pool(void)
{
  uint32_t arena = usable_at[usable_count - 1];
  uint32_t pool = arena_free_end[arena] > arena * ARENA_POOLS ? arena_pop_pool(arena) : arena_carve_pool(arena);
  usable_take();
  return pool;
}

/* Makes a pool in use the last of the free ones. */
static void arena_push_pool(uint32_t arena, uint32_t pool)
{
  uint32_t from = pool_place[pool];
  uint32_t to = arena_free_end[arena];
  uint32_t moved = pool_at[to];
  pool_at[from] = moved;
  pool_place[moved] = from;
  pool_at[to] = pool;
  pool_place[pool] = to;
  arena_free_end[arena] = to + 1;
}

uint32_t arena_give_pool(uint32_t pool)
{
  uint32_t arena = pool / ARENA_POOLS;
  uint32_t pools = arena_limit[arena] - arena * ARENA_POOLS;
  arena_push_pool(arena, pool);
  if (free_pools[arena] + 1 == pools && (arena_release_last != 0 || usable_place[arena] != 1)) {
    usable_remove(arena);
    return arena;
  }
  if (free_pools[arena] == 0) usable_push(arena, 1);
  else usable_rise(arena);
  return 0;
}

void arena_close(uint32_t arena)
{
  arena_limit[arena] = 0;
  arena_pool_end[arena] = 0;
  arena_free_end[arena] = 0;
  if (arenas_reclaimed < UINT64_MAX) arenas_reclaimed++;
}
