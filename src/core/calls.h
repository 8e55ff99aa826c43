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

/* Lemma: what is owed is not negative, and no more than one call an object. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  bounds: 0 <= Owed <= 8 * MAX_OBJECTS; @/
  void lemma_owed(void);
*/

#endif
