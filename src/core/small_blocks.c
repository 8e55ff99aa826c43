/* Small blocks: which pool serves a request, and what becomes of a pool that is given a block. */
#include "small_blocks.h"
#include "small_paths.h"

uint32_t arena_opened;
uint32_t arena_closed;

/* Links a pool that has no block in use and stands in no list; one of another class begins anew. */
/*@ requires   links:   Links && links_made < UINT64_MAX;
    requires   blocks:  PoolBlocks;
    requires   pool:    IsPool(pool) && !Linked(pool);
    requires   idle:    pool_class[pool] != NO_CLASS ==> PoolIdle(pool) && PoolHasRoom(pool);
    requires   class:   IsClass(class);
    terminates \true;
    exits      \false;
    assigns    next_linked[pool], previous_linked[0 .. POOLS_END - 1], first_linked[class], link_class[pool],
               link_stamp[pool], links_made, pool_class[pool], pool_free_end[pool], pool_block_end[pool],
               pool_carve_at[pool], pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1];
    LINKS_ENSURES
    BLOCKS_ENSURES
    ensures    open:    PoolAssigned(pool) && pool_class[pool] == class && PoolHasRoom(pool) && PoolIdle(pool);
    ensures    in:      link_class[pool] == class;
    ensures    next:    \forall integer granule; NextBlock(pool, granule) ==> FromPool{Pre}(class, pool, granule);
*/
static void small_link(uint32_t pool, uint32_t class)
{
  if (pool_class[pool] != class) pool_restart(pool, class);
  link_push(pool, class);
}

/* A pool for a class, taken from the first usable arena and linked. */
/*@ requires   pools:   Pools && links_made < UINT64_MAX;
    requires   class:   IsClass(class);
    requires   usable:  usable_count > 0;
    terminates \true;
    exits      \false;
    assigns    LINK_STATE, ARENA_STATE, pool_class[0 .. POOLS_END - 1],
               pool_free_end[0 .. POOLS_END - 1], pool_block_end[0 .. POOLS_END - 1], pool_carve_at[0 .. POOLS_END - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1];
    POOLS_ENSURES_BUT(\result)
    ensures    open:    PoolAssigned(\result) && pool_class[\result] == class &&
                          PoolHasRoom(\result) && link_class[\result] == class &&
                          PoolHanded(\result) && !PoolFree(\result) && PoolIdle(\result);
    ensures    next:    \forall integer granule; NextBlock(\result, granule) ==>
                          FromPool{Pre}(class, \result, granule);
    ensures    taken:   ArenaOf(\result) == \old(usable_at[usable_count - 1]) &&
                          PoolTaken{Pre,Here}(\result, \old(usable_at[usable_count - 1]));
    ensures    arenas:  \forall integer arena; arena_limit[arena] == \old(arena_limit[arena]);
*/
static uint32_t small_open_usable(uint32_t class)
{
  uint32_t pool = arena_take_pool();
  /*@ assert classed: \forall integer other; IsPool(other) ==> other != pool ==>
                        (pool_class[other] != NO_CLASS <==> PoolHanded(other)); */
  /*@ assert idle: PoolsIdleBut(pool); */
  /*@ assert linked: PoolsLinkedBut(pool) && !Linked(pool); */
  /*@ assert listed: PoolsListedBut(pool); */
  /*@ assert first: pool_class[pool] != NO_CLASS && POOL_FIRST(pool) < pool_carve_at[pool] ==>
        pool_of[POOL_FIRST(pool)] == pool && slot_of[POOL_FIRST(pool)] == POOL_FIRST(pool); */
  /*@ assert some: pool_class[pool] != NO_CLASS && POOL_FIRST(pool) < pool_carve_at[pool] ==>
        POOL_FIRST(pool) < pool_block_end[pool]; */
  /*@ assert ready: pool_class[pool] != NO_CLASS ==> PoolIdle(pool) && PoolHasRoom(pool); */
  small_link(pool, class);
  return pool;
}

