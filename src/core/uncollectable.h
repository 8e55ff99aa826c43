/* Objects with legacy finalizers, which a collection does not free, and gc.garbage, where they end up.
 *
 * gc.garbage is a list of references that are not released any more: cells FIRST_GARBAGE and following.  When it is
 * full, further objects stay off it. */
#ifndef HEAPPROOF_UNCOLLECTABLE_H
#define HEAPPROOF_UNCOLLECTABLE_H
#include "state.h"

/* Moves objects with legacy finalizers, and what they lead to, from UNREACHABLE to UNCOLLECTABLE
 * (move_legacy_finalizers, move_legacy_finalizer_reachable). */
void move_uncollectable(void);

/* gc.DEBUG_SAVEALL: what is on UNREACHABLE goes to gc.garbage and to the older generation. */
void save_unreachable(void);

/* At the end of a collection: UNCOLLECTABLE goes to gc.garbage, but only legacy objects unless all are to be saved,
 * and to the older generation (handle_legacy_finalizers).  Returns how many there were. */
uint32_t settle_uncollectable(void);

#endif
