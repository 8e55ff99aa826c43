/* The lines of a heap program, read as they come from a file descriptor.
 *
 * A line handed out is well-formed UTF-8 without control characters (a tab is allowed, and one CR before the LF is
 * dropped) and at most LINE_BYTES long.  It stays valid until the next call.  Memory is bounded by the buffer,
 * whatever the input. */
#ifndef HEAPPROOF_READER_H
#define HEAPPROOF_READER_H
#include <stddef.h>
#include <stdint.h>
#include "problem.h"

enum { LINE_BYTES = 65536 };
enum { READ_LINE, READ_END, READ_PROBLEM };

struct reader {
  int descriptor, owned, at_end;
  char *buffer;
  size_t begin, end; /* bytes begin .. end-1 of the buffer are still to be handed out */
  uint64_t line;     /* number of the line handed out last, from 1 */
};

struct line {
  const char *text;
  uint32_t size;
  uint64_t number;
};

/* Opens `path`, or standard input for "-".  0 and a problem without a place when that fails. */
int reader_open(struct reader *reader, const char *path, struct problem *problem);
/* Reads from a copy of these bytes instead. */
int reader_open_bytes(struct reader *reader, const char *bytes, size_t size, struct problem *problem);
void reader_close(struct reader *reader);
int reader_next(struct reader *reader, struct line *line, struct problem *problem);
/* 1 when the next line is there in full: handing it out will not wait for input. */
int reader_has_line(const struct reader *reader);
/* No junk: well-formed UTF-8, and tab the only control character. */
int line_is_text(const struct line *line, struct problem *problem);

#endif
