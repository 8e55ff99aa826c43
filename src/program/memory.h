/* Raw memory in heap programs: what statements and queries share. */
#ifndef HEAPPROOF_MEMORY_H
#define HEAPPROOF_MEMORY_H
#include "interpreter_state.h"

/* The operand of `where` and `size`: a pointer of this name, or else an operand that is an object. */
struct place {
  const struct pointer *pointer; /* or null */
  uint32_t object;
  struct word text;
};
int take_place(struct interpreter *interpreter, struct place *place);

/* Bytes that can be used, 0 when the pointer points to no block in use. */
uint32_t pointer_room(const struct pointer *pointer);

/* {"arena":0,"pool":2,"offset":48}, "raw", "large", or null when the arena has gone back. */
void put_place(struct text *text, const struct place *place);
/* What the block has room for. */
uint64_t place_size(const struct place *place);
/* Of objects and pointers together, whatever their size: sys.getallocatedblocks(). */
uint64_t blocks_in_use(const struct pointers *pointers);

#endif
