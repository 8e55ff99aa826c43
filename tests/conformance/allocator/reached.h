/* What the sequences reached, counted from the operations and their outcomes alone: from the outside. */
#ifndef HEAPPROOF_CONFORMANCE_REACHED_H
#define HEAPPROOF_CONFORMANCE_REACHED_H
#include <stdint.h>
#include "sequence.h"

enum reached {
  REACHED_FULL_POOL,      /* the last block of a pool was taken */
  REACHED_OTHER_CLASS,    /* an emptied pool came back for another class */
  REACHED_SAME_CLASS,     /* ... for the same class */
  REACHED_ARENA,          /* an arena was given */
  REACHED_ARENA_OF_63,    /* ... one that is not aligned */
  REACHED_ARENA_FREE,     /* an arena went back */
  REACHED_ARENA_AGAIN,    /* an arena was given after one had gone back */
  REACHED_THRASH,         /* ... within 4 operations */
  REACHED_EMPTY_KEPT,     /* the last block of an arena was freed, and the arena stayed */
  REACHED_ARENA_REFUSED,  /* the system had none; the block is raw */
  REACHED_IN_PLACE,       /* a block of a pool was resized where it is */
  REACHED_MOVED,          /* ... and moved */
  REACHED_RAW,            /* a block of the C library */
  REACHED_REFUSED,        /* no block: malloc of too much */
  REACHED_REFUSED_CALLOC, /* ... of a product that is too much */
  REACHED_REFUSED_REALLOC,
  REACHED_TABLE,       /* the statistics were taken */
  REACHED_TABLE_FULL,  /* ... and all pools of a class were full: such pools are on no list */
  REACHED_TABLE_BELOW, /* ... with fewer arenas than there were */
  REACHED_TABLE_ALIGNMENT,
  REACHED_COUNT
};
extern const char *const reached_names[REACHED_COUNT];
extern uint64_t reached[REACHED_COUNT];

/* A new sequence on the empty allocator, with pools of this size. */
void reached_begin(uint32_t pool_bytes);
void reached_event(uint64_t word);
void reached_outcome(const struct operation *operation, uint64_t word);

#endif
