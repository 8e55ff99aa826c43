/* finalize_garbage and what follows it: finalizers run, then the collection looks again at what is still unreachable.
 *
 * While finalizers run, what was found is as usable as any object: it may be brought back, changed or let die.  After
 * that the collection computes anew which of it nothing leads to; only that is condemned. */
#ifndef HEAPPROOF_FINALIZE_GARBAGE_H
#define HEAPPROOF_FINALIZE_GARBAGE_H
#include "state.h"

/* One step of PHASE_FINALIZERS: EVENT_FINALIZE with event_object, or EVENT_IDLE. */
uint32_t step_finalizers(void);

#endif
