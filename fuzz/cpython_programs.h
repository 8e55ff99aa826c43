/* Running programs of the whole language, from bytes, here and in real CPython. */
#ifndef HEAPPROOF_CPYTHON_PROGRAMS_H
#define HEAPPROOF_CPYTHON_PROGRAMS_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "core/statistics.h"

struct cpython_run {
  uint64_t performed; /* statements, on both sides */
  uint64_t deaths, garbage, resurrections, collections[GENERATIONS];
  uint32_t most_live;
  int differs;              /* the last statement performed has other events there */
  const char *here, *there; /* its events, not terminated; valid until the next run */
  size_t here_size, there_size;
};

/* Starts the interpreter; 0 when it does not start, or there is no profile for it, which was said on standard error. */
int cpython_open(void);
/* Up to the first difference.  Statements are written to `out`, if it is not null, before they run, each behind the place
 * where its bytes begin, or 0. */
struct cpython_run run_cpython(const uint8_t *data, size_t size, FILE *out);

#endif
