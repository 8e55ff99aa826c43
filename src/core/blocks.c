/* The block store: small requests go to the pools, large ones to the extents. */
#include "blocks.h"
#include "small_paths.h"

/*@ ghost uint32_t block_of[CELLS]; */

uint32_t block_take(uint32_t bytes)
{
  uint32_t first;
  if (bytes <= MAX_BLOCK_BYTES) {
    first = small_take(class_of(bytes));
    /*@ assert kept: \forall integer k; 0 <= k < CELLS ==> \at(block_of[k],Pre) != 0 ==>
                       block_of[k] == \at(block_of[k],Pre); */
    /*@ assert starts: BlockStarts; */
  } else {
    arena_opened = 0;
    arena_closed = 0;
    first = extent_take((bytes - 1) / UNIT_BYTES + 1);
    /*@ assert words: BlockWords; */
    /*@ assert starts: BlockStarts; */
  }
  return first;
}

void block_give(uint32_t first)
{
  if (first < FIRST_EXTENT_CELL) {
    small_give(first);
  } else {
    arena_opened = 0;
    arena_closed = 0;
    extent_give(first);
    /*@ assert words: BlockWords; */
  }
}

uint32_t block_is_taken(uint32_t first)
{
  if (first < FIRST_BLOCK_CELL || first >= CELLS) return 0;
  if (first >= FIRST_EXTENT_CELL) return extent_holds(first);
  return small_holds(first);
}

uint32_t block_state(uint32_t first)
{
  if (first < FIRST_BLOCK_CELL || first >= CELLS) return BLOCK_FOREIGN;
  if (first < FIRST_EXTENT_CELL) return small_state(first);
  return extent_holds(first) ? BLOCK_IN_USE : BLOCK_FOREIGN;
}

uint32_t block_bytes(uint32_t first)
{
  /*@ assert block: CarvedBlock(first / 2) && first == 2 * (first / 2); */
  /*@ assert pool: pool_of[first / 2] == POOL_OF(first / GRANULE_WORDS); */
  return pool_class[POOL_OF(first / GRANULE_WORDS)] * GRANULE_BYTES;
}

uint32_t block_needs_arena(uint32_t bytes)
{
  return bytes <= MAX_BLOCK_BYTES && small_needs_arena(class_of(bytes));
}

void block_profile(uint32_t small_pools, uint32_t release_last)
{
  pool_gap = small_pools != 0 ? MAX_POOL_GAP : 0;
  arena_release_last = release_last != 0;
}

void block_reset(void)
{
  small_reset();
  extent_reset();
  /*@ ghost
    uint32_t k = 0;
    /@ loop invariant counted: k <= CELLS;
       loop invariant freed:   \forall integer word; 0 <= word < k ==> block_of[word] == 0;
       loop assigns k, block_of[0 .. CELLS - 1];
       loop variant CELLS - k; @/
    while (k < CELLS) { block_of[k] = 0; k++; }
    lemma_blocks_empty();
  */
}

/*@ ghost
  void lemma_blocks_empty(void) { }
*/
