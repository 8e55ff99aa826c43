/* Real CPython inside a process that knows nothing of Python.h: the adapter of src/adapters/, which performs statements
 * and tells what happens, on an interpreter of its own.
 *
 * It is a shared library (cpython_side.c), since names of the adapter are names of heapproof, too. */
#ifndef HEAPPROOF_CPYTHON_SIDE_H
#define HEAPPROOF_CPYTHON_SIDE_H
#include <stddef.h>

/* Starts the interpreter, once; 0 when it does not start or is none that the adapter understands, said on standard
 * error. */
int cpython_start(void);
/* Its profile, "cpython-3.11". */
const char *cpython_profile(void);
/* Drops everything; statements count from 1 again. */
void cpython_reset(void);
/* What the next statement, in canonical form, makes happen: events as JSON Lines, valid until the next call. */
const char *cpython_perform(const char *statement, size_t *size);

#endif
