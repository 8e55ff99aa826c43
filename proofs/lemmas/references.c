/* Proofs of the lemmas about reachability. */
#include "references.h"
/*@ ghost
  void lemma_reachable_is_usable(void) {
    uint32_t n = 0;
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS;
       loop invariant safe:  \forall integer o; ReachWithin(n, o) ==> Usable(o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS) n++;
  }
*/
