/* The shapes of random heap programs that `heapproof generate` knows.  Each writes at least `length` statements
 * and stops at the next place where its structure is complete. */
#ifndef HEAPPROOF_SHAPES_H
#define HEAPPROOF_SHAPES_H
#include "writer.h"

/* Rings of 1 to 5 objects of mixed kinds, linked into older ones, most of them dropped at once. */
void shape_clusters(struct writer *writer, uint64_t length);
/* Every statement drawn on its own. */
void shape_uniform(struct writer *writer, uint64_t length);
/* Long chains dropped from the head; some held in the middle, so that only the front dies. */
void shape_chains(struct writer *writer, uint64_t length);
/* Nested calls with arguments, locals that die on return, and values handed back. */
void shape_frames(struct writer *writer, uint64_t length);

#endif
