/* finalize_garbage and what follows it: finalizers run, then the collection looks again at what is still unreachable.
 *
 * While finalizers run, what was found is as usable as any object: it may be brought back, changed or let die.  After
 * that the collection computes anew which of it nothing leads to; only that is condemned. */
#ifndef HEAPPROOF_FINALIZE_GARBAGE_H
#define HEAPPROOF_FINALIZE_GARBAGE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#include "acsl/collect.acsl"
#endif

/* One step of PHASE_FINALIZERS: EVENT_FINALIZE with event_object, or EVENT_IDLE. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:  \result == EVENT_IDLE || \result == EVENT_FINALIZE;
    ensures  called: \result == EVENT_FINALIZE ==> Called{Pre,Here}(event_object) && IsFinalizable(kind_of[event_object]); */
uint32_t step_finalizers(void);

#endif
