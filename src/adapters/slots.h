/* Making objects, and their slots, by kind. */
#ifndef HEAPPROOF_ADAPTER_SLOTS_H
#define HEAPPROOF_ADAPTER_SLOTS_H
#include <Python.h>
#include <stdint.h>

/* The object of a record, with `items` references to what its first slots hold, which are taken over; null when there
 * is no memory, and then they are given back.  Up to 3.11 a collection may run in here. */
PyObject *make_object(uint32_t number, int is_legacy, PyObject **items, uint32_t count);
PyObject *slot_of(uint32_t number, uint32_t slot); /* borrowed, may be null */
void set_slot(uint32_t number, uint32_t slot, PyObject *value);
/* Empties every slot by hand, at a reset. */
void break_slots(uint32_t number);
/* After a clear: the emptied list, dict or instance gets its sentinel and its null slots again. */
void refill_slots(uint32_t number);

#endif
