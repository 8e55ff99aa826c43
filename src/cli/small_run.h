/* One small graph on the heap: made, dropped, collected, and compared at every stage. */
#ifndef HEAPPROOF_SMALL_RUN_H
#define HEAPPROOF_SMALL_RUN_H
#include "small_graph.h"

/* What the cases so far amount to. */
struct small_figures {
  uint64_t collections, found; /* collections run, and those that found garbage */
  uint64_t counted;            /* objects that died by counting */
  uint64_t collected;          /* objects that died in a collection */
};

/* Null when everything is as expected; else the first difference (static storage). */
const char *small_graph_run(const struct small_graph *graph, struct small_figures *figures);

#endif
