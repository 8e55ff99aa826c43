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
/*@ ghost uint32_t pool_of[GRANULES]; */
/*@ ghost uint32_t slot_of[GRANULES]; */

/*@ ghost
  /@ requires   inside: FIRST_GRANULE <= first <= end <= GRANULES;
     terminates \true;
     exits      \false;
     assigns    pool_of[first .. end - 1], slot_of[first .. end - 1];
     ensures    pool: \forall integer g; first <= g < end ==> pool_of[g] == pool;
     ensures    slot: \forall integer g; first <= g < end ==> slot_of[g] == slot;
  @/
  void set_slot(uint32_t first, uint32_t end, uint32_t pool, uint32_t slot) {
    uint32_t k = first;
    /@ loop invariant counted: first <= k <= end;
       loop invariant pool: \forall integer g; first <= g < k ==> pool_of[g] == pool;
       loop invariant slot: \forall integer g; first <= g < k ==> slot_of[g] == slot;
       loop assigns k, pool_of[first .. end - 1], slot_of[first .. end - 1];
       loop variant end - k; @/
    while (k < end) { pool_of[k] = pool; slot_of[k] = slot; k++; }
  }
*/

/*@ ghost
  /@ requires   inside: FIRST_BLOCK_CELL <= first <= end <= FIRST_EXTENT_CELL;
     terminates \true;
     exits      \false;
     assigns    block_of[first .. end - 1];
     ensures    set: \forall integer k; first <= k < end ==> block_of[k] == holder;
  @/
  void set_block_of(uint32_t first, uint32_t end, uint32_t holder) {
    uint32_t k = first;
    /@ loop invariant counted: first <= k <= end;
       loop invariant set: \forall integer j; first <= j < k ==> block_of[j] == holder;
       loop assigns k, block_of[first .. end - 1];
       loop variant end - k; @/
    while (k < end) { block_of[k] = holder; k++; }
  }
*/

uint32_t pool_has_room(uint32_t pool)
{
  if (pool_free_end[pool] > POOL_FIRST(pool)) return 1;
  return pool_carve_at[pool] + pool_class[pool] <= POOL_LIMIT(pool);
}

void pool_forget(uint32_t pool)
{
  /*@ assert free: \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==>
        pool_of[granule] == pool ==> !GranuleHeld(granule); */
  /*@ ghost set_slot(POOL_BASE(pool), POOL_BASE(pool + 1), 0, 0); */
  pool_class[pool] = NO_CLASS;
  /*@ assert cleared: \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==>
        (\at(pool_of[granule],Pre) == pool ==> pool_of[granule] == 0) &&
        (\at(pool_of[granule],Pre) != pool ==> pool_of[granule] == \at(pool_of[granule],Pre)) &&
        (pool_of[granule] != 0 ==> slot_of[granule] == \at(slot_of[granule],Pre)); */
}

void pool_restart(uint32_t pool, uint32_t class)
{
  pool_forget(pool);
  pool_free_end[pool] = POOL_FIRST(pool);
  pool_block_end[pool] = POOL_FIRST(pool);
  pool_carve_at[pool] = POOL_FIRST(pool);
  pool_class[pool] = class;
}

/* Carves the next block of a pool without free blocks; it is in use at once. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   no_free:  pool_free_end[pool] == POOL_FIRST(pool) && PoolHasRoom(pool);
    terminates \true;
    exits      \false;
    assigns    pool_block_end[pool], pool_carve_at[pool], block_at[0 .. GRANULES - 1], block_place[0 .. GRANULES - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    used:     !PoolIdle(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
*/
static uint32_t pool_carve(uint32_t pool)
{
  uint32_t granule = pool_carve_at[pool];
  uint32_t end = pool_block_end[pool];
  block_at[end] = granule;
  block_place[granule] = end;
  pool_block_end[pool] = end + 1;
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
    assigns    pool_free_end[pool], block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    next:     NextBlock{Pre}(pool, \result);
    ensures    range:    POOL_FIRST(pool) <= \result && \result + pool_class[pool] <= POOL_LIMIT(pool);
    ensures    used:     !PoolIdle(pool);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
*/
static uint32_t pool_pop(uint32_t pool)
{
  pool_free_end[pool]--;
  uint32_t granule = block_at[pool_free_end[pool]];
  /*@ assert carved: CarvedBlock(granule) && pool_of[granule] == pool; */
  /*@ assert block: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (pool_of[g] != 0 && slot_of[g] == granule <==> granule <= g < granule + pool_class[pool]); */
  /*@ assert held: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (GranuleHeld(g) <==> GranuleHeld{Pre}(g) || (pool_of[g] != 0 && slot_of[g] == granule)); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 2 * granule); */
  return granule;
}

uint32_t pool_take(uint32_t pool)
{
  return pool_free_end[pool] > POOL_FIRST(pool) ? pool_pop(pool) : pool_carve(pool);
}

/* Makes a block in use the first of those in use. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool &&
                         block_of[2 * granule] == 2 * granule;
    terminates \true;
    exits      \false;
    assigns    block_at[0 .. GRANULES - 1], block_place[0 .. GRANULES - 1];
    ensures    order:    BlockOrder;
    ensures    places:   BlockPlaces;
    ensures    words:    BlockWords;
    ensures    first:    pool_free_end[pool] < pool_block_end[pool] && block_at[pool_free_end[pool]] == granule;
*/
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
  /*@ assert block: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (pool_of[g] != 0 && slot_of[g] == granule <==> granule <= g < granule + pool_class[pool]); */
  /*@ assert held: \forall integer g; FIRST_GRANULE <= g < GRANULES ==>
        (GranuleHeld(g) <==> GranuleHeld{Pre}(g) && !(pool_of[g] != 0 && slot_of[g] == granule)); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 0); */
}
