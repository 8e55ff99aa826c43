/* Objects with legacy finalizers, which a collection does not free, and gc.garbage, where they end up.
 *
 * gc.garbage is a list of references that are not released any more: cells FIRST_GARBAGE and following.  When it is
 * full, further objects stay off it. */
#ifndef HEAPPROOF_UNCOLLECTABLE_H
#define HEAPPROOF_UNCOLLECTABLE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#include "acsl/collect.acsl"
#endif

/* Moves objects with legacy finalizers, and what they lead to, from UNREACHABLE to UNCOLLECTABLE
 * (move_legacy_finalizers, move_legacy_finalizer_reachable). */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS && length[UNCOLLECTABLE] == 0 && next_unreachable == 0;
    requires enclosed: Enclosed;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  moved:  MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE);
    ensures  dense:  Dense(UNCOLLECTABLE);
    ensures  caused: Caused;
    ensures  still:  Enclosed; */
void move_uncollectable(void);

/* gc.DEBUG_SAVEALL: what is on UNREACHABLE goes to gc.garbage and to the older generation; nothing is condemned. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && cells[PIN] == 0 && next_unreachable == 0;
    requires all:    saves_all != 0;

    terminates \true;
    exits    \false;
    assigns  collecting, order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. GENERATION_2], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1],
             reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_GARBAGE .. FIRST_BLOCK_CELL - 1], garbage_count;

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE
    ensures  much:   Measure < \old(Measure) - LIST_SPACE * (CELLS + 3);
    ensures  phase:  collecting == PHASE_DELETE; */
void save_unreachable(void);

/* At the end of a collection: UNCOLLECTABLE goes to gc.garbage, but only legacy objects unless all are to be saved,
 * and to the older generation (handle_legacy_finalizers).  Returns how many there were. */
/*@ requires inv:    HeapInv;
    requires none:   NoneCondemned && collecting != 0;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1],
             reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_GARBAGE .. FIRST_BLOCK_CELL - 1], garbage_count;

    ENSURES_HEAP_INV
    ensures  light:  Measure == \old(Measure);
    ensures  gone:   length[UNCOLLECTABLE] == 0 && length[UNREACHABLE] == \old(length[UNREACHABLE]) && length[SUSPECTS] == \old(length[SUSPECTS]);
    ensures  tags:   MovedOnly{Pre,Here}(UNCOLLECTABLE, GENERATION_1) || MovedOnly{Pre,Here}(UNCOLLECTABLE, GENERATION_2); */
uint32_t settle_uncollectable(void);

#endif
