/* Calls of finalizers and callbacks: their states. */
#include "calls.h"

uint8_t call_state[MAX_OBJECTS];
uint8_t has_callback[MAX_OBJECTS];

void set_call(uint32_t object, uint32_t state)
{
  call_state[object] = (uint8_t)state;
  /*@ ghost
    uint32_t i = 0;
    /@ loop invariant range: 0 <= i <= MAX_OBJECTS;
       loop invariant owed:  OwedTo(i) == OwedTo{Pre}(i) + (object < i ? CallWeight(object) - CallWeight{Pre}(object) : 0);
       loop assigns   i;
       loop variant   MAX_OBJECTS - i; @/
    while (i < MAX_OBJECTS) i++;
  */
}

void clear_weakref(uint32_t reference)
{
  weak_unlink(reference);
  set_call(reference, CALL_DONE);
}

/*@ ghost
  void lemma_owed(void) {
    uint32_t i = 0;
    /@ loop invariant range:  0 <= i <= MAX_OBJECTS;
       loop invariant bounds: 0 <= OwedTo(i) <= 8 * i;
       loop assigns   i;
       loop variant   MAX_OBJECTS - i; @/
    while (i < MAX_OBJECTS) i++;
  }
*/
