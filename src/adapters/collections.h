/* Collections: asking for them, and hearing of those that CPython begins by itself. */
#ifndef HEAPPROOF_ADAPTER_COLLECTIONS_H
#define HEAPPROOF_ADAPTER_COLLECTIONS_H
#include <Python.h>

int collections_open(void); /* 0 with a Python exception */
void collect(uint32_t generation);
void enable_collections(int enable);
int collections_enabled(void);
void freeze_objects(void);
void unfreeze_objects(void);
void save_all(int saves_all); /* gc.DEBUG_SAVEALL */
PyObject *garbage_list(void); /* borrowed */

#endif
