/* Trying candidates. */
#include "shrinking.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static uint64_t weight_of(const struct canonical *program)
{
  uint64_t weight = 0;
  for (uint64_t n = 1; n <= canonical_count(program); n++) {
    size_t size;
    const char *statement = canonical_statement(program, n, &size);
    weight += statement_weight(statement, size);
  }
  return weight;
}

static int is_smaller(const struct canonical *one, const struct canonical *other)
{
  if (canonical_count(one) != canonical_count(other)) return canonical_count(one) < canonical_count(other);
  uint64_t weight = weight_of(one), other_weight = weight_of(other);
  return weight != other_weight ? weight < other_weight : count_names(one) < count_names(other);
}

/* The first `count` statements. */
static int copy(struct canonical *to, const struct canonical *from, uint64_t count)
{
  canonical_clear(to);
  for (uint64_t n = 1; n <= count; n++) {
    size_t size;
    const char *statement = canonical_statement(from, n, &size);
    if (!canonical_add(to, statement, size, from->sources[n - 1])) return 0;
  }
  return 1;
}

/* `valid`: the statements of the candidate that can be performed, up to the first that cannot and from there on. */
static int repair(struct shrinking *shrinking)
{
  const struct canonical *candidate = &shrinking->candidate;
  canonical_clear(&shrinking->valid);
  shrinking->performed += canonical_count(candidate);
  if (!comparison_start_heap(shrinking->comparison)) return 0;
  for (uint64_t n = 1; n <= canonical_count(candidate); n++) {
    size_t size;
    const char *statement = canonical_statement(candidate, n, &size);
    if (!comparison_try(shrinking->comparison, statement, size)) continue;
    if (!canonical_add(&shrinking->valid, statement, size, candidate->sources[n - 1])) return 0;
  }
  return 1;
}

static void show_progress(const struct shrinking *shrinking)
{
  if (!shrinking->loud || shrinking->runs % 16 != 0) return;
  fprintf(stderr, "\rshrinking: %" PRIu32 " statements, %" PRIu64 " runs \033[K", canonical_count(&shrinking->best),
          shrinking->runs);
}

int shrinking_is_over(const struct shrinking *shrinking)
{
  return shrinking->runs >= SHRINK_RUNS || shrinking->performed >= SHRINK_STATEMENTS ||
         shrinking->troubles >= SHRINK_TROUBLES;
}

/* Runs `program`; when it has the wanted difference, it is the best, up to there. */
static int run(struct shrinking *shrinking, const struct canonical *program)
{
  struct comparison *comparison = shrinking->comparison;
  shrinking->runs++;
  enum compared compared = comparison_run(comparison, program);
  show_progress(shrinking);
  if (compared == COMPARED_TROUBLE) shrinking->troubles++;
  if (compared == COMPARED_NO_MEMORY) return -1;
  if (compared != COMPARED_UNEQUAL || !difference_is_alike(&comparison->difference, &shrinking->wanted)) return 0;
  return copy(&shrinking->best, program, comparison->difference.statement) ? 1 : -1;
}

int shrinking_try(struct shrinking *shrinking)
{
  if (shrinking_is_over(shrinking) || !repair(shrinking)) return 0;
  if (canonical_count(&shrinking->valid) == 0 || !is_smaller(&shrinking->valid, &shrinking->best)) return 0;
  return run(shrinking, &shrinking->valid) > 0;
}

int shrinking_run(struct shrinking *shrinking, struct comparison *comparison, const struct canonical *program, int loud)
{
  struct comparison_counts counts = comparison->counts;
  memset(shrinking, 0, sizeof *shrinking);
  shrinking->comparison = comparison;
  shrinking->loud = loud;
  shrinking->wanted.kind = comparison->difference.kind;
  memcpy(shrinking->wanted.what, comparison->difference.what, sizeof shrinking->wanted.what);
  canonical_open(&shrinking->best);
  canonical_open(&shrinking->candidate);
  canonical_open(&shrinking->valid);
  int found = run(shrinking, program);
  while (found > 0 && !shrinking_is_over(shrinking)) {
    int smaller = shrink_statements(shrinking);
    smaller |= shrink_names(shrinking);
    smaller |= shrink_words(shrinking);
    if (!smaller) break;
  }
  if (loud) fprintf(stderr, "\r\033[K");
  comparison->counts = counts;
  return found;
}

void shrinking_close(struct shrinking *shrinking)
{
  canonical_close(&shrinking->best);
  canonical_close(&shrinking->candidate);
  canonical_close(&shrinking->valid);
}
