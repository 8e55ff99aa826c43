/* Statements to bytes: the other way round than decode.c.
 *
 * Not every program has an encoding: there are 7 names of locals in a frame besides `result`, 24 globals, 12 holds,
 * two steps in a path, 6 items or arguments, 255 slots.  Names become those that the bytes have.  Every operation
 * found is performed, because operands are looked up in the heap as it stands. */
#ifndef HEAPPROOF_ENCODE_H
#define HEAPPROOF_ENCODE_H
#include <stddef.h>
#include <stdint.h>
#include "operations.h"
#include "program/scanner.h"

enum { NAME_ROOM = 65, MOST_DEPTH = 64 };

struct encoder {
  uint8_t *bytes;
  size_t size, room;
  uint32_t depth;
  char local[MOST_DEPTH][LOCALS][NAME_ROOM], global[GLOBALS][NAME_ROOM], hold[HOLDS][NAME_ROOM];
};

/* Empties the heap. */
void encoder_start(struct encoder *encoder);
void encoder_end(struct encoder *encoder);
/* One statement in canonical form (program/canonical.h); a query becomes nothing.  0 and a problem when it has no
 * encoding. */
int encode_statement(struct encoder *encoder, const struct line *line, struct problem *problem);

#endif
