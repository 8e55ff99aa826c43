/* delete_garbage: the collector breaks the references of what it found unreachable, one slot a step.
 *
 * The object it works on is pinned (cell PIN), because it may lose all other references while it is cleared.  What
 * dies by that is announced and freed by deallocation.h before the next slot is cleared.  What is still there when
 * its turn is over, and a tuple, which cannot be cleared, moves to the older generation. */
#ifndef HEAPPROOF_DELETE_GARBAGE_H
#define HEAPPROOF_DELETE_GARBAGE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#include "acsl/collect.acsl"
#endif

/* One step: pin the next object, clear one of its slots, unpin it, or end the collection.
 * Returns EVENT_CLEAR with event_object, EVENT_COLLECT_STOP, or EVENT_IDLE. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:   \result == EVENT_IDLE || \result == EVENT_CLEAR || \result == EVENT_COLLECT_STOP;
    ensures  object:  \result == EVENT_CLEAR ==> Live(event_object) && WasCondemned{Pre,Here};
    ensures  stop:    \result == EVENT_COLLECT_STOP <==> collecting == 0; */
uint32_t step_delete_garbage(void);

#endif
