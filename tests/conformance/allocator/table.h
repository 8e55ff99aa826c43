/* The table of an allocator's statistics, as sys._debugmallocstats() prints it: its figures, and these as words.
 *
 * Both sides print, and both prints are read here, so what is compared is what a user sees. */
#ifndef HEAPPROOF_CONFORMANCE_TABLE_H
#define HEAPPROOF_CONFORMANCE_TABLE_H
#include <stdint.h>
#include <stdio.h>

enum { TABLE_CLASSES = 32, CLASS_SIZE = 16, OF_A_CLASS = 3, FIGURE_TEXT = 64 };

enum figure {
  FIGURE_POOLS, /* of the first class, then its blocks in use, those that are free, and so on for each class */
  FIGURE_IN_USE,
  FIGURE_AVAILABLE,
  FIGURE_THRESHOLD = TABLE_CLASSES * OF_A_CLASS,
  FIGURE_CLASSES,
  FIGURE_ARENA_SIZE,
  FIGURE_POOL_SIZE,
  FIGURE_ARENAS_TOTAL,
  FIGURE_ARENAS_RECLAIMED,
  FIGURE_ARENAS_HIGHWATER,
  FIGURE_ARENAS,
  FIGURE_ARENA_BYTES,
  FIGURE_BYTES_IN_USE,
  FIGURE_BYTES_AVAILABLE,
  FIGURE_UNUSED_POOLS,
  FIGURE_UNUSED_BYTES,
  FIGURE_POOL_HEADERS,
  FIGURE_QUANTIZATION,
  FIGURE_ALIGNMENT,
  FIGURE_TOTAL,
  FIGURES,
  FIGURE_BLOCKS = FIGURES /* sys.getallocatedblocks(), which is no part of the table */
};

struct table {
  uint64_t figure[FIGURES];
};

/* What `print` prints; 0 when that is no such table: a line unknown, a figure missing or there twice. */
int table_take(void (*print)(FILE *file), struct table *table);
/* Takes the amounts of `before` away, and leaves sizes; 0 when one of them was larger before. */
int table_subtract(struct table *table, const struct table *before);
/* One word a figure; of classes only those that have pools. */
void table_write(const struct table *table, void (*write)(uint64_t word));

/* `blocks of 48: 3`, `arenas: 2`. */
void figure_to_text(uint64_t word, char text[FIGURE_TEXT]);
/* 0: it is no figure. */
int figure_from_text(const char *text, uint64_t *word);

#endif
