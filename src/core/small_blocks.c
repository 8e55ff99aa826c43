/* Small blocks: which pool serves a request, and what becomes of a pool that is given a block. */
#include "small_blocks.h"

uint32_t arena_opened;
uint32_t arena_closed;

/* Opens an arena when no arena is usable; 0 when one would be needed and there is none. */
static uint32_t arena_provide(void)
{
  if (usable_count > 0) return 1;
  arena_opened = arena_open();
  return arena_opened;
}

/* A pool of a class whose list is empty, taken from an arena and linked, or 0. */
static uint32_t small_open_pool(uint32_t class)
{
  if (links_made == UINT64_MAX || arena_provide() == 0) return 0;
  uint32_t pool = arena_take_pool();
  if (pool_class[pool] != class) pool_restart(pool, class);
  link_push(pool, class);
  return pool;
}

uint32_t small_take(uint32_t class)
{
  uint32_t pool = first_linked[class];
  arena_opened = 0;
  arena_closed = 0;
  if (pool == 0) pool = small_open_pool(class);
  if (pool == 0) return 0;
  uint32_t granule = pool_take(pool);
  if (!pool_has_room(pool)) link_remove(pool);
  return granule * GRANULE_WORDS;
}

/* Forgets the pools of an arena that is wholly free, and closes it. */
static void small_close_arena(uint32_t arena)
{
  uint32_t first = arena * ARENA_POOLS;
  uint32_t end = arena_pool_end[arena];
  for (uint32_t pool = first; pool < end; pool++) pool_forget(pool);
  arena_close(arena);
  arena_closed = arena;
}

/* Gives a pool none of whose blocks is in use to its arena. */
static void small_close_pool(uint32_t pool)
{
  if (link_class[pool] != NO_CLASS) link_remove(pool);
  uint32_t arena = arena_give_pool(pool);
  if (arena != 0) small_close_arena(arena);
}

void small_give(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = POOL_OF(granule);
  arena_opened = 0;
  arena_closed = 0;
  pool_give(pool, granule);
  if (pool_free_end[pool] == pool_block_end[pool]) small_close_pool(pool);
  else if (link_class[pool] == NO_CLASS && links_made < UINT64_MAX) link_push(pool, pool_class[pool]);
}

uint32_t small_state(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = POOL_OF(granule);
  uint32_t place = block_place[granule];
  if (pool_class[pool] == NO_CLASS) return BLOCK_FOREIGN;
  if (first % GRANULE_WORDS != 0 || place < POOL_BASE(pool) || place >= pool_block_end[pool]) return BLOCK_INSIDE;
  if (block_at[place] != granule) return BLOCK_INSIDE;
  return place < pool_free_end[pool] ? BLOCK_FREE : BLOCK_IN_USE;
}

uint32_t small_needs_arena(uint32_t class)
{
  return first_linked[class] == 0 && usable_count == 0;
}

void small_reset(void)
{
  while (pools_begun > 0) {
    pools_begun--;
    pool_class[FIRST_POOL + pools_begun] = NO_CLASS;
    link_class[FIRST_POOL + pools_begun] = NO_CLASS;
  }
  while (arenas_begun > 0) {
    arena_limit[arenas_begun] = 0;
    arena_pool_end[arenas_begun] = 0;
    arena_free_end[arenas_begun] = 0;
    usable_place[arenas_begun] = 0;
    free_pools[arenas_begun] = 0;
    arenas_begun--;
  }
  for (uint32_t class = 0; class < CLASSES_END; class ++) first_linked[class] = 0;
  usable_count = 0;
  links_made = 0;
  arena_opened = 0;
  arena_closed = 0;
  arenas_opened = 0;
  arenas_reclaimed = 0;
  arenas_most = 0;
}
