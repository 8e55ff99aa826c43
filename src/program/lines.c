/* Lists of lines. */
#include "lines.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

void lines_open(struct lines *lines)
{
  memset(lines, 0, sizeof *lines);
  text_open(&lines->characters, -1);
}

void lines_close(struct lines *lines)
{
  text_close(&lines->characters);
  free(lines->ends);
  lines_open(lines);
}

void lines_clear(struct lines *lines)
{
  lines->count = 0;
  lines->characters.used = 0;
}

static int grow(struct lines *lines)
{
  uint32_t room = lines->room == 0 ? 64 : 2 * lines->room;
  size_t *ends = realloc(lines->ends, room * sizeof *ends);
  if (ends == NULL) return 0;
  lines->ends = ends;
  lines->room = room;
  return 1;
}

void lines_add(struct lines *lines, const char *bytes, size_t size)
{
  if (lines->count == lines->room && !grow(lines)) lines->failed = ENOMEM;
  if (lines->failed) return;
  text_put(&lines->characters, bytes, size);
  lines->failed = lines->characters.failed;
  if (!lines->failed) lines->ends[lines->count++] = lines->characters.used;
}

const char *lines_get(const struct lines *lines, uint32_t index, size_t *size)
{
  size_t begin = index == 0 ? 0 : lines->ends[index - 1];
  *size = lines->ends[index] - begin;
  return *size > 0 ? lines->characters.bytes + begin : "";
}

int lines_is(const struct lines *lines, uint32_t index, const char *bytes, size_t size)
{
  size_t found;
  const char *line = lines_get(lines, index, &found);
  return found == size && memcmp(line, bytes, size) == 0;
}

int lines_has(const struct lines *lines, const char *bytes, size_t size)
{
  for (uint32_t i = 0; i < lines->count; i++)
    if (lines_is(lines, i, bytes, size)) return 1;
  return 0;
}

void lines_append(struct lines *lines, const struct lines *other)
{
  for (uint32_t i = 0; i < other->count; i++) {
    size_t size;
    const char *line = lines_get(other, i, &size);
    lines_add(lines, line, size);
  }
}
