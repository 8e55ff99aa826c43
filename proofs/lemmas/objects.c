/* Proofs of the ghost functions about owners. */
#include "objects.h"
/*@ ghost
  void ghost_own_block(uint32_t first, uint32_t object) {
    uint32_t k = 0;
    /@ loop invariant range: 0 <= k <= CELLS;
       loop invariant done:  \forall integer j; 0 <= j < k ==> own[j] == (block_of[j] == first ? object : \at(own[j],Pre));
       loop invariant rest:  \forall integer j; k <= j < CELLS ==> own[j] == \at(own[j],Pre);
       loop assigns   k, own[0 .. CELLS - 1];
       loop variant   CELLS - k; @/
    while (k < CELLS) { if (block_of[k] == first) own[k] = object; k++; }
  }
*/