/* A pool for a class, of an arena that is opened, or 0 when there is none. */
/*@ requires   pools:   Pools && links_made < UINT64_MAX;
    requires   class:   IsClass(class);
    requires   usable:  usable_count == 0;
    terminates \true;
    exits      \false;
    assigns    LINK_STATE, ARENA_STATE, pool_class[0 .. POOLS_END - 1],
               pool_free_end[0 .. POOLS_END - 1], pool_block_end[0 .. POOLS_END - 1], pool_carve_at[0 .. POOLS_END - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               ARENA_COUNTS, arena_opened;
    POOLS_ENSURES_BUT(\result)
    ensures    full:    \result == 0 ==> ArenasFull && SamePools{Pre,Here} && arena_opened == 0;
    ensures    open:    \result != 0 ==> PoolAssigned(\result) && pool_class[\result] == class &&
                          PoolHasRoom(\result) && link_class[\result] == class &&
                          PoolHanded(\result) && !PoolFree(\result) && PoolIdle(\result);
    ensures    next:    \result != 0 ==> \forall integer granule; NextBlock(\result, granule) ==>
                          FromPool{Pre}(class, \result, granule);
    ensures    opened:  \result != 0 ==> NewArena{Pre,Here}(arena_opened) && \result == ArenaBase(arena_opened);
    ensures    before:  \result != 0 ==> \old(pool_class[\at(\result,Post)]) == NO_CLASS;
*/
static uint32_t small_open_new(uint32_t class)
{
  arena_opened = arena_open();
  if (arena_opened == 0) return 0;
  /*@ assert new: \forall integer pool; IsPool(pool) ==> ArenaOf(pool) == arena_opened ==>
                    pool_class[pool] == NO_CLASS; */
  return small_open_usable(class);
}

uint32_t small_take_unlinked(uint32_t class)
{
  if (links_made == UINT64_MAX) return 0;
  uint32_t pool = usable_count > 0 ? small_open_usable(class) : small_open_new(class);
  if (pool == 0) return 0;
  return small_take_linked(pool);
}

/* Forgets the pools of an arena that is wholly free and usable no longer, and closes it. */
/*@ requires   links:   Links;
    requires   arenas:  ArenaPools && Usables && FreePoolsBut(arena);
    requires   blocks:  PoolBlocks;
    requires   pools:   PoolsClassed && PoolsIdleBut(0) && PoolsLinkedBut(0) && PoolsListedBut(0);
    requires   whole:   ArenaWhollyFree(arena) && usable_place[arena] == 0;
    terminates \true;
    exits      \false;
    assigns    pool_class[0 .. POOLS_END - 1], pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               arena_limit[arena], arena_pool_end[arena], arena_free_end[arena], arenas_reclaimed, arena_closed;
    POOLS_ENSURES
    ensures    closed:  arena_closed == arena && arena_limit[arena] == 0;
*/
static void small_close_arena(uint32_t arena)
{
  uint32_t first = arena * ARENA_POOLS;
  uint32_t end = arena_pool_end[arena];
  /*@ assert free: \forall integer pool; first <= pool < end ==> PoolFree(pool) && PoolIdle(pool); */
  /*@ loop invariant range:   first <= pool <= end;
      loop invariant classes: PoolClasses;
      loop invariant shapes:  PoolShapes;
      loop invariant carved:  PoolCarved;
      loop invariant bounds:  PoolBounds;
      loop invariant slots:   SlotBounds;
      loop invariant whole:   SlotWhole;
      loop invariant order:   BlockOrder;
      loop invariant places:  BlockPlaces;
      loop invariant stack:   FreeStack;
      loop invariant marks:   BlockMarks;
      loop invariant words:   BlockWords;
      loop invariant forgot:  \forall integer p; first <= p < pool ==> pool_class[p] == NO_CLASS;
      loop invariant others:  \forall integer p; IsPool(p) ==> p < first || pool <= p ==>
                                pool_class[p] == \at(pool_class[p],Pre);
      loop assigns   pool, pool_class[0 .. POOLS_END - 1], pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1];
      loop variant   end - pool; */
  for (uint32_t pool = first; pool < end; pool++) pool_forget(pool);
  /*@ assert linked: PoolsLinkedBut(0); */
  /*@ assert listed: PoolsListedBut(0); */
  arena_close(arena);
  arena_closed = arena;
}

void small_close_pool(uint32_t pool)
{
  if (link_class[pool] != NO_CLASS) link_remove(pool);
  uint32_t arena = arena_give_pool(pool);
  /*@ assert idle: PoolsIdleBut(0); */
  /*@ assert linked: PoolsLinkedBut(0); */
  /*@ assert listed: PoolsListedBut(0); */
  if (arena != 0) small_close_arena(arena);
}

