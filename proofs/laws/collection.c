/* Laws: what follows for a caller from the contracts alone. */
#include "collector.h"
#include "machine.h"
#include "references.h"

/*@
  // no reference but of roots and of objects that the collector traverses, and nothing that must not be freed
  predicate AllTraversed{L} = (\forall integer o; 0 < o <= born ==> is_immortal[o] == 0 && is_legacy[o] == 0) && \forall integer k; FIRST_HELD <= k < CELLS ==>
    (k < FIRST_BLOCK_CELL || (own[k] != 0 && (list_of[own[k]] == UNTRACKED || list_of[own[k]] == PERMANENT))) ==> cells[k] == 0;
  // on a generation
  predicate Young{L}(integer o) = 0 < o <= born && list_of[o] != UNTRACKED && list_of[o] != PERMANENT;
*/

/* A full collection of a quiet heap, driven to its end by a caller who lets finalizers and callbacks do nothing, is
 * sound and complete: what was reachable is live; and of the tracked objects what is live was reachable, from the roots
 * or from what no collection frees: slots that are not traversed, frozen and immortal objects, objects with legacy
 * finalizers.  Where there is none of that, the tracked objects that live are exactly those that were reachable. */
/*@ requires inv:      HeapInv;
    requires quiet:    QuietHeap && saves_all == 0;

    terminates \true;
    exits    \false;
    assigns  COLLECT_STATE, MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  sound:    \forall integer o; Reach{Pre}(o) ==> Live(o);
    ensures  complete: \forall integer o; Young{Pre}(o) && Live(o) ==> Kept{Pre}(o);
    ensures  exact:    AllTraversed{Pre} ==> \forall integer o; Young{Pre}(o) ==> (Live(o) <==> Reach{Pre}(o)); */
void law_full_collection(void)
{
  /*@ ghost lemma_reachable_is_usable(); */
  heap_collect(2);
  /*@ ghost lemma_measure(); */
  /*@ ghost uint64_t fuel = 0x0fffffffffffffff; */
  uint32_t event = EVENT_COLLECT_STOP;
  /*@ INVARIANT_HEAP_INV
      loop invariant reachable: \forall integer o; Reach{Pre}(o) ==> Usable(o) && Reach(o);
      loop invariant quiet:     Quiet && Alone;
      loop invariant precise:   \forall integer o; Spared(o) && Young{Pre}(o) ==> Kept{Pre}(o);
      loop invariant idle:      event == EVENT_IDLE ==> Depth == 0 && length[TRASH] == 0;
      loop invariant fuel:      event != EVENT_IDLE ==> Measure <= fuel;
      loop assigns   event, fuel, MACHINE_STATE;
      loop variant   2 * fuel + (event != EVENT_IDLE ? 1 : 0); */
  while (event != EVENT_IDLE) {
    /*@ ghost lemma_measure(); */
    event = heap_next_event(0);
    /*@ ghost lemma_measure(); */
    /*@ ghost if (event != EVENT_IDLE) fuel--; */
  }
  /*@ assert over: collecting == 0; */
  /*@ assert spared: \forall integer o; Live(o) ==> Spared(o); */
  /*@ ghost
    uint32_t n = 0;
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS;
       loop invariant same:  AllTraversed{Pre} ==> \forall integer o; KeptWithin{Pre}(n, o) ==> ReachWithin{Pre}(n, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS) n++;
  */
}
