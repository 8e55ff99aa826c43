/* Proofs of the lemmas about counts. */
#include "cells.h"
/*@ ghost
  void lemma_count(uint32_t n) {
    uint32_t i = 0;
    /@ loop invariant range:   0 <= i <= n;
       loop invariant bounds:  \forall integer x; 0 <= CountTo(i, x) <= i;
       loop invariant counted: \forall integer k; 0 <= k < i ==> CountTo(i, cells[k]) >= 1;
       loop invariant witness: \forall integer x; CountTo(i, x) > 0 ==> \exists integer k; 0 <= k < i && cells[k] == x;
       loop assigns   i;
       loop variant   n - i; @/
    while (i < n) i++;
  }
*/
