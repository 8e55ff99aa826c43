/* The event machine: the only driver of deaths and collections, one event at a time, without recursion.
 *
 * Between two calls the caller may do anything to the heap: HeapInv holds.  What an operation queues lies on top of
 * what was queued before it, so driving to the depth from before the operation finishes that operation and
 * nothing else. */
#ifndef HEAPPROOF_MACHINE_H
#define HEAPPROOF_MACHINE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#endif

/* Lemma: the measure is never negative, and small enough to count down in a machine word. */
/*@ ghost
  /@ requires inv:     HeapInv;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  bounded: 0 <= Measure <= 0x0fffffffffffffff; @/
  void lemma_measure(void);
*/

/* How much is under way: dying objects, and one for a collection. */
/*@ requires inv:   HeapInv;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  depth: \result == Depth; */
uint32_t heap_depth(void);

/* Works until something happens that the caller should see, and returns what (EVENT_...), with event_object;
 * EVENT_IDLE when no more than `floor` is under way. */
/*@ requires inv:       HeapInv;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  idle:      \result == EVENT_IDLE ==> Depth <= floor && (Depth == 0 ==> length[TRASH] == 0);
    ensures  progress:  \result != EVENT_IDLE ==> Measure < \old(Measure);
    ensures  called:    \result == EVENT_FINALIZE || \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object);
    ensures  sort:      (\result == EVENT_FINALIZE ==> IsFinalizable(kind_of[event_object])) && (\result == EVENT_CALLBACK ==> kind_of[event_object] == KIND_WEAKREF);
    ensures  forward:   CallsForward{Pre,Here};
    ensures  dead:      \result == EVENT_DEALLOC || \result == EVENT_CLEAR ==> !Reach{Pre}(event_object);
    ensures  dying:     \result == EVENT_DEALLOC ==> Listed(event_object, DYING);
    ensures  stop:      \result == EVENT_COLLECT_STOP ==> collecting == 0;
    ensures  safe:      \forall integer o; Reach{Pre}(o) ==> Usable(o);
    ensures  reachable: \forall integer o; Reach{Pre}(o) <==> Reach(o);
    ensures  untouched: ReachableKept{Pre,Here};
    ensures  spared:    SparedLess{Pre,Here};
    ensures  quiet:     StaysQuiet{Pre,Here};
    ensures  bottom:    Bottom{Pre,Here};
    ensures  less:      OnlyLess{Pre,Here}; */
uint32_t heap_next_event(uint32_t floor);

#endif
