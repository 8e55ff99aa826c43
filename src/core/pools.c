/* Pools: assigning one to a class, carving blocks, taking and giving them. */
#include "pools.h"

#ifndef __FRAMAC__ /* Frama-C does not parse these; the compiler checks them */
_Static_assert(FIRST_BLOCK_CELL > 0 && FIRST_BLOCK_CELL % GRANULE_WORDS == 0, "blocks begin at a whole granule");
_Static_assert(POOL_WORDS % GRANULE_WORDS == 0, "a pool is whole granules");
_Static_assert(POOL_GRANULES >= BLOCK_CLASSES, "a pool holds at least one block of the largest class");
_Static_assert(BLOCK_CLASSES *GRANULE_WORDS *WORD_BYTES == MAX_BLOCK_BYTES, "class c has blocks of c granules");
_Static_assert(CELLS / WORD_BYTES <= UINT32_MAX / 64u, "cell numbers fit 32 bits with room to add");
#endif

uint32_t pools_begun;
uint32_t pool_free_end[MAX_POOLS];
uint32_t pool_block_end[MAX_POOLS];
uint32_t pool_carve_at[MAX_POOLS];
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

/*@ requires   blocks:   PoolShapes;
    requires   assigned: PoolAssigned(pool) && pool_class[pool] < BAGS;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    room:     \result != 0 <==> PoolHasRoom(pool);
*/
static uint32_t pool_has_room(uint32_t pool)
{
  if (pool_free_end[pool] > POOL_BASE(pool)) return 1;
  return pool_carve_at[pool] + pool_class[pool] <= POOL_BASE(pool + 1);
}

/* Gives a pool of no class, which stands in no bag, to a class. */
/*@ requires   bags:   Bags;
    requires   blocks: PoolBlocks;
    requires   listed: PoolsListedBut(pool) && pool < pools_begun;
    requires   out:    pool_class[pool] == UNASSIGNED && bag_place[pool] == 0;
    requires   class:  UNASSIGNED < class < BAGS;
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], pool_block_end[pool], pool_carve_at[pool], pool_class[pool], bag_place[pool],
               bag_size[class], bag[0 .. BAGS * MAX_POOLS - 1];
    POOLS_ENSURES
    ensures    open:   pool_class[pool] == class && PoolHasRoom(pool);
*/
static void pool_open(uint32_t pool, uint32_t class)
{
  pool_free_end[pool] = POOL_BASE(pool);
  pool_block_end[pool] = POOL_BASE(pool);
  pool_carve_at[pool] = POOL_BASE(pool);
  bag_add(pool, class);
}

/* A pool of the class that has room, or MAX_POOLS. */
/*@ requires   pools: Pools;
    requires   class: UNASSIGNED < class < BAGS;
    terminates \true;
    exits      \false;
    assigns    pool_class[0 .. MAX_POOLS - 1], bag[0 .. BAGS * MAX_POOLS - 1], bag_size[0 .. BAGS - 1],
               bag_place[0 .. MAX_POOLS - 1], pools_begun, pool_free_end[0 .. MAX_POOLS - 1],
               pool_block_end[0 .. MAX_POOLS - 1], pool_carve_at[0 .. MAX_POOLS - 1];
    POOLS_ENSURES
    ensures    full:  \result == MAX_POOLS ==> PoolsFull(class);
    ensures    same:  \result == MAX_POOLS ==> SamePools{Pre,Here};
    ensures    found: \result != MAX_POOLS ==>
                        PoolAssigned(\result) && pool_class[\result] == class && PoolHasRoom(\result);
*/
static uint32_t pool_find(uint32_t class)
{
  uint32_t pool;
  if (bag_size[class] > 0) return bag[class * MAX_POOLS + bag_size[class] - 1];
  if (bag_size[UNASSIGNED] > 0) {
    pool = bag[bag_size[UNASSIGNED] - 1];
    bag_remove(pool);
  } else if (pools_begun < MAX_POOLS) {
    pool = pools_begun;
    pools_begun++;
  } else {
    return MAX_POOLS;
  }
  /*@ assert others: PoolsListedBut(pool) && pool < pools_begun; */
  pool_open(pool, class);
  return pool;
}

/* Carves the next block of a pool without free blocks; it is in use at once. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool) && pool_class[pool] < BAGS;
    requires   no_free:  pool_free_end[pool] == POOL_BASE(pool) && PoolHasRoom(pool);
    terminates \true;
    exits      \false;
    assigns    pool_block_end[pool], pool_carve_at[pool], block_at[0 .. GRANULES - 1], block_place[0 .. GRANULES - 1],
               pool_of[0 .. GRANULES - 1], slot_of[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    range:    POOL_BASE(pool) <= \result && \result + pool_class[pool] <= POOL_BASE(pool + 1);
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
  /*@ ghost set_slot(granule, granule + pool_class[pool], pool + 1, granule); */
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 2 * granule); */
  return granule;
}

/* Takes the free block given back last. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool) && pool_class[pool] < BAGS;
    requires   some:     pool_free_end[pool] > POOL_BASE(pool);
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    range:    POOL_BASE(pool) <= \result && \result + pool_class[pool] <= POOL_BASE(pool + 1);
    ensures    room:     BlockIs(2 * \result, 2 * pool_class[pool]);
    ensures    fresh:    BlockTakenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * \result);
*/
static uint32_t pool_pop(uint32_t pool)
{
  pool_free_end[pool]--;
  uint32_t granule = block_at[pool_free_end[pool]];
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 2 * granule); */
  return granule;
}

