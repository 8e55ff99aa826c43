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
/* Clusters with finalizers, weak references and callbacks that run actions. */
void shape_finalizers(struct writer *writer, uint64_t length);
/* Many weak references to few objects. */
void shape_weakrefs(struct writer *writer, uint64_t length);
/* Lists, tuples, dicts and instances that hold atoms, or more: what is tracked, and what no longer. */
void shape_containers(struct writer *writer, uint64_t length);
/* Chains of containers deeper than the trashcan lets deaths nest. */
void shape_trashcan(struct writer *writer, uint64_t length);
/* A mixture under low thresholds, with the counts after many statements. */
void shape_automatic(struct writer *writer, uint64_t length);
/* Objects with legacy finalizers, garbage, gc.DEBUG_SAVEALL. */
void shape_legacy(struct writer *writer, uint64_t length);
/* A bit of everything that all versions have. */
void shape_all(struct writer *writer, uint64_t length);
/* gc.freeze and gc.unfreeze: from 3.7 on. */
void shape_frozen(struct writer *writer, uint64_t length);
/* Immortal objects: from 3.12 on. */
void shape_immortal(struct writer *writer, uint64_t length);

#endif
