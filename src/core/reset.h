/* Back to the empty heap, in time proportional to what was used. */
#ifndef HEAPPROOF_RESET_H
#define HEAPPROOF_RESET_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/empty.acsl"
#endif

/* Forgets every object, reference, frame and statistic, without events. */
/*@ requires inv:   HeapInv && profile_now < PROFILES;

    terminates \true;
    exits    \false;
    assigns  RESET_STATE;

    ENSURES_HEAP_INV
    ensures  empty: EmptyHeap; */
void heap_reset(void);

/* Storage that is all zero is the empty heap: what a program begins with. */
/*@ ghost
  /@ requires zero: EmptyHeap;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  inv:  HeapInv; @/
  void lemma_empty_heap(void);
*/

#endif
