/* The block store: small requests go to the pools, large ones to the extents. */
#include "blocks.h"

/*@ ghost uint32_t block_of[CELLS]; */

#define GRANULE_BYTES (GRANULE_WORDS * WORD_BYTES)

uint32_t block_take(uint32_t bytes)
{
  if (bytes <= MAX_BLOCK_BYTES) return pool_take((bytes - 1) / GRANULE_BYTES + 1);
  uint32_t first = extent_take((bytes - 1) / UNIT_BYTES + 1);
  /*@ assert words: BlockWords; */
  return first;
}

void block_give(uint32_t first)
{
  if (first < FIRST_EXTENT_CELL) {
    pool_give(first);
  } else {
    extent_give(first);
    /*@ assert words: BlockWords; */
  }
}

uint32_t block_is_taken(uint32_t first)
{
  if (first < FIRST_BLOCK_CELL || first >= CELLS) return 0;
  if (first >= FIRST_EXTENT_CELL) return extent_holds(first);
  return pool_holds(first);
}

void block_reset(void)
{
  pool_reset();
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
