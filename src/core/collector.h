/* A collection: the scan, after which what was found waits to be cleared by the machine.
 *
 * heap_collect does CPython's steps up to delete_garbage in one operation, because nothing can happen between
 * them; then the caller drives the machine (machine.h), whose last event is EVENT_COLLECT_STOP.  A collection may
 * begin while objects are dying; those wait until it is over. */
#ifndef HEAPPROOF_COLLECTOR_H
#define HEAPPROOF_COLLECTOR_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/gc_refs.acsl"
#include "acsl/scan.acsl"
#include "acsl/machine.acsl"
#include "acsl/collect.acsl"
#endif

/* Begins a collection of `generation` and of all younger ones (gc.collect(generation)).  Returns 0, and does
 * nothing, when one is running already.  A full one that begins with nothing dying leaves alone, of the tracked
 * objects, only what was reachable from the roots or from slots that are not traversed. */
/*@ requires inv:        HeapInv;
    requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  COLLECT_STATE;

    ENSURES_HEAP_INV
    ensures  started:    \result == (\old(collecting) == 0 ? 1 : 0) && collecting == 1;
    ensures  busy:       \result == 0 ==> SameObjects{Pre,Here} && SameLists{Pre,Here};
    ensures  found:      \result != 0 ==> \forall integer o; 0 < o <= born ==> (iso[o] != 0 <==> Listed(o, UNREACHABLE));
    ensures  depth:      \result != 0 ==> base == length[DYING] && length[DYING] == \old(length[DYING]);
    ensures  moved:      \forall integer o; 0 < o <= born ==> (Live(o) <==> Live{Pre}(o)) && (list_of[o] == UNTRACKED <==> \old(list_of[o]) == UNTRACKED);
    ensures  safe:       SafeHeap;
    ensures  usable:     UsableLess{Pre,Here};
    ensures  complete:   \result != 0 && generation == 2 && \old(length[DYING]) == 0 ==>
                           \forall integer o; Usable(o) && list_of[o] != UNTRACKED ==> KeptWithin{Pre}(MAX_OBJECTS - 1, o); */
int heap_collect(uint32_t generation);

/* Where the survivors of this collection go: the next older generation. */
uint32_t old_generation(void);

/* update_refs, subtract_refs and move_unreachable: what nothing outside leads to is on UNREACHABLE. */
void deduce_unreachable(uint32_t young);


#endif
