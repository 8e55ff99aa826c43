/* The heap of a program as a Graphviz graph, for other commands than `graph` too. */
#ifndef HEAPPROOF_GRAPH_H
#define HEAPPROOF_GRAPH_H
#include <stdint.h>
#include <stdio.h>

/* Draws the heap after the statement of line `at`, 0: after the last one, under a profile, a row.  An exit status. */
int graph_write(FILE *out, const char *path, uint64_t at, uint32_t profile);

#endif
