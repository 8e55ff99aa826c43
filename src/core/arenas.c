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
  /*@ loop invariant range: 1 <= arena <= ARENAS_END && open < arena;
      loop invariant count: open == OpenBelow(arena);
      loop assigns   arena, open;
      loop variant   ARENAS_END - arena; */
  for (uint32_t arena = 1; arena < ARENAS_END; arena++)
    if (arena_limit[arena] != 0) open++;
  return open;
}

/* Counts an arena that was opened. */
/*@ terminates \true;
    exits      \false;
    assigns    arenas_opened, arenas_most;
    ensures    most: OpenBelow(ARENAS_END) <= arenas_most && \old(arenas_most) <= arenas_most;
    ensures    ever: arenas_opened == (\old(arenas_opened) < UINT64_MAX ? \old(arenas_opened) + 1 : UINT64_MAX);
*/
static void count_opened(void)
{
  uint32_t open = arenas_open();
  if (arenas_most < open) arenas_most = open;
  if (arenas_opened < UINT64_MAX) arenas_opened++;
}

/* The lowest arena that is not open, or 0. */
/*@ terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    all:    \result == 0 ==> \forall integer arena; IsArena(arena) ==> arena_limit[arena] != 0;
    ensures    found:  \result != 0 ==> IsArena(\result) && arena_limit[\result] == 0;
    ensures    lowest: \result != 0 ==> \forall integer arena; 0 < arena < \result ==> arena_limit[arena] != 0;
*/
static uint32_t arena_find(void)
{
  /*@ loop invariant range: 1 <= arena <= ARENAS_END;
      loop invariant open:  \forall integer a; 0 < a < arena ==> arena_limit[a] != 0;
      loop assigns   arena;
      loop variant   ARENAS_END - arena; */
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
  /*@ assert none: \forall integer pool; IsPool(pool) ==> ArenaOf(pool) == arena ==> !PoolHanded(pool); */
  usable_push(arena, pools);
  count_opened();
  return arena;
}

/* Hands out the next new pool of an arena. */
/*@ requires   pools:   ArenaPools;
    requires   some:    ArenaIsOpen(arena) && arena_pool_end[arena] < arena_limit[arena];
    terminates \true;
    exits      \false;
    assigns    arena_pool_end[arena], pool_at[0 .. POOLS_END - 1], pool_place[0 .. POOLS_END - 1], pools_begun;
    ARENA_POOLS_ENSURES
    ensures    next:    \result == \old(arena_pool_end[arena]) && arena_pool_end[arena] == \result + 1;
    ensures    pool:    IsPool(\result) && ArenaOf(\result) == arena;
    ensures    unused:  !PoolHanded{Pre}(\result);
    ensures    used:    PoolHanded(\result) && !PoolFree(\result);
    ensures    handed:  SameHandedBut{Pre,Here}(\result);
    ensures    free:    SameFreeBut{Pre,Here}(\result);
*/
static uint32_t arena_carve_pool(uint32_t arena)
{
  uint32_t pool = arena_pool_end[arena];
  /*@ assert pool: IsPool(pool) && ArenaOf(pool) == arena; */
  pool_at[pool] = pool;
  pool_place[pool] = pool;
  arena_pool_end[arena] = pool + 1;
  if (pools_begun <= pool - FIRST_POOL) pools_begun = pool - FIRST_POOL + 1;
  return pool;
}

/* Takes the free pool given back last. */
/*@ requires   pools:   ArenaPools;
    requires   some:    ArenaIsOpen(arena) && arena_free_end[arena] > ArenaBase(arena);
    terminates \true;
    exits      \false;
    assigns    arena_free_end[arena];
    ARENA_POOLS_ENSURES
    ensures    top:     arena_free_end[arena] == \old(arena_free_end[arena]) - 1 &&
                          \result == pool_at[arena_free_end[arena]];
    ensures    pool:    IsPool(\result) && ArenaOf(\result) == arena;
    ensures    unused:  PoolFree{Pre}(\result);
    ensures    used:    PoolHanded(\result) && !PoolFree(\result);
    ensures    handed:  SameHandedBut{Pre,Here}(\result);
    ensures    free:    SameFreeBut{Pre,Here}(\result);
*/
static uint32_t arena_pop_pool(uint32_t arena)
{
  uint32_t top = arena_free_end[arena] - 1;
  /*@ assert top: PoolHanded(top) && ArenaOf(top) == arena; */
  arena_free_end[arena] = top;
  return pool_at[top];
}

uint32_t arena_take_pool(void)
{
  uint32_t arena = usable_at[usable_count - 1];
  /*@ assert some: ArenaIsOpen(arena) && ArenaFree(arena) && free_pools[arena] > 0; */
  uint32_t pool = arena_free_end[arena] > arena * ARENA_POOLS ? arena_pop_pool(arena) : arena_carve_pool(arena);
  usable_take();
  return pool;
}

/* Makes a pool in use the last of the free ones. */
/*@ requires   pools:   ArenaPools;
    requires   used:    PoolHanded(pool) && !PoolFree(pool) && ArenaOf(pool) == arena;
    terminates \true;
    exits      \false;
    assigns    pool_at[0 .. POOLS_END - 1], pool_place[0 .. POOLS_END - 1], arena_free_end[arena];
    ARENA_POOLS_ENSURES
    ensures    end:     arena_free_end[arena] == \old(arena_free_end[arena]) + 1;
    ensures    top:     pool_at[arena_free_end[arena] - 1] == pool;
    ensures    given:   PoolFree(pool);
    ensures    handed:  SameHandedBut{Pre,Here}(0);
    ensures    free:    SameFreeBut{Pre,Here}(pool);
*/
static void arena_push_pool(uint32_t arena, uint32_t pool)
{
  uint32_t from = pool_place[pool];
  uint32_t to = arena_free_end[arena];
  /*@ assert to: to <= from && PoolHanded(to) && ArenaOf(to) == arena; */
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
  /*@ assert open: ArenaIsOpen(arena) && ArenaFree(arena); */
  uint32_t pools = arena_limit[arena] - arena * ARENA_POOLS;
  arena_push_pool(arena, pool);
  /*@ assert others: FreePoolsBut(arena); */
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
