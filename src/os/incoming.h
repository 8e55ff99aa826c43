/* Bytes as they come, cut into lines.  A line may have any length up to INCOMING_BYTES: a list of a million objects is
 * one line. */
#ifndef HEAPPROOF_INCOMING_H
#define HEAPPROOF_INCOMING_H
#include <stddef.h>
#include <stdint.h>
#include "program/reader.h"

#ifdef HEAP_SMALL
enum { INCOMING_BYTES = 4096 };
#else
enum { INCOMING_BYTES = 1 << 27 };
#endif
enum { INCOMING_NOTHING, INCOMING_LINE, INCOMING_TOO_LONG };

struct incoming {
  char *bytes;
  size_t begin, end, room; /* bytes begin .. end-1 are still to be handed out */
  size_t searched;         /* so many of them hold no end of line */
  uint64_t lines;          /* handed out so far */
};

void incoming_open(struct incoming *incoming);
void incoming_close(struct incoming *incoming);
/* Where the next bytes go, and for how many there is room; null when there is no memory. */
char *incoming_space(struct incoming *incoming, size_t *room);
void incoming_add(struct incoming *incoming, size_t size);
/* The next whole line, without its end; it stays valid until the next call of any of these. */
int incoming_line(struct incoming *incoming, struct line *line);

#endif