/* 1 when a block that was given back begins at this granule of a pool that has blocks. */
/*@ requires   blocks:  PoolBlocks;
    requires   pool:    PoolAssigned(pool) && POOL_BASE(pool) <= granule < POOL_BASE(pool + 1);
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:     \result <= 1;
    ensures    free:    \result == 1 <==> CarvedBlock(granule) && !GranuleHeld(granule);
*/
static uint32_t block_is_free(uint32_t pool, uint32_t granule)
{
  /*@ assert stands: CarvedBlock(granule) && !GranuleHeld(granule) ==>
        POOL_FIRST(pool) <= slot_place[granule] < pool_free_end[pool] && block_at[slot_place[granule]] == granule; */
  /*@ loop invariant range: POOL_FIRST(pool) <= place <= pool_free_end[pool];
      loop invariant none:  \forall integer i; POOL_FIRST(pool) <= i < place ==> block_at[i] != granule;
      loop assigns   place;
      loop variant   pool_free_end[pool] - place; */
  for (uint32_t place = POOL_FIRST(pool); place < pool_free_end[pool]; place++) {
    /*@ assert carved: pool_of[place] == pool && CarvedBlock(block_at[place]) && !GranuleHeld(block_at[place]); */
    if (block_at[place] == granule) return 1;
  }
  return 0;
}

uint32_t small_state(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = POOL_OF(granule);
  /*@ assert pool: IsPool(pool) && POOL_BASE(pool) <= granule < POOL_BASE(pool + 1); */
  /*@ assert same: pool_of[granule] != 0 ==> pool_of[granule] == pool; */
  /*@ assert whole: block_of[first] == first ==> first == 2 * granule && block_held[granule] != 0; */
  if (pool_class[pool] == NO_CLASS) return BLOCK_FOREIGN;
  if (first % GRANULE_WORDS != 0) return BLOCK_INSIDE;
  /*@ assert even: first == 2 * granule; */
  if (block_held[granule]) return BLOCK_IN_USE;
  return block_is_free(pool, granule) ? BLOCK_FREE : BLOCK_INSIDE;
}

uint32_t small_needs_arena(uint32_t class)
{
  return first_linked[class] == 0 && usable_count == 0;
}

/* Removes the marks of a pool, and its class. */
/*@ requires   shapes:  PoolAssigned(pool) ==> POOL_FIRST(pool) <= pool_carve_at[pool] <= POOL_BASE(pool + 1);
    requires   pool:    IsPool(pool);
    terminates \true;
    exits      \false;
    assigns    pool_class[pool], link_class[pool], block_held[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1];
    ensures    pool:    pool_class[pool] == NO_CLASS && link_class[pool] == NO_CLASS;
    ensures    marks:   \old(pool_class[pool]) != NO_CLASS ==> \forall integer granule;
                          POOL_FIRST(pool) <= granule < pool_carve_at[pool] ==> block_held[granule] == 0;
    ensures    less:    \forall integer granule; POOL_BASE(pool) <= granule < POOL_BASE(pool + 1) ==>
                          block_held[granule] == 0 || block_held[granule] == \old(block_held[granule]);
*/
static void reset_pool(uint32_t pool)
{
  uint32_t granule = pool_class[pool] != NO_CLASS ? POOL_FIRST(pool) : pool_carve_at[pool];
  /*@ loop invariant range: \at(pool_class[pool],Pre) != NO_CLASS ==> POOL_FIRST(pool) <= granule <= pool_carve_at[pool];
      loop invariant none:  \at(pool_class[pool],Pre) == NO_CLASS ==> granule == pool_carve_at[pool];
      loop invariant marks: \forall integer g; POOL_FIRST(pool) <= g < granule && \at(pool_class[pool],Pre) != NO_CLASS ==>
                              block_held[g] == 0;
      loop invariant less:  \forall integer g; POOL_BASE(pool) <= g < POOL_BASE(pool + 1) ==>
                              block_held[g] == 0 || block_held[g] == \at(block_held[\at(g,Here)],Pre);
      loop assigns   granule, block_held[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1];
      loop variant   pool_carve_at[pool] - granule; */
  while (granule < pool_carve_at[pool]) {
    block_held[granule] = 0;
    granule++;
  }
  pool_class[pool] = NO_CLASS;
  link_class[pool] = NO_CLASS;
}

