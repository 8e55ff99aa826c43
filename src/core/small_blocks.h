/* Small blocks: pools, lists and arenas together, with the placement of CPython's obmalloc.
 *
 * A request is served from the first pool in the list of its class; with none, from a free pool of the first usable
 * arena, which is linked; with no usable arena, a new arena is opened. */
#ifndef HEAPPROOF_SMALL_BLOCKS_H
#define HEAPPROOF_SMALL_BLOCKS_H
#include <stdint.h>
#include "arenas.h"
#include "pools.h"

/* What the last operation did: the arena it opened or closed, or 0. */
extern uint32_t arena_opened;
extern uint32_t arena_closed;

/* What a cell of the pools is.  All but BLOCK_IN_USE are no block that could be given back. */
enum {
  BLOCK_FOREIGN = 0, /* in no pool that has blocks */
  BLOCK_IN_USE = 1,  /* the first cell of a block in use */
  BLOCK_FREE = 2,    /* the first cell of a block that was given back */
  BLOCK_INSIDE = 3   /* in a pool that has blocks, and the first cell of none */
};

/* The first cell of a fresh block of class 1 .. BLOCK_CLASSES, or 0. */
uint32_t small_take(uint32_t class);

/* Returns the block in use that begins at cell `first`. */
void small_give(uint32_t first);

/* What cell `first` of the pools is. */
uint32_t small_state(uint32_t first);

/* 1 when the next request of a class must open an arena. */
uint32_t small_needs_arena(uint32_t class);

/* Back to no arenas, in time proportional to the pools used. */
void small_reset(void);

#endif
