/* Candidates with fewer names: one name written for another everywhere.  Of a ring of five objects that leaves a ring
 * of four, which taking statements away alone cannot.  Names are told by their place only, as words are. */
#include <string.h>
#include "shrinking.h"

enum { MOST_NAMES = 64 }; /* of which any two are tried */

static int ends_name(char byte)
{
  return memchr(" ,=.", byte, 4) != NULL;
}

/* The next word or item after the first word of the statement, up to a mark or a dot; 0 when there is none. */
static int next_name(const char *statement, size_t size, size_t *begin, size_t *end)
{
  size_t at = *end;
  while (at < size && statement[at] != ' ' && statement[at] != ',' && statement[at] != '=') at++;
  if (at >= size) return 0;
  *begin = *end = at + 1;
  while (*end < size && !ends_name(statement[*end])) ++*end;
  return 1;
}

/* Those that `new` binds: every object has one; and those of actions. */
static void find_names(const struct canonical *program, struct lines *names)
{
  for (uint64_t n = 1; n <= canonical_count(program) && names->count < MOST_NAMES; n++) {
    size_t size, begin = 0, end = 0;
    const char *statement = canonical_statement(program, n, &size);
    if (!canonical_begins(program, n, "new") && !canonical_begins(program, n, "action")) continue;
    if (!next_name(statement, size, &begin, &end)) continue;
    if (!lines_has(names, statement + begin, end - begin)) lines_add(names, statement + begin, end - begin);
  }
}

/* The statement with one name for another. */
static void rename_in(struct text *out, const char *statement, size_t size, const struct lines *names, uint32_t from,
                      uint32_t to)
{
  size_t begin = 0, end = 0, copied = 0, length;
  const char *name = lines_get(names, to, &length);
  out->used = 0;
  while (next_name(statement, size, &begin, &end)) {
    if (!lines_is(names, from, statement + begin, end - begin)) continue;
    text_put(out, statement + copied, begin - copied);
    text_put(out, name, length);
    copied = end;
  }
  text_put(out, statement + copied, size - copied);
}

static int is_action(const struct canonical *program, uint64_t n, const struct lines *names, uint32_t name)
{
  size_t size, begin = 0, end = 0;
  const char *statement = canonical_statement(program, n, &size);
  return canonical_begins(program, n, "action") && next_name(statement, size, &begin, &end) &&
         lines_is(names, name, statement + begin, end - begin);
}

/* The `end` of the action that begins here. */
static uint64_t last_of(const struct canonical *program, uint64_t n)
{
  while (n < canonical_count(program) && !canonical_begins(program, n, "end")) n++;
  return n;
}

/* One name for another; of two actions the one that gives its name away goes. */
static int try_merged(struct shrinking *shrinking, const struct lines *names, uint32_t from, uint32_t to)
{
  const struct canonical *best = &shrinking->best;
  struct text renamed;
  int good = 1;
  text_open(&renamed, -1);
  canonical_clear(&shrinking->candidate);
  for (uint64_t n = 1; good && n <= canonical_count(best); n++) {
    size_t size;
    if (is_action(best, n, names, from)) {
      n = last_of(best, n);
      continue;
    }
    const char *statement = canonical_statement(best, n, &size);
    rename_in(&renamed, statement, size, names, from, to);
    good = !renamed.failed && canonical_add(&shrinking->candidate, renamed.bytes, renamed.used, best->sources[n - 1]);
  }
  text_close(&renamed);
  return good && shrinking_try(shrinking);
}

uint32_t count_names(const struct canonical *program)
{
  struct lines names;
  lines_open(&names);
  find_names(program, &names);
  uint32_t count = names.count;
  lines_close(&names);
  return count;
}

int shrink_names(struct shrinking *shrinking)
{
  struct lines names;
  int smaller = 0;
  lines_open(&names);
  find_names(&shrinking->best, &names);
  for (uint32_t from = 0; from < names.count && !names.failed; from++)
    for (uint32_t to = 0; to < names.count && !shrinking_is_over(shrinking); to++) {
      if (from == to || !try_merged(shrinking, &names, from, to)) continue;
      smaller = 1;
      break; /* that name is gone */
    }
  lines_close(&names);
  return smaller;
}
