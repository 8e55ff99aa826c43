/* Activities: what the machine has begun and must come back to, as a stack.
 *
 * An activity is the finalizer of an object whose count fell to zero, the collection, or the emptying of the trashcan.
 * Objects that die while one is under way lie on DYING above its base, and are done before it goes on.
 *
 * Invariant (Activities): no activity stands on the stack twice; bases rise, up to the number of dying objects; the
 * object of a finalizer is live, and the machine holds it. */
#ifndef HEAPPROOF_ACTIVITIES_H
#define HEAPPROOF_ACTIVITIES_H
#include <stdint.h>
#include "limits.h"

/* An activity is the object whose finalizer it is, or one of these two. */
#define COLLECTION MAX_OBJECTS
#define TRASHCAN (MAX_OBJECTS + 1u)
#define MAX_ACTIVITIES (MAX_OBJECTS + 2u)

extern uint32_t activity_count;
extern uint32_t activities[MAX_ACTIVITIES];
extern uint32_t activity_base[MAX_ACTIVITIES];  /* by position: dying objects when it began */
extern uint32_t activity_place[MAX_ACTIVITIES]; /* by activity: its position plus one, or 0 */

void activity_push(uint32_t activity, uint32_t depth);
void activity_pop(void);

/* Dying objects below this number wait for the innermost activity. */
uint32_t activity_floor(void);

#endif