uint32_t pool_take(uint32_t class)
{
  uint32_t pool = pool_find(class);
  if (pool == MAX_POOLS) return 0;
  uint32_t granule = pool_free_end[pool] > POOL_BASE(pool) ? pool_pop(pool) : pool_carve(pool);
  /*@ assert others: PoolsListedBut(pool) && pool < pools_begun; */
  if (!pool_has_room(pool)) bag_remove(pool);
  return granule * GRANULE_WORDS;
}

/* Makes a block in use the first of those in use. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool);
    requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool + 1 &&
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

/* Makes a block in use the last of the free ones. */
/*@ requires   blocks:   PoolBlocks;
    requires   assigned: PoolAssigned(pool) && pool_class[pool] < BAGS;
    requires   held:     FIRST_GRANULE <= granule < GRANULES && pool_of[granule] == pool + 1 &&
                         block_of[2 * granule] == 2 * granule;
    terminates \true;
    exits      \false;
    assigns    pool_free_end[pool], block_at[0 .. GRANULES - 1], block_place[0 .. GRANULES - 1],
               block_of[2 * POOL_BASE(pool) .. 2 * POOL_BASE(pool + 1) - 1];
    BLOCKS_ENSURES
    ensures    room:     POOL_BASE(pool) < pool_free_end[pool];
    ensures    given:    BlockGivenIn{Pre,Here}(FIRST_BLOCK_CELL, FIRST_EXTENT_CELL, 2 * granule);
*/
static void pool_push(uint32_t pool, uint32_t granule)
{
  pool_move_to_front(pool, granule);
  pool_free_end[pool]++;
  /*@ ghost set_block_of(2 * granule, 2 * (granule + pool_class[pool]), 0); */
}

/* Takes a pool none of whose blocks is in use from its class. */
/*@ requires   bags:     Bags;
    requires   blocks:   PoolBlocks;
    requires   listed:   PoolsListedBut(pool);
    requires   assigned: PoolAssigned(pool) && pool < pools_begun;
    requires   unused:   pool_free_end[pool] == pool_block_end[pool];
    terminates \true;
    exits      \false;
    assigns    pool_class[pool], bag_place[0 .. MAX_POOLS - 1], bag_size[0 .. BAGS - 1],
               bag[0 .. BAGS * MAX_POOLS - 1], pool_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1],
               slot_of[POOL_BASE(pool) .. POOL_BASE(pool + 1) - 1];
    POOLS_ENSURES
*/
static void pool_close(uint32_t pool)
{
  /*@ assert free: \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==>
        pool_of[granule] == pool + 1 ==> !GranuleHeld(granule); */
  /*@ ghost set_slot(POOL_BASE(pool), POOL_BASE(pool + 1), 0, 0); */
  /*@ assert cleared: \forall integer granule; FIRST_GRANULE <= granule < GRANULES ==>
        (\at(pool_of[granule],Pre) == pool + 1 ==> pool_of[granule] == 0) &&
        (\at(pool_of[granule],Pre) != pool + 1 ==> pool_of[granule] == \at(pool_of[granule],Pre)) &&
        (pool_of[granule] != 0 ==> slot_of[granule] == \at(slot_of[granule],Pre)); */
  /*@ assert slots: SlotBounds; */
  /*@ assert words: BlockWords; */
  if (bag_place[pool] != 0) bag_remove(pool);
  bag_add(pool, UNASSIGNED);
}

void pool_give(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = (granule - FIRST_GRANULE) / POOL_GRANULES;
  /*@ assert here: pool_of[granule] == pool + 1 && pool < MAX_POOLS; */
  /*@ assert assigned: pool_class[pool_of[granule] - 1] != UNASSIGNED; */
  pool_push(pool, granule);
  /*@ assert others: PoolsListedBut(pool) && pool < pools_begun; */
  if (pool_free_end[pool] == pool_block_end[pool]) pool_close(pool);
  else if (bag_place[pool] == 0) bag_add(pool, pool_class[pool]);
}

uint32_t pool_holds(uint32_t first)
{
  uint32_t granule = first / GRANULE_WORDS;
  uint32_t pool = (granule - FIRST_GRANULE) / POOL_GRANULES;
  uint32_t place = block_place[granule];
  if (first % GRANULE_WORDS != 0 || pool_class[pool] == UNASSIGNED) return 0;
  if (place < pool_free_end[pool] || place >= pool_block_end[pool]) return 0;
  return block_at[place] == granule;
}

void pool_reset(void)
{
  /*@ loop invariant counted: pools_begun <= MAX_POOLS;
      loop invariant cleared: \forall integer pool; pools_begun <= pool < MAX_POOLS ==>
                                pool_class[pool] == UNASSIGNED && bag_place[pool] == 0;
      loop assigns pools_begun, pool_class[0 .. MAX_POOLS - 1], bag_place[0 .. MAX_POOLS - 1];
      loop variant pools_begun; */
  while (pools_begun > 0) {
    pools_begun--;
    pool_class[pools_begun] = UNASSIGNED;
    bag_place[pools_begun] = 0;
  }
  /*@ loop invariant counted: class <= BAGS;
      loop invariant cleared: \forall integer c; 0 <= c < class ==> bag_size[c] == 0;
      loop assigns class, bag_size[0 .. BAGS - 1];
      loop variant BAGS - class; */
  for (uint32_t class = 0; class < BAGS; class ++) bag_size[class] = 0;
  /*@ ghost
    uint32_t k = 0;
    /@ loop invariant counted: k <= GRANULES;
       loop invariant cleared: \forall integer granule; 0 <= granule < k ==> pool_of[granule] == 0;
       loop assigns k, pool_of[0 .. GRANULES - 1];
       loop variant GRANULES - k; @/
    while (k < GRANULES) { pool_of[k] = 0; k++; }
  */
}
