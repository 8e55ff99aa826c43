/* delete_garbage: the collector breaks the references of what it found unreachable, one slot a step.
 *
 * The object it works on is pinned (cell PIN), because it may lose all other references while it is cleared.  What
 * dies by that is announced and freed by deallocation.h before the next slot is cleared.  What is still there when
 * its turn is over, and a tuple, which cannot be cleared, moves to the older generation. */
#ifndef HEAPPROOF_DELETE_GARBAGE_H
#define HEAPPROOF_DELETE_GARBAGE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/measure.acsl"
#endif

/* One step: pin the next object, clear one of its slots, unpin it, or end the collection.
 * Returns EVENT_CLEAR with event_object, EVENT_COLLECT_STOP, or EVENT_IDLE. */
/*@ requires inv:     HeapInv;
    requires running: collecting == 1 && length[DYING] == base;

    terminates \true;
    exits    \false;
    assigns  collecting, base, next_unreachable, clear_cursor, length[0 .. LISTS - 1], announced[0 .. MAX_OBJECTS - 1], cursor[0 .. MAX_OBJECTS - 1],
             cells[PIN], cells[FIRST_BLOCK_CELL .. CELLS - 1], reference_count[0 .. MAX_OBJECTS - 1], order[0 .. LISTS * LIST_SPACE - 1],
             position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], gc_collections[0 .. GENERATIONS - 1], gc_collected[0 .. GENERATIONS - 1], event_object;

    ENSURES_HEAP_INV
    ensures  event:   \result == EVENT_IDLE || \result == EVENT_CLEAR || \result == EVENT_COLLECT_STOP;
    ensures  object:  \result == EVENT_CLEAR ==> Live(event_object) && condemned[event_object] != 0 && cells[PIN] == event_object;
    ensures  stop:    \result == EVENT_COLLECT_STOP <==> collecting == 0;
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ensures  usable:  UsableLess{Pre,Here}; */
uint32_t step_delete_garbage(void);

#endif
