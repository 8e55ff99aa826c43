/* Objects that a collection stops tracking: tuples and dicts that hold nothing to be tracked; immortal objects. */
#ifndef HEAPPROOF_UNTRACK_H
#define HEAPPROOF_UNTRACK_H
#include "state.h"

/* Takes off `list` the objects of a kind that hold nothing that may be tracked, in order (untrack_tuples,
 * untrack_dicts).  Returns how many. */
uint32_t untrack(uint32_t list, uint32_t kind);

/* Moves immortal objects from `list` to the permanent generation (update_refs of CPython 3.12). */
void retire_immortals(uint32_t list);

/* gc.freeze: all generations to the permanent one, counts to 0.  gc.unfreeze: back to the oldest generation. */
void heap_freeze(void);
void heap_unfreeze(void);

#endif
