/* Laws: what follows for a caller from the contracts alone. */
#include "collector.h"
#include "machine.h"
#include "references.h"

/*@
  // no object that the collector does not traverse holds a reference
  predicate AllTraversed{L} = \forall integer k; FIRST_BLOCK_CELL <= k < CELLS ==> own[k] != 0 ==> list_of[own[k]] == UNTRACKED ==> cells[k] == 0;
*/

/* A full collection of a quiet heap, driven to its end, is sound and complete: what was reachable is live, and what
 * is live was reachable, from the roots or from slots that are not traversed.  Where there are no such slots, the
 * live objects are exactly those that were reachable. */
/*@ requires inv:      HeapInv;
    requires quiet:    collecting == 0 && length[DYING] == 0;

    terminates \true;
    exits    \false;
    assigns  COLLECT_STATE, MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  sound:    \forall integer o; Reach{Pre}(o) ==> Live(o);
    ensures  complete: \forall integer o; Live(o) ==> Kept{Pre}(o);
    ensures  exact:    AllTraversed{Pre} ==> \forall integer o; Live(o) <==> Reach{Pre}(o); */
void law_full_collection(void)
{
  /*@ ghost lemma_reachable_is_usable(); */
  heap_collect(2);
  /*@ ghost lemma_measure(); */
  /*@ ghost uint64_t fuel = 0x0fffffffffffffff; */
  uint32_t event = EVENT_COLLECT_STOP;
  /*@ INVARIANT_HEAP_INV
      loop invariant reachable: \forall integer o; Reach{Pre}(o) ==> Usable(o) && Reach(o);
      loop invariant less:      OnlyLess{Pre,Here};
      loop invariant usable:    UsableLess{Pre,Here};
      loop invariant precise:   \forall integer o; Usable(o) && list_of[o] != UNTRACKED ==> KeptWithin{Pre}(MAX_OBJECTS - 1, o);
      loop invariant idle:      event == EVENT_IDLE ==> Depth == 0;
      loop invariant fuel:      event != EVENT_IDLE ==> Measure <= fuel;
      loop assigns   event, fuel, MACHINE_STATE;
      loop variant   2 * fuel + (event != EVENT_IDLE ? 1 : 0); */
  while (event != EVENT_IDLE) {
    /*@ ghost lemma_measure(); */
    event = heap_next_event(0);
    /*@ ghost lemma_measure(); */
    /*@ ghost if (event != EVENT_IDLE) fuel--; */
  }
  /*@ ghost lemma_count(CELLS); */
  /*@ assert live: \forall integer o; Live(o) ==> Usable(o); */
  /*@ assert tracked: \forall integer o; Live(o) ==> list_of[o] != UNTRACKED ==> Kept{Pre}(o); */
  /*@ assert held: \forall integer o; Live(o) ==> \exists integer k; FIRST_NAMED <= k < CELLS && cells[k] == o; */
  /*@ assert untracked: \forall integer k; FIRST_NAMED <= k < CELLS ==> cells[k] != 0 ==> Kept{Pre}(cells[k]); */
  /*@ ghost
    uint32_t n = 0;
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS;
       loop invariant same:  AllTraversed{Pre} ==> \forall integer o; KeptWithin{Pre}(n, o) ==> ReachWithin{Pre}(n, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS) n++;
  */
}
