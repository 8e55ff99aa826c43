/* What the machine calls for an object, and the one place where that is noted. */
#ifndef HEAPPROOF_CALLS_H
#define HEAPPROOF_CALLS_H
#include "state.h"

/* Notes how far the object's call has come. */
/*@ requires object: object < MAX_OBJECTS;
    requires state:  state <= CALL_DONE;

    terminates \true;
    exits    \false;
    assigns  call_state[object];

    ensures  noted:  call_state[object] == state;
    ensures  owed:   Owed == Owed{Pre} - CallWeight{Pre}(object) + CallWeight(object); */
void set_call(uint32_t object, uint32_t state);

/* Takes a weak reference out of its chain; it answers null from now on (clear_weakref). */
/*@ requires chains:   Chains;
    requires linked:   0 < reference < MAX_OBJECTS && referent[reference] != 0;
    requires owes:     CALL_PENDING <= call_state[reference] <= CALL_RUNNING;

    terminates \true;
    exits    \false;
    assigns  referent[reference], weak_first[referent[reference]], weak_next[0 .. MAX_OBJECTS - 1], weak_previous[0 .. MAX_OBJECTS - 1], call_state[reference];

    ENSURES_CHAINS
    ensures  cleared:  referent[reference] == 0 && call_state[reference] == CALL_DONE;
    ensures  owed:     Owed <= Owed{Pre} - 3 && (\old(call_state[reference]) == CALL_PENDING ==> Owed == Owed{Pre} - 8);
    ensures  first:    weak_first[\old(referent[reference])] == (\old(weak_previous[reference]) == 0 ? \old(weak_next[reference]) : \old(weak_first[referent[reference]]));
    ensures  ends:     \forall integer w; 0 <= w < MAX_OBJECTS ==> \old(weak_next[w]) == 0 ==> weak_next[w] == 0;
    ensures  behind:   \old(weak_previous[reference]) != 0 ==> weak_next[\old(weak_previous[reference])] == \old(weak_next[reference]); */
void clear_weakref(uint32_t reference);

/* Lemma: what is owed is not negative, and no more than one call an object. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  bounds: 0 <= Owed <= 8 * MAX_OBJECTS; @/
  void lemma_owed(void);
*/

#endif
