/* Names, and the references they hold: locals of frames, globals, holds.
 *
 * A deleted local keeps its place in its frame; a deleted global is forgotten.  A name is unbound before what it held
 * is released, as in Python, so what runs in between does not see it. */
#ifndef HEAPPROOF_ADAPTER_NAMES_H
#define HEAPPROOF_ADAPTER_NAMES_H
#include <Python.h>
#include <stdint.h>

enum { NAME_BYTES = 64 };

uint32_t name_of(const char *text, uint32_t size); /* made when new; from 1 */
const char *name_text(uint32_t name, uint32_t *size);
uint32_t action_named(uint32_t name); /* 0: no such action */
void name_action(uint32_t name, uint32_t action);

int is_bound(uint32_t name);
PyObject *value_of(uint32_t name); /* borrowed, may be null; the name is bound */
/* Takes over the reference. */
void bind_name(uint32_t name, PyObject *value);
void unbind_name(uint32_t name);

int is_held(uint32_t name);
void hold(uint32_t name, PyObject *value);
void release(uint32_t name);

uint32_t frame_depth(void);
void push_frame(void);
/* The caller keeps a reference to an argument until the call is over: CPython up to 3.10. */
void keep_argument(PyObject *value);
void pop_frame(void);
void release_globals(void);
void names_reset(void); /* releases everything */

#endif
