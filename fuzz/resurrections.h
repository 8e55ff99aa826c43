/* How often an object lives on after its finalizer. */
#ifndef HEAPPROOF_RESURRECTIONS_H
#define HEAPPROOF_RESURRECTIONS_H
#include <stdint.h>

/* A program begins. */
void resurrections_start(void);
/* When nothing is under way: how many objects live whose finalizer has run since the last call. */
uint64_t resurrections_since(void);

#endif
