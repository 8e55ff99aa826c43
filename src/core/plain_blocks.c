/* Blocks that no object owns. */
#include "plain_blocks.h"

uint32_t heap_take_block(uint32_t bytes)
{
  uint32_t first = block_take(bytes);
  /*@ assert owned: Owned && Owners && Placed; */
  /*@ assert unowned: first != 0 ==> own[first] == 0; */
  /*@ ghost if (first != 0) plain[first] = 1; */
  return first;
}

void heap_give_block(uint32_t first)
{
  /*@ assert unowned: \forall integer k; 0 <= k < CELLS ==> block_of[k] == first ==> own[k] == 0; */
  block_give(first);
  /*@ ghost plain[first] = 0; */
}
