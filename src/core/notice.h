/* The notice that a dying object gives: its weak references are cleared, their callbacks called (PyObject_ClearWeakRefs).
 *
 * The plain one is cleared.  A lone one with callback is cleared and called.  Of several all are held; then they are
 * called in order, and let go from the last. */
#ifndef HEAPPROOF_NOTICE_H
#define HEAPPROOF_NOTICE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#include "acsl/notice.acsl"
#endif

/* One step of the innermost dying object, which has not been announced: EVENT_CALLBACK or EVENT_DEALLOC with
 * event_object, or EVENT_IDLE. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost && stage[object] != STAGE_ANNOUNCED;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:  \result == EVENT_IDLE || \result == EVENT_DEALLOC || \result == EVENT_CALLBACK;
    ensures  object: \result == EVENT_DEALLOC ==> event_object == object && Listed(object, DYING) && stage[object] == STAGE_ANNOUNCED;
    ensures  called: \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
uint32_t step_notice(uint32_t object);

#endif
