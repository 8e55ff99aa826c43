/* The figures of sys._debugmallocstats(): what the small blocks of the store are used for, and what is lost where. */
#ifndef HEAPPROOF_MALLOC_STATS_H
#define HEAPPROOF_MALLOC_STATS_H
#include <stdint.h>
#include <stdio.h>
#include "core/blocks.h"
#include "text.h"

struct class_stats {
  uint32_t pools; /* with a block in use */
  uint64_t in_use, available;
};

struct malloc_stats {
  struct class_stats classes[CLASSES_END]; /* from 1 */
  uint64_t arenas_total, arenas_reclaimed, arenas_highwater, arenas;
  uint64_t bytes_in_use, bytes_available;
  uint64_t unused_pools, pool_bytes, arena_bytes;
  uint64_t pool_headers, quantization, alignment; /* bytes lost */
};

void malloc_stats_take(struct malloc_stats *stats);
/* All blocks of pools in use. */
uint64_t malloc_stats_blocks(const struct malloc_stats *stats);
uint64_t malloc_stats_total(const struct malloc_stats *stats);
/* As one JSON object. */
void malloc_stats_json(struct text *text, const struct malloc_stats *stats);
/* As CPython prints it; tests/conformance/allocator compares the two. */
void malloc_stats_print(FILE *file, const struct malloc_stats *stats);

#endif
