/* `repeat N ... end`: the statements in between run N times, as if their lines had been written N times.
 *
 * The lines of an outermost repeat are read up to its `end` before any of them runs, and then come from memory; a
 * repeat inside another is met when its line is replayed. */
#ifndef HEAPPROOF_REPEATS_H
#define HEAPPROOF_REPEATS_H
#include <stddef.h>
#include <stdint.h>
#include "reader.h"
#include "text.h"

enum { REPEAT_DEPTH = 8, REPEAT_BYTES = 1048576 };
#ifdef HEAP_SMALL
enum { REPEATED_STATEMENTS = 10000 };
#else
enum { REPEATED_STATEMENTS = 100000000 };
#endif

struct kept_line {
  size_t at;
  uint64_t number;
  uint32_t size;
};

struct loop {
  uint32_t start; /* index of its first line */
  uint32_t left;  /* runs still to begin */
};

struct repeats {
  struct text characters;
  struct kept_line *lines;
  uint32_t count, room;
  uint32_t next; /* index of the line that is replayed next */
  struct loop loops[REPEAT_DEPTH];
  uint32_t depth; /* 0: nothing is replayed */
  uint64_t replayed;
};

void repeats_open(struct repeats *repeats);
void repeats_close(struct repeats *repeats);
/* A `repeat count` has been met on `line`, whose word begins at `column`: inside another or outermost. */
int repeats_begin(struct repeats *repeats, struct reader *reader, const struct line *line, uint32_t column,
                  uint32_t count, struct problem *problem);
/* Its `end` has been met; 0 when there is none to end. */
int repeats_end(struct repeats *repeats);
/* The next line to replay, while depth > 0. */
int repeats_next(struct repeats *repeats, struct line *line, struct problem *problem);

#endif
