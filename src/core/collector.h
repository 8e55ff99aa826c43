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

/* Begins a collection of `generation` and of all younger ones (gc.collect(generation)): all up to the point where
 * weak references are cleared.  Returns 0, and does nothing, when one is running already. */
/*@ requires inv:        HeapInv;
    requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  COLLECT_STATE;

    ENSURES_HEAP_INV
    ensures  started:    \result == (\old(collecting) == 0 ? 1 : 0) && (\result != 0 ==> collecting == PHASE_WEAKREFS);
    ensures  busy:       \result == 0 ==> SameObjects{Pre,Here} && SameLists{Pre,Here};
    ensures  depth:      \result != 0 ==> activity_place[COLLECTION] == activity_count && Floor == length[DYING] && length[DYING] == \old(length[DYING]);
    ensures  moved:      \forall integer o; 0 < o <= born ==> (Live(o) <==> Live{Pre}(o));
    ensures  safe:       SafeHeap;
    ensures  present:    PresentLess{Pre,Here};
    ensures  quiet:      \result != 0 && QuietHeap{Pre} ==> Quiet && Alone;
    ensures  complete:   \result != 0 && generation == 2 && QuietHeap{Pre} ==>
                           \forall integer o; Spared(o) && \old(list_of[o]) != UNTRACKED && \old(list_of[o]) != PERMANENT ==> Kept{Pre}(o); */
int heap_collect(uint32_t generation);

/* Where the survivors of this collection go: the next older generation. */
/*@ requires generation: collection_generation <= 2;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  old:        GENERATION_1 <= \result <= GENERATION_2; */
uint32_t old_generation(void);

/* update_refs, subtract_refs and move_unreachable: what nothing outside leads to is on UNREACHABLE, isolated. */
/*@ requires lists:      ListInv && Stacks;
    requires references: RefInv(0);
    requires young:      GENERATION_0 <= young <= SUSPECTS && Dense(young) && length[young] < MAX_OBJECTS && length[UNREACHABLE] == 0;

    terminates \true;
    exits    \false;
    assigns  SCAN_STATE(young), subtracted[0 .. CELLS - 1];

    ENSURES_LIST_INV
    ensures  stacks:   Stacks;
    ensures  kinds:    Kinds;
    ensures  targets:  Targets;
    ensures  dense:    Dense(young);
    ensures  shorter:  length[young] <= \old(length[young]);
    ensures  moves:    Moves{Pre,Here}(young);
    ensures  isolated: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE;
    ensures  certs:    \forall integer o; Listed(o, young) ==> External{Pre}(young, o) ||
                         \exists integer k; 0 <= k < CELLS && own[k] != 0 && cells[k] == o && list_of[own[k]] == young && position[own[k]] < position[o]; */
void deduce_unreachable(uint32_t young);

#endif