/* Forgets what is known of pools. */
/*@ requires   begun:   PoolsBegun;
    requires   links:   LinkClasses;
    requires   pools:   PoolsClassed && PoolsLinkedBut(0);
    requires   blocks:  PoolClasses && PoolShapes && PoolBounds && BlockMarks;
    terminates \true;
    exits      \false;
    assigns    pools_begun, pool_class[0 .. POOLS_END - 1], link_class[0 .. POOLS_END - 1], block_held[0 .. GRANULES - 1];
    ensures    begun:   pools_begun == 0;
    ensures    pools:   \forall integer pool; 0 <= pool < POOLS_END ==>
                          pool_class[pool] == NO_CLASS && link_class[pool] == NO_CLASS;
    ensures    marks:   \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==> block_held[granule] == 0;
*/
static void reset_pools(void)
{
  /*@ loop invariant counted: pools_begun <= POOLS_END - FIRST_POOL;
      loop invariant cleared: \forall integer pool; 0 <= pool < POOLS_END ==>
                                pool < FIRST_POOL || FIRST_POOL + pools_begun <= pool ==>
                                  pool_class[pool] == NO_CLASS && link_class[pool] == NO_CLASS;
      loop invariant rest:    \forall integer pool; FIRST_POOL <= pool < FIRST_POOL + pools_begun ==>
                                pool_class[pool] == \at(pool_class[\at(pool,Here)],Pre);
      loop invariant marks:   \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==>
                                block_held[granule] != 0 ==>
                                  pool_of[granule] != 0 && pool_of[granule] < FIRST_POOL + pools_begun;
      loop assigns pools_begun, pool_class[0 .. POOLS_END - 1], link_class[0 .. POOLS_END - 1],
                   block_held[0 .. GRANULES - 1];
      loop variant pools_begun; */
  while (pools_begun > 0) {
    pools_begun--;
    reset_pool(FIRST_POOL + pools_begun);
  }
}

/* Forgets what is known of arenas. */
/*@ requires   arenas:  ArenaShapes && UsablePlaces && FreePoolsBut(0);
    requires   none:    NoArena(0);
    terminates \true;
    exits      \false;
    assigns    arenas_begun, arena_limit[0 .. ARENAS_END - 1], arena_pool_end[0 .. ARENAS_END - 1],
               arena_free_end[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1], free_pools[0 .. ARENAS_END - 1];
    ensures    begun:   arenas_begun == 0;
    ensures    arenas:  \forall integer arena; 0 <= arena < ARENAS_END ==> NoArena(arena);
*/
static void reset_arenas(void)
{
  /*@ loop invariant counted: arenas_begun <= MAX_ARENAS;
      loop invariant cleared: \forall integer arena; 0 <= arena < ARENAS_END ==>
                                arena == 0 || arenas_begun < arena ==> NoArena(arena);
      loop assigns arenas_begun, arena_limit[0 .. ARENAS_END - 1], arena_pool_end[0 .. ARENAS_END - 1],
                   arena_free_end[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1],
                   free_pools[0 .. ARENAS_END - 1];
      loop variant arenas_begun; */
  while (arenas_begun > 0) {
    arena_limit[arenas_begun] = 0;
    arena_pool_end[arenas_begun] = 0;
    arena_free_end[arenas_begun] = 0;
    usable_place[arenas_begun] = 0;
    free_pools[arenas_begun] = 0;
    arenas_begun--;
  }
}

void small_reset(void)
{
  reset_pools();
  reset_arenas();
  /*@ loop invariant counted: class <= CLASSES_END;
      loop invariant cleared: \forall integer c; 0 <= c < class ==> first_linked[c] == 0;
      loop assigns class, first_linked[0 .. CLASSES_END - 1];
      loop variant CLASSES_END - class; */
  for (uint32_t class = 0; class < CLASSES_END; class ++) first_linked[class] = 0;
  usable_count = 0;
  links_made = 0;
  arena_opened = 0;
  arena_closed = 0;
  arenas_opened = 0;
  arenas_reclaimed = 0;
  arenas_most = 0;
  /*@ ghost
    uint32_t k = 0;
    /@ loop invariant counted: k <= GRANULES;
       loop invariant cleared: \forall integer granule; 0 <= granule < k ==> pool_of[granule] == 0;
       loop assigns k, pool_of[0 .. GRANULES - 1];
       loop variant GRANULES - k; @/
    while (k < GRANULES) { pool_of[k] = 0; k++; }
  */
}
