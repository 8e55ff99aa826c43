/* The Python types of the kinds: cells, opaque objects, atoms, classes for instances, and what makes deaths visible.
 *
 * Lists, tuples, dicts and instances are CPython's own.  Each has one item more than the program knows: a sentinel, at
 * the place that is released first.  Its death is the moment in which the owner's contents begin to be released; the
 * owner's count tells a deallocation (0) from a clear (not 0).  So their tp_dealloc stays as it is, trashcan and free
 * lists included. */
#ifndef HEAPPROOF_ADAPTER_TYPES_H
#define HEAPPROOF_ADAPTER_TYPES_H
#include <Python.h>
#include <stdint.h>

enum { MOST_INSTANCE_SLOTS = 64 };

/* A cell; an opaque object is the same without the list of weak references being used. */
struct cell {
  PyObject_VAR_HEAD PyObject *weak_references;
  PyObject *slots[1];
};

struct opaque {
  PyObject_VAR_HEAD PyObject *slots[1];
};

int types_open(void); /* 0 with a Python exception */
PyTypeObject *cell_type(int has_finalizer, int is_legacy);
extern PyTypeObject opaque_type, atom_type;
PyTypeObject *instance_type(uint32_t slots, int has_finalizer);
PyObject **instance_slots(PyObject *instance, uint32_t slots); /* behind the sentinel */
PyObject *make_sentinel(uint32_t owner);
void put_sentinel(PyObject *instance, uint32_t slots, PyObject *sentinel);

#endif
