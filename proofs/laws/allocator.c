/* Laws of the block store: what follows for a caller from the contracts alone. */
#include "blocks.h"

/* A block that is taken and given back leaves every word as it was, and is in use no longer: given back a second time
 * it would be seen. */
/*@ requires store: StoreInv;
    requires some:  1 <= bytes;

    terminates \true;
    exits    \false;
    assigns  BLOCK_STATE, block_of[0 .. CELLS - 1];

    STORE_ENSURES
    ensures  same:  SameBlocks{Pre,Here};
    ensures  seen:  \result == 0; */
uint32_t law_take_and_give(uint32_t bytes)
{
  uint32_t first = block_take(bytes);
  if (first == 0) return 0;
  block_give(first);
  return block_is_taken(first);
}

/* Two blocks that are taken are two blocks, and the first keeps its words: they share none. */
/*@ requires store: StoreInv;
    requires some:  1 <= bytes && 1 <= more;

    terminates \true;
    exits    \false;
    assigns  BLOCK_STATE, block_of[0 .. CELLS - 1];

    STORE_ENSURES
    ensures  apart: \result == 1; */
uint32_t law_two_blocks(uint32_t bytes, uint32_t more)
{
  uint32_t first = block_take(bytes);
  uint32_t second = block_take(more);
  if (first == 0 || second == 0) return 1;
  /*@ assert kept: BlockIs(first, WORDS_OF(bytes)) && BlockIs(second, WORDS_OF(more)); */
  return (uint32_t)(first != second) & block_is_taken(first) & block_is_taken(second);
}
