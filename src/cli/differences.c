/* Naming differences. */
#include "differences.h"
#include <stdio.h>
#include <string.h>
#include "program/scanner.h"

const char *difference_kind_name(enum difference_kind kind)
{
  static const char *const names[] = {[DIFFERENCE_MISSING] = "missing",
                                      [DIFFERENCE_EXTRA] = "extra",
                                      [DIFFERENCE_ORDER] = "out of order",
                                      [DIFFERENCE_VALUE] = "another value"};
  return names[kind];
}

int difference_is_alike(const struct difference *one, const struct difference *other)
{
  return one->kind == other->kind && strcmp(one->what, other->what) == 0;
}

/* The string value of `key` in a comparable part, up to the first blank; empty when there is none.  A part is JSON in
 * normal form, and the key is looked for before any text of the adapter's own. */
static void put_string(char *out, size_t room, const char *part, size_t size, const char *key)
{
  size_t length = strlen(key);
  out[0] = '\0';
  for (size_t at = 0; at + length < size; at++) {
    if (memcmp(part + at, key, length) != 0) continue;
    size_t begin = at + length, end = begin;
    while (end < size && part[end] != '"' && part[end] != ' ' && part[end] != '\\') end++;
    snprintf(out, room, "%.*s", (int)(end - begin), part + begin);
    return;
  }
}

/* `dealloc`, or `answer refcount`. */
static void put_what(char *out, size_t room, const char *part, size_t size)
{
  char event[20], query[20];
  put_string(event, sizeof event, part, size, "\"event\":\"");
  put_string(query, sizeof query, part, size, "\"query\":\"");
  if (strcmp(event, "answer") != 0) query[0] = '\0';
  snprintf(out, room, "%s%s%s", event, query[0] != '\0' ? " " : "", query);
}

static const char *line_at(const struct lines *lines, uint32_t index, size_t *size)
{
  *size = 0;
  return index < lines->count ? lines_get(lines, index, size) : NULL;
}

/* What the adapter has somewhere else is out of order, what it has nowhere is missing, and the other way round; the
 * same event with other contents is another value. */
static void classify(const struct lines *expected, const struct lines *actual, uint32_t index,
                     struct difference *difference)
{
  size_t expected_size, actual_size, room = sizeof difference->what;
  const char *left = line_at(expected, index, &expected_size), *right = line_at(actual, index, &actual_size);
  char other[sizeof difference->what];
  put_what(difference->what, room, left != NULL ? left : right, left != NULL ? expected_size : actual_size);
  put_what(other, room, right != NULL ? right : left, right != NULL ? actual_size : expected_size);
  int here = right != NULL && lines_has(expected, right, actual_size);
  int there = left != NULL && lines_has(actual, left, expected_size);
  if (left != NULL && right != NULL && !here && !there && strcmp(difference->what, other) == 0)
    difference->kind = DIFFERENCE_VALUE;
  else if (left != NULL && !there) difference->kind = DIFFERENCE_MISSING;
  else if (right != NULL && !here) difference->kind = DIFFERENCE_EXTRA;
  else difference->kind = left == NULL ? DIFFERENCE_EXTRA : right == NULL ? DIFFERENCE_MISSING : DIFFERENCE_ORDER;
  if (difference->kind == DIFFERENCE_EXTRA) memcpy(difference->what, other, room);
  difference->expected.used = difference->actual.used = 0;
  text_put(&difference->expected, left, expected_size);
  text_put(&difference->actual, right, actual_size);
}

int find_difference(const struct lines *expected, const struct lines *actual, struct difference *difference)
{
  for (uint32_t i = 0; i < expected->count || i < actual->count; i++) {
    size_t size;
    const char *line = line_at(actual, i, &size);
    if (line != NULL && i < expected->count && lines_is(expected, i, line, size)) continue;
    classify(expected, actual, i, difference);
    return 1;
  }
  return 0;
}
