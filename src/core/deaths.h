/* How a death begins: an object whose count has fallen to zero waits in the trashcan, or has its finalizer run, or
 * becomes the innermost of the dying.
 *
 * In CPython this is the beginning of tp_dealloc: Py_TRASHCAN_BEGIN, then PyObject_CallFinalizerFromDealloc. */
#ifndef HEAPPROOF_DEATHS_H
#define HEAPPROOF_DEATHS_H
#include "state.h"

/* The count of a live object has fallen to zero. */
void death_arrives(uint32_t object);

/* The next object of the trashcan dies; it is on no list. */
void death_resumes(uint32_t object);

/* The finalizer of the innermost activity has run: its object lives on, or it dies now. */
void finalizer_ends(uint32_t object);

/* A death of a nested kind has ended; the trashcan is opened when few enough are left. */
void nesting_ends(uint32_t object);

/* Opens the trashcan, which is not empty, though nothing has ended: at the end of a statement or of a collection. */
void open_trashcan(void);

#endif
