/* Running programs of the whole language from bytes, on the heap and on the model. */
#ifndef HEAPPROOF_EVENT_PROGRAMS_H
#define HEAPPROOF_EVENT_PROGRAMS_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "core/statistics.h"

struct event_run {
  uint64_t statements; /* performed */
  uint64_t compared;   /* statements, performed or not, after which heap, oracle and model were compared */
  uint64_t digest;     /* of all events, when they were asked for */
  uint64_t deaths, garbage, resurrections, collections[GENERATIONS];
  uint32_t most_live;
  const char *difference;
};

/* Up to the first difference.  Statements go to `out`, if it is not null, before they run; those that could not be
 * performed become comments. */
struct event_run run_events(const uint8_t *data, size_t size, int digests, FILE *out);
/* The same as a heap program that `heapproof check` of the same capacities reproduces; 0 when it cannot be written. */
int print_events(const uint8_t *data, size_t size, FILE *out);

#endif
