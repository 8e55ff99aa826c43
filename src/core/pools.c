/* The blocks of one pool: carving, taking and giving them. */
#include "pools.h"
#include "pool_blocks.h"

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
uint8_t block_held[GRANULES];
/*@ ghost uint32_t pool_of[GRANULES]; */
/*@ ghost uint32_t slot_of[GRANULES]; */
/*@ ghost uint32_t slot_at[GRANULES]; */
/*@ ghost uint32_t slot_place[GRANULES]; */

/*@ ghost
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
  void set_block_of(uint32_t first, uint32_t end, uint32_t holder) {
    uint32_t k = first;
    /@ loop invariant counted: first <= k <= end;
       loop invariant set: \forall integer j; first <= j < k ==> block_of[j] == holder;
       loop assigns k, block_of[first .. end - 1];
       loop variant end - k; @/
    while (k < end) { block_of[k] = holder; k++; }
  }
*/

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

/*@ ghost
  void move_to_front(uint32_t pool, uint32_t granule) {
    uint32_t from = slot_place[granule];
    uint32_t to = pool_free_end[pool];
    uint32_t moved = slot_at[to];
    slot_at[from] = moved;
    slot_place[moved] = from;
    slot_at[to] = granule;
    slot_place[granule] = to;
  }
*/
