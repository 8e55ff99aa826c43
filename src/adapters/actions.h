/* Actions: what finalizers and callbacks do. */
#ifndef HEAPPROOF_ADAPTER_ACTIONS_H
#define HEAPPROOF_ADAPTER_ACTIONS_H
#include <Python.h>
#include <stdint.h>
#include "statements.h"

enum { MOST_NESTED_ACTIONS = 64, MOST_ACTIONS = 1000000 };

uint32_t action_begin(uint32_t name);
void action_add(uint32_t action, struct statement *statement); /* takes the statement over */
/* What `weak … callback=` gives to CPython: a C function, made with the action. */
PyObject *action_callable(uint32_t action);
void run_finalizer(uint32_t number);
/* `self` or `ref` of the action that runs; null outside one of that sort, and when the reference has died. */
PyObject *current_self(void);
PyObject *current_reference(void);
/* Before a statement; afterwards, 0 when it ran more actions, or nested them deeper, than is allowed. */
void actions_start(void);
int actions_were_within_limits(void);
int actions_are_running(void);
void actions_reset(void);

#endif
