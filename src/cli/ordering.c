/* Sorting comparable parts. */
#include "ordering.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "program/protocol.h"

struct part {
  const char *text;
  size_t size;
};

static int compare_parts(const void *left, const void *right)
{
  const struct part *one = left, *other = right;
  size_t size = one->size < other->size ? one->size : other->size;
  int order = memcmp(one->text, other->text, size);
  return order != 0 ? order : (one->size > other->size) - (one->size < other->size);
}

/* {"event":"dealloc", */
static int is_about(const char *part, size_t size, uint32_t unordered)
{
  static const char front[] = "{\"event\":\"";
  size_t at = sizeof front - 1;
  if (size < at || memcmp(part, front, at) != 0) return 0;
  for (int kind = 0; kind < MESSAGE_KINDS; kind++) {
    const char *name = message_name((enum message_kind)kind);
    size_t length = strlen(name);
    if (((unordered >> kind) & 1u) && size > at + length && memcmp(part + at, name, length) == 0 &&
        part[at + length] == '"')
      return 1;
  }
  return 0;
}

void order_parts(struct lines *parts, uint32_t unordered)
{
  if (unordered == 0 || parts->count == 0) return;
  struct lines ordered;
  struct part *sorted = malloc(parts->count * sizeof *sorted);
  uint32_t count = 0;
  lines_open(&ordered);
  if (sorted == NULL) ordered.failed = ENOMEM;
  for (uint32_t i = 0; i < parts->count && sorted != NULL; i++) {
    size_t size;
    const char *text = lines_get(parts, i, &size);
    if (is_about(text, size, unordered)) sorted[count++] = (struct part){text, size};
    else lines_add(&ordered, text, size);
  }
  if (count > 0) qsort(sorted, count, sizeof *sorted, compare_parts);
  for (uint32_t i = 0; i < count; i++) lines_add(&ordered, sorted[i].text, sorted[i].size);
  free(sorted);
  lines_close(parts);
  *parts = ordered;
}
