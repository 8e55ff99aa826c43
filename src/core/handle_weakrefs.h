/* handle_weakrefs: weak references to what a collection found are cleared, all of them before any callback is called.
 *
 * A weak reference that is itself among what was found is cleared without a callback.  Of the others, those with
 * callback are held, moved to NOTIFIED and called in that order; then each goes to the older generation, or dies. */
#ifndef HEAPPROOF_HANDLE_WEAKREFS_H
#define HEAPPROOF_HANDLE_WEAKREFS_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#endif

/* One step of PHASE_WEAKREFS: clears one weak reference, or passes on. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP */
void step_clear_weakrefs(void);

/* One step of PHASE_CALLBACKS: EVENT_CALLBACK with event_object, or EVENT_IDLE. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_CALLBACKS;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:  \result == EVENT_IDLE || \result == EVENT_CALLBACK;
    ensures  called: \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
uint32_t step_callbacks(void);

#endif
