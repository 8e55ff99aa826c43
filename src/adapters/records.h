/* The program's objects, numbered from 1 in the order of their creation, and found by their address. */
#ifndef HEAPPROOF_ADAPTER_RECORDS_H
#define HEAPPROOF_ADAPTER_RECORDS_H
#include <Python.h>
#include <stdint.h>

enum kind { CELL, LIST, TUPLE, OPAQUE, ATOM, DICT, INSTANCE, WEAKREF, KINDS };

struct record {
  PyObject *object; /* not counted; null before the object is made and after it has died */
  uint32_t name;    /* the first name */
  uint32_t slots;
  uint32_t action; /* of the finalizer, or of the callback of a weak reference; 0 for none */
  unsigned char kind, lives, immortal;
};

struct record *record_at(uint32_t number); /* valid until the next record is made */
/* The number is taken before the object is made: making it may run a collection, and actions in it. */
uint32_t record_new(enum kind kind, uint32_t name, uint32_t slots, uint32_t action);
void record_attach(uint32_t number, PyObject *object);
void record_died(uint32_t number);
uint32_t record_of(const PyObject *object); /* 0: not one of the program's */
uint32_t records_made(void);
uint32_t records_living(void);
void records_reset(void);

#endif
