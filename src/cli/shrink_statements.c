/* Candidates with fewer statements: halves, quarters and so on down to one by one (ddmin), whole actions, and when
 * little is left any two. */
#include "shrinking.h"

enum { FEW = 32 }; /* statements of which any two are tried */

/* The best program without the statements first .. last, nor `other`, from 1. */
static int try_without(struct shrinking *shrinking, uint64_t first, uint64_t last, uint64_t other)
{
  const struct canonical *best = &shrinking->best;
  canonical_clear(&shrinking->candidate);
  for (uint64_t n = 1; n <= canonical_count(best); n++) {
    if ((n >= first && n <= last) || n == other) continue;
    size_t size;
    const char *statement = canonical_statement(best, n, &size);
    if (!canonical_add(&shrinking->candidate, statement, size, best->sources[n - 1])) return 0;
  }
  return shrinking_try(shrinking);
}

/* Pieces of `size` statements, one after the other. */
static int try_pieces(struct shrinking *shrinking, uint64_t size)
{
  int smaller = 0;
  for (uint64_t first = 1; first <= canonical_count(&shrinking->best) && !shrinking_is_over(shrinking);)
    if (try_without(shrinking, first, first + size - 1, 0)) smaller = 1;
    else first += size;
  return smaller;
}

static int try_actions(struct shrinking *shrinking)
{
  int smaller = 0;
  for (uint64_t first = 1; first <= canonical_count(&shrinking->best); first++) {
    if (!canonical_begins(&shrinking->best, first, "action")) continue;
    uint64_t last = first;
    while (last < canonical_count(&shrinking->best) && !canonical_begins(&shrinking->best, last, "end")) last++;
    if (try_without(shrinking, first, last, 0)) smaller = 1;
  }
  return smaller;
}

static int try_pairs(struct shrinking *shrinking)
{
  int smaller = 0;
  for (uint64_t first = 1; first < canonical_count(&shrinking->best); first++)
    for (uint64_t second = first + 2; second <= canonical_count(&shrinking->best); second++) {
      if (canonical_count(&shrinking->best) > FEW || shrinking_is_over(shrinking)) return smaller;
      if (try_without(shrinking, first, first, second)) smaller = 1;
    }
  return smaller;
}

int shrink_statements(struct shrinking *shrinking)
{
  int smaller = 0, again = 1;
  for (uint64_t size = canonical_count(&shrinking->best) / 2; size > 1; size /= 2)
    if (try_pieces(shrinking, size)) smaller = 1;
  while (again && !shrinking_is_over(shrinking)) {
    again = try_actions(shrinking);
    if (try_pieces(shrinking, 1)) again = 1;
    if (try_pairs(shrinking)) again = 1;
    smaller |= again;
  }
  return smaller;
}
