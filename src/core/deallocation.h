/* Deallocation: an object whose count has reached zero releases its slots, one a step, and is then freed.
 *
 * DYING is the depth-first order as a stack: a target that dies is pushed and done before its parent goes on
 * (CPython's recursion of tp_dealloc, without recursion).  Its event comes before its first slot is released. */
#ifndef HEAPPROOF_DEALLOCATION_H
#define HEAPPROOF_DEALLOCATION_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#endif

/* One step of the innermost dying object: see to its weak references, announce it, release its next slot, or free it.
 * Returns EVENT_CALLBACK or EVENT_DEALLOC with event_object, or EVENT_IDLE. */
/*@ requires inv:     HeapInv;
    requires dying:   length[DYING] > Floor;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:   \result == EVENT_IDLE || \result == EVENT_DEALLOC || \result == EVENT_CALLBACK;
    ensures  object:  \result == EVENT_DEALLOC ==> event_object == \old(Innermost) && Listed(event_object, DYING) && stage[event_object] == STAGE_ANNOUNCED;
    ensures  called:  \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
uint32_t step_deallocation(void);

#endif
