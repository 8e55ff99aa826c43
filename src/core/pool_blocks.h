/* Taking and giving a block of one pool: what nearly every request comes down to, so it is inlined. */
#ifndef HEAPPROOF_POOL_BLOCKS_H
#define HEAPPROOF_POOL_BLOCKS_H
#include "pools.h"

/* Ghost: which block the granules [first, end) lie in, and who holds the words [first, end). */
/*@ ghost
  /@ requires   inside: FIRST_GRANULE <= first <= end <= GRANULES;
     terminates \true;
     exits      \false;
     assigns    pool_of[first .. end - 1], slot_of[first .. end - 1];
     ensures    pool: \forall integer g; first <= g < end ==> pool_of[g] == pool;
     ensures    slot: \forall integer g; first <= g < end ==> slot_of[g] == slot;
  @/
  void set_slot(uint32_t first, uint32_t end, uint32_t pool, uint32_t slot);
*/

/*@ ghost
  /@ requires   inside: FIRST_BLOCK_CELL <= first <= end <= FIRST_EXTENT_CELL;
     terminates \true;
     exits      \false;
     assigns    block_of[first .. end - 1];
     ensures    set: \forall integer k; first <= k < end ==> block_of[k] == holder;
  @/
  void set_block_of(uint32_t first, uint32_t end, uint32_t holder);
*/

/* Ghost: makes a block in use the first of those in use. */
/*@ ghost
  /@ requires   blocks:   PoolBlocks;
     requires   assigned: PoolAssigned(pool);
     requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool &&
                          block_of[2 * granule] == 2 * granule;
     terminates \true;
     exits      \false;
     assigns    slot_at[0 .. GRANULES - 1], slot_place[0 .. GRANULES - 1];
     ensures    order:    BlockOrder;
     ensures    places:   BlockPlaces;
     ensures    kept:     \forall integer g; FIRST_GRANULE <= g < GRANULES ==> (GranuleHeld(g) <==> GranuleHeld{Pre}(g));
     ensures    stack:    FreeStack;
     ensures    words:    BlockWords;
     ensures    first:    pool_free_end[pool] < pool_block_end[pool] && slot_at[pool_free_end[pool]] == granule;
  @/
  void move_to_front(uint32_t pool, uint32_t granule);
*/

/* 1 when a pool has a free block or can carve one. */
/*@ requires   blocks:   PoolClasses && PoolShapes;
    requires   assigned: PoolAssigned(pool);
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    room:     \result != 0 <==> PoolHasRoom(pool);
*/
static inline uint32_t pool_has_room(uint32_t pool)
{
  if (pool_free_end[pool] > POOL_FIRST(pool)) return 1;
  return pool_carve_at[pool] + pool_class[pool] <= POOL_LIMIT(pool);
}

/* Carves the next block of a pool without free blocks; it is in use at once. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   no_free:  pool_free_end[pool] == POOL_FIRST(pool) && PoolHasRoom(pool);
    terminates \true;
    exits      \false;
    assigns    pool_block_end[pool], pool_carve_at[pool], block_held[pool_carve_at[pool]],
               slot_at[0 .. GRANULES - 1], slot_place[0 .. GRANULES - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    here:     CarvedBlock(\result) && pool_of[\result] == pool;
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    used:     !PoolIdle(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
*/
static inline uint32_t pool_carve(uint32_t pool)
{
  uint32_t granule = pool_carve_at[pool];
  /*@ ghost slot_at[pool_block_end[pool]] = granule; */
  /*@ ghost slot_place[granule] = pool_block_end[pool]; */
  block_held[granule] = 1;
  pool_block_end[pool]++;
  pool_carve_at[pool] = granule + pool_class[pool];
  /*@ ghost set_slot(granule, granule + pool_class[pool], pool, granule); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 2 * granule); */
  return granule;
}

/* Takes the free block given back last. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   some:     pool_free_end[pool] > POOL_FIRST(pool);
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], block_held[0 .. GRANULES - 1], block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    here:     CarvedBlock(\result) && pool_of[\result] == pool;
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    used:     !PoolIdle(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
*/
static inline uint32_t pool_pop(uint32_t pool)
{
  pool_free_end[pool]--;
  uint32_t granule = block_at[pool_free_end[pool]];
  block_held[granule] = 1;
  /*@ assert carved: CarvedBlock(granule) && pool_of[granule] == pool; */
  /*@ assert block: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (pool_of[g] != 0 && slot_of[g] == granule <==> granule <= g < granule + pool_class[pool]); */
  /*@ assert held: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (GranuleHeld(g) <==> GranuleHeld{Pre}(g) || (pool_of[g] != 0 && slot_of[g] == granule)); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 2 * granule); */
  return granule;
}

/* Takes a block of a pool that has room, the one given back last, else the next to be carved: its first granule. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool) && PoolHasRoom(pool);
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], pool_block_end[pool], pool_carve_at[pool], block_held[0 .. GRANULES - 1],
               slot_at[0 .. GRANULES - 1], slot_place[0 .. GRANULES - 1], pool_of[0 .. GRANULES - 1],
               slot_of[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    here:     CarvedBlock(\result) && pool_of[\result] == pool;
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
    ensures    used:     !PoolIdle(pool);
*/
static inline uint32_t pool_take(uint32_t pool)
{
  return pool_free_end[pool] > POOL_FIRST(pool) ? pool_pop(pool) : pool_carve(pool);
}

/* Gives back the block in use that begins at a granule. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool &&
                         block_of[2 * granule] == 2 * granule;
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], block_at[pool_free_end[pool]], block_held[granule], slot_at[0 .. GRANULES - 1],
               slot_place[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    last:     POOL_FIRST(pool) < pool_free_end[pool] && block_at[pool_free_end[pool] - 1] == granule;
    ensures    room:     PoolHasRoom(pool);
    ensures    given:    BlockGivenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * granule);
*/
static inline void pool_give(uint32_t pool, uint32_t granule)
{
  /*@ ghost move_to_front(pool, granule); */
  block_at[pool_free_end[pool]] = granule;
  block_held[granule] = 0;
  pool_free_end[pool]++;
  /*@ assert block: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (pool_of[g] != 0 && slot_of[g] == granule <==> granule <= g < granule + pool_class[pool]); */
  /*@ assert held: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (GranuleHeld(g) <==> GranuleHeld{Pre}(g) && !(pool_of[g] != 0 && slot_of[g] == granule)); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 0); */
}

#endif
