/* Every graph of a few objects, by number, and what must become of it.
 *
 * A case is a kind for each object, a target or null for each slot, and a set of roots; all cases of a scope are
 * numbered from 0, the roots changing fastest.  What must live is worked out on sets of bits, from the case alone:
 * this oracle has no state, and shares nothing with the heap nor with the oracle of src/oracle. */
#ifndef HEAPPROOF_SMALL_GRAPH_H
#define HEAPPROOF_SMALL_GRAPH_H
#include <stdint.h>
#include <stdio.h>

enum { MOST_SMALL_OBJECTS = 8, MOST_SMALL_SLOTS = 8, MOST_SMALL_KINDS = 3 };

struct scope {
  uint32_t objects, slots, kinds;
  uint32_t kind[MOST_SMALL_KINDS]; /* kinds whose slots may be set, each once */
};

struct small_graph {
  uint32_t objects, slots;
  uint32_t kind[MOST_SMALL_OBJECTS];
  uint32_t target[MOST_SMALL_OBJECTS][MOST_SMALL_SLOTS]; /* an object from 1, or 0 for null */
  uint32_t roots;                                        /* bit i: object i + 1 stays bound */
};

/* Sets of objects, bit i for object i + 1. */
struct expected {
  uint32_t counted;   /* alive when the other names are dropped, by counting alone */
  uint32_t garbage;   /* what a full collection must find among them */
  uint32_t collected; /* alive after it */
};

/* How many cases there are; 0 when 64 bits do not hold the number. */
uint64_t scope_cases(const struct scope *scope);
void small_graph_of(const struct scope *scope, uint64_t number, struct small_graph *graph);
/* What must live when the objects `alive`, which nothing but these roots refers to from outside, are left. */
struct expected small_graph_expect(const struct small_graph *graph, uint32_t alive, uint32_t roots);
/* The case as a heap program, with what is expected. */
void small_graph_print(const struct small_graph *graph, FILE *out);
uint32_t objects_in(uint32_t set);

#endif
