/* Cutting bytes into lines. */
#include "os/incoming.h"
#include <stdlib.h>
#include <string.h>

enum { LEAST_ROOM = 65536 };

void incoming_open(struct incoming *incoming)
{
  memset(incoming, 0, sizeof *incoming);
}

void incoming_close(struct incoming *incoming)
{
  free(incoming->bytes);
  incoming_open(incoming);
}

char *incoming_space(struct incoming *incoming, size_t *room)
{
  if (incoming->begin > 0) {
    memmove(incoming->bytes, incoming->bytes + incoming->begin, incoming->end - incoming->begin);
    incoming->end -= incoming->begin;
    incoming->begin = 0;
  }
  if (incoming->room - incoming->end < LEAST_ROOM) {
    size_t space = 2 * incoming->room + LEAST_ROOM;
    char *bytes = realloc(incoming->bytes, space);
    if (bytes == NULL) return NULL;
    incoming->bytes = bytes;
    incoming->room = space;
  }
  *room = incoming->room - incoming->end;
  return incoming->bytes + incoming->end;
}

void incoming_add(struct incoming *incoming, size_t size)
{
  incoming->end += size;
}

int incoming_line(struct incoming *incoming, struct line *line)
{
  size_t size = incoming->end - incoming->begin;
  if (size == incoming->searched) return INCOMING_NOTHING;
  const char *begin = incoming->bytes + incoming->begin;
  const char *newline = memchr(begin + incoming->searched, '\n', size - incoming->searched);
  incoming->searched = size;
  if ((newline != NULL ? (size_t)(newline - begin) : size) > INCOMING_BYTES) return INCOMING_TOO_LONG;
  if (newline == NULL) return INCOMING_NOTHING;
  size = (size_t)(newline - begin);
  incoming->begin += size + 1;
  incoming->searched = 0;
  incoming->lines++;
  if (size > 0 && begin[size - 1] == '\r') size--;
  *line = (struct line){begin, (uint32_t)size, incoming->lines};
  return INCOMING_LINE;
}
