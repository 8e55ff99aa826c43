/* Performing statements on CPython's heap. */
#ifndef HEAPPROOF_ADAPTER_PERFORM_H
#define HEAPPROOF_ADAPTER_PERFORM_H
#include "statements.h"

/* 0 when it cannot be done: nothing has changed then, and perform_message() says why. */
int perform(const struct statement *statement);
const char *perform_message(void);
int perform_fail(const char *message); /* 0 */
/* Where 3.12 and later run a collection that is due. */
void safe_point(void);
/* Up to 3.7 instances that the trashcan holds wait until a list, a tuple, a dict or a frame dies outside every other
 * deallocation.  A running interpreter soon drops a frame; here it is done after each operation outside actions, and
 * at the end of a collection. */
void empty_trashcan(void);
/* An operation has ended: a reference was dropped, an object made. */
void settle(void);

/* What an operand is now: borrowed, may be null.  0 when there is no such thing. */
int evaluate(const struct operand *operand, PyObject **value);
int evaluate_object(const struct operand *operand, PyObject **value); /* not null */
/* The object and slot that a path ends at. */
int evaluate_place(const struct operand *operand, uint32_t *owner, uint32_t *slot);
/* What a weak reference refers to: borrowed, null when it is dead. */
PyObject *referent_of(PyObject *reference);
int answer_query(const struct statement *statement);

#endif
