/* Deallocation: an object whose count has reached zero releases its slots, one a step, and is then freed.
 *
 * DYING is the depth-first order as a stack: a target that dies is pushed and done before its parent goes on
 * (CPython's recursion of tp_dealloc, without recursion).  Its event comes before its first slot is released. */
#ifndef HEAPPROOF_DEALLOCATION_H
#define HEAPPROOF_DEALLOCATION_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/measure.acsl"
#endif

/* One step of the innermost dying object: announce it, release its next slot, or free it.
 * Returns EVENT_DEALLOC with event_object, or EVENT_IDLE. */
/*@ requires inv:     HeapInv;
    requires dying:   length[DYING] > base;

    terminates \true;
    exits    \false;
    assigns  announced[0 .. MAX_OBJECTS - 1], cursor[0 .. MAX_OBJECTS - 1], cells[FIRST_BLOCK_CELL .. CELLS - 1], reference_count[0 .. MAX_OBJECTS - 1],
             own[0 .. CELLS - 1], iso[0 .. MAX_OBJECTS - 1], order[0 .. LISTS * LIST_SPACE - 1], length[DYING], length[FREE],
             position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], BLOCK_STATE, block_of[0 .. CELLS - 1], gc_count[0], event_object;

    ENSURES_HEAP_INV
    ensures  event:    \result == EVENT_IDLE || \result == EVENT_DEALLOC;
    ensures  object:   \result == EVENT_DEALLOC ==> event_object == \old(Innermost) && Listed(event_object, DYING) && announced[event_object] != 0;
    ensures  measure:  Measure < \old(Measure);
    ensures  less:     OnlyLess{Pre,Here};
    ensures  kept:     UsableKept{Pre,Here};
    ensures  usable:   UsableLess{Pre,Here}; */
uint32_t step_deallocation(void);

#endif
