/* A list of lines in memory, kept one behind the other.
 *
 * A failure (no memory) is remembered in `failed`, like that of a text; adding on is harmless. */
#ifndef HEAPPROOF_LINES_H
#define HEAPPROOF_LINES_H
#include <stddef.h>
#include <stdint.h>
#include "text.h"

struct lines {
  struct text characters;
  size_t *ends; /* of each line, in the characters */
  uint32_t count, room;
  int failed;
};

void lines_open(struct lines *lines);
void lines_close(struct lines *lines);
/* The same lines are gone, the memory stays. */
void lines_clear(struct lines *lines);
void lines_add(struct lines *lines, const char *bytes, size_t size);
const char *lines_get(const struct lines *lines, uint32_t index, size_t *size);
int lines_is(const struct lines *lines, uint32_t index, const char *bytes, size_t size);
/* 1 when some line is this one. */
int lines_has(const struct lines *lines, const char *bytes, size_t size);
/* Everything in `other`, appended. */
void lines_append(struct lines *lines, const struct lines *other);

#endif
