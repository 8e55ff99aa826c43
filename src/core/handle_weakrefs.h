/* handle_weakrefs: weak references to what a collection found are cleared, all of them before any callback is called.
 *
 * A weak reference that is itself among what was found is cleared without a callback.  Of the others, those with
 * callback are held, moved to NOTIFIED and called in that order; then each goes to the older generation, or dies. */
#ifndef HEAPPROOF_HANDLE_WEAKREFS_H
#define HEAPPROOF_HANDLE_WEAKREFS_H
#include "state.h"

/* One step of PHASE_WEAKREFS: clears one weak reference, or passes on. */
void step_clear_weakrefs(void);

/* One step of PHASE_CALLBACKS: EVENT_CALLBACK with event_object, or EVENT_IDLE. */
uint32_t step_callbacks(void);

#endif
