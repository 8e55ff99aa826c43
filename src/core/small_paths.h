/* Taking and giving a small block: what is done most of the time, inlined, and calls for the rest. */
#ifndef HEAPPROOF_SMALL_PATHS_H
#define HEAPPROOF_SMALL_PATHS_H
#include "pool_blocks.h"
#include "small_blocks.h"

/* Takes a block of a linked pool. */
/*@ requires   links:   Links;
    requires   arenas:  Arenas;
    requires   blocks:  PoolBlocks;
    requires   pools:   PoolsClassed && PoolsIdleBut(pool) && PoolsLinkedBut(0) && PoolsListedBut(0);
    requires   linked:  Linked(pool);
    terminates \true;
    exits      \false;
    assigns    LINK_STATE, POOL_STATE, block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    even:    \result % 2 == 0;
    ensures    range:   FIRST_BLOCK_CELL <= \result && \result + 2 * pool_class[pool] <= FIRST_EXTENT_CELL;
    ensures    room:    BlockIs(\result, 2 * pool_class[pool]);
    ensures    fresh:   BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, \result);
    ensures    class:   pool_class[pool] == \old(link_class[pool]);
    ensures    pool:    pool_of[\result / 2] == pool;
    ensures    next:    NextBlock{Pre}(pool, \result / 2);
*/
static inline uint32_t small_take_linked(uint32_t pool)
{
  uint32_t granule = pool_take(pool);
  /*@ assert pool: pool_of[granule] == pool; */
  /*@ assert classed: PoolsClassed; */
  /*@ assert idle: PoolsIdleBut(0); */
  /*@ assert linked: PoolsLinkedBut(pool); */
  /*@ assert listed: PoolsListedBut(pool); */
  if (!pool_has_room(pool)) link_remove(pool);
  return granule * GRANULE_WORDS;
}

/* The first cell of a fresh block of class 1 .. BLOCK_CLASSES, or 0. */
/*@ requires   pools:   Pools;
    requires   class:   IsClass(class);
    terminates \true;
    exits      \false;
    assigns    SMALL_STATE, block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    full:    \result == 0 ==> PoolsFull(class);
    ensures    same:    \result == 0 ==> SameBlocks{Pre,Here} && SamePools{Pre,Here};
    ensures    range:   \result != 0 ==> FIRST_BLOCK_CELL <= \result && \result + 2 * class <= FIRST_EXTENT_CELL;
    ensures    room:    \result != 0 ==> BlockIs(\result, 2 * class);
    ensures    fresh:   \result != 0 ==> BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, \result);
    ensures    even:    \result % 2 == 0;
    ensures    pool:    \result != 0 ==> pool_class[pool_of[\result / 2]] == class;
    ensures    listed:  \result != 0 && \old(first_linked[class]) != 0 ==> FromList{Pre,Here}(class, \result / 2);
    ensures    usable:  \result != 0 && \old(first_linked[class]) == 0 && \old(usable_count) > 0 ==>
                          FromArena{Pre,Here}(class, \old(usable_at[usable_count - 1]), \result / 2);
    ensures    opened:  \result != 0 && NeedsArena{Pre}(class) ==> FromNewArena{Pre,Here}(arena_opened, \result / 2);
    ensures    opens:   arena_opened != 0 <==> \result != 0 && NeedsArena{Pre}(class);
    ensures    closes:  arena_closed == 0;
*/
static inline uint32_t small_take(uint32_t class)
{
  uint32_t pool = first_linked[class];
  arena_opened = 0;
  arena_closed = 0;
  return pool != 0 ? small_take_linked(pool) : small_take_unlinked(class);
}

/* Returns the block in use that begins at cell `first`. */
/*@ requires   pools:   Pools;
    requires   held:    FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL && block_of[first] == first;
    terminates \true;
    exits      \false;
    assigns    SMALL_STATE, block_of[FIRST_BLOCK_CELL .. FIRST_EXTENT_CELL - 1];
    POOLS_ENSURES
    ensures    given:   BlockGivenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, first);
    ensures    opens:   arena_opened == 0;
    ensures    closed:  arena_closed != 0 ==> arena_closed == ArenaOf(\old(pool_of[first / 2])) &&
                          \old(arena_limit[\at(arena_closed,Post)]) != 0 && arena_limit[arena_closed] == 0;
    ensures    stays:   \forall integer arena; IsArena(arena) ==> arena != arena_closed ==>
                          arena_limit[arena] == \old(arena_limit[arena]);
    ensures    front:   Relinked{Pre,Here}(\old(pool_of[first / 2]));
    ensures    next:    arena_closed == 0 ==> CarvedBlock(first / 2) && NextBlock(pool_of[first / 2], first / 2);
*/
static inline void small_give(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = POOL_OF(granule);
  /*@ assert block: CarvedBlock(granule) && first == 2 * granule && pool_of[granule] == pool; */
  /*@ assert held: PoolHanded(pool) && !PoolIdle(pool) && !PoolFree(pool); */
  arena_opened = 0;
  arena_closed = 0;
  pool_give(pool, granule);
  /*@ assert idle: PoolsIdleBut(pool); */
  /*@ assert linked: PoolsLinkedBut(pool); */
  /*@ assert listed: PoolsListedBut(pool); */
  /*@ assert next: NextBlock(pool, granule) && CarvedBlock(granule); */
  if (pool_free_end[pool] == pool_block_end[pool]) small_close_pool(pool);
  else if (link_class[pool] == NO_CLASS && links_made < UINT64_MAX) link_push(pool, pool_class[pool]);
  /*@ assert still: arena_closed == 0 ==> pool_of[granule] == pool && CarvedBlock(granule); */
  /*@ assert half: granule == first / 2 && NextBlock(pool, granule); */
}

/* 1 when a block in use begins at cell `first` of the pools, else 0. */
/*@ requires   pools:   Pools;
    requires   inside:  FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:     \result <= 1;
    ensures    held:    \result == 1 <==> block_of[first] == first;
*/
static inline uint32_t small_holds(uint32_t first)
{
  /*@ assert whole: block_of[first] == first ==> first == 2 * (first / 2); */
  return first % GRANULE_WORDS == 0 && block_held[first / GRANULE_WORDS];
}

#endif
