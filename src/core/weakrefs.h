/* Weak references: objects of kind weakref that know another object without counting it.
 *
 * The weak references of an object form a chain: the plain one without callback, which all share, comes first; then
 * those with callback, the newest first (PyWeakref_NewRef).  A weak reference is linked while it is live and has not
 * been cleared; so one that dies leaves the chain at once.
 *
 * Invariant (Chains): both directions agree; along a chain ranks fall, so a chain has no loop and holds every weak
 * reference to its object.  It holds between any two calls. */
#ifndef HEAPPROOF_WEAKREFS_H
#define HEAPPROOF_WEAKREFS_H
#include <stdint.h>
#include "limits.h"

extern uint32_t referent[MAX_OBJECTS];      /* of a weak reference that is linked; 0 for all others */
extern uint32_t weak_first[MAX_OBJECTS];    /* the first of the object's chain, or 0 */
extern uint32_t weak_next[MAX_OBJECTS];     /* in the chain, or 0 */
extern uint32_t weak_previous[MAX_OBJECTS]; /* in the chain, or 0 */
extern uint64_t weak_links;                 /* made so far */

/* Puts a weak reference that is in no chain into the chain of `object`, at its front: one without callback. */
void weak_link_plain(uint32_t reference, uint32_t object);

/* The same for one with callback: at the front, but after the plain one `plain`, if that is not 0. */
void weak_link_called(uint32_t reference, uint32_t object, uint32_t plain);

/* Takes a weak reference out of its chain (clear_weakref). */
void weak_unlink(uint32_t reference);

#endif
