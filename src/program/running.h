/* Running actions: when the heap calls a finalizer or a callback, its statements run in a frame of their own.
 *
 * `self` (in a finalizer) and `ref` (in a callback) stand for the object whose action it is; they are not references, so
 * a callback may lose its weak reference.  A statement that cannot be performed ends the action. */
#ifndef HEAPPROOF_RUNNING_H
#define HEAPPROOF_RUNNING_H
#include "interpreter_state.h"

/* What the object of the event wants to be done; performed to its end. */
void run_finalizer(struct interpreter *interpreter, uint32_t object);
void run_callback(struct interpreter *interpreter, uint32_t reference);

/* A statement of the program begins; and it has ended: 0 and a problem when its actions went too far. */
void begin_actions(struct interpreter *interpreter);
int end_actions(struct interpreter *interpreter);

#endif
