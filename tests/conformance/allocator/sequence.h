/* Sequences of allocator operations from a seed: random, and aimed at what allocators get wrong.
 *
 * A sequence depends on its seed and length alone, never on an address, so that a real interpreter and heapproof play
 * the same one.  A block is named by its slot.  Phases of growing, draining, swapping and resizing alternate; the
 * seed's character says which phases, sizes and arenas a sequence has. */
#ifndef HEAPPROOF_CONFORMANCE_SEQUENCE_H
#define HEAPPROOF_CONFORMANCE_SEQUENCE_H
#include <stddef.h>
#include <stdint.h>

enum { SLOTS = 65536 };

enum operation_kind { MALLOC, CALLOC, REALLOC, FREE }; /* those that can be refused come first */

struct operation {
  enum operation_kind kind;
  uint32_t slot;
  size_t count, size; /* calloc has both, malloc and realloc a size */
};

/* The names of the characters, in the order of the seeds; ends with a null pointer. */
extern const char *const sequence_characters[];

void sequence_begin(uint64_t seed);
struct operation sequence_next(void);

/* What the system answers to the request for an arena with this number, from 0: */
enum arena_answer { ARENA_ALIGNED, ARENA_MISALIGNED, ARENA_REFUSED };
enum arena_answer sequence_arena(uint64_t request);

#endif
