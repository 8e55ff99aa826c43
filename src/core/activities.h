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

#ifdef __FRAMAC__
#include "acsl/activities.acsl"
#endif

/* Lemma: while one activity is not on the stack there is room for it (pigeonhole, by a permutation). */
/*@ ghost
  /@ requires activities: Activities;
     requires out:        0 < activity < MAX_ACTIVITIES && activity_place[activity] == 0;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  room:       activity_count + 1 < MAX_ACTIVITIES; @/
  void lemma_activity_room(uint32_t activity);
*/

/* Puts an activity that is not under way on the stack; `depth` objects are dying. */
/*@ requires activities: Activities;
    requires out:        0 < activity < MAX_ACTIVITIES && activity_place[activity] == 0;
    requires above:      Floor <= depth;

    terminates \true;
    exits    \false;
    assigns  activity_count, activities[activity_count], activity_base[activity_count], activity_place[activity];

    ENSURES_ACTIVITIES
    ensures  pushed:     activity_count == \old(activity_count) + 1 && activities[activity_count - 1] == activity &&
                         activity_place[activity] == activity_count && Floor == depth; */
void activity_push(uint32_t activity, uint32_t depth);

/* Takes the innermost activity off. */
/*@ requires activities: Activities && activity_count > 0;

    terminates \true;
    exits    \false;
    assigns  activity_count, activity_place[activities[activity_count - 1]];

    ENSURES_ACTIVITIES
    ensures  popped:     activity_count == \old(activity_count) - 1 && activity_place[activities[activity_count]] == 0;
    ensures  lower:      Floor <= \old(Floor); */
void activity_pop(void);

/* Dying objects below this number wait for the innermost activity. */
/*@ requires activities: Activities;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  floor:      \result == Floor; */
uint32_t activity_floor(void);

#endif
