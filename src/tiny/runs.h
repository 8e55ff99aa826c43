/* One program on the byte allocator, once for each set of requests that the system refuses. */
#ifndef HEAPPROOF_TINY_RUNS_H
#define HEAPPROOF_TINY_RUNS_H
#include "programs.h"

/* What the last statements of all programs did.  What stands before it is another program's. */
struct tiny_figures {
  uint64_t runs;
  uint64_t arenas_taken, arenas_returned, recycled; /* pools, for another class */
  uint64_t moved, kept;                             /* by realloc: elsewhere, in place */
  uint64_t refused;                                 /* requests to the system */
  uint64_t reported;                                /* statements on a pointer to no block */
};

/* Sets the allocator up; once, before the first program.  0: it cannot be. */
int tiny_begin(const struct tiny_scope *scope);
/* Null when every run is as expected; else the first difference (static storage). */
const char *tiny_run(const struct tiny_scope *scope, const struct tiny_program *program, struct tiny_figures *figures);
/* The program as text, with what the system refuses; of the run that differed, if one did. */
void tiny_print(const struct tiny_program *program, FILE *out);

#endif
