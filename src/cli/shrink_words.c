/* Candidates with simpler statements: without a word, without an item of a list, with an operand cut short or null,
 * with a smaller number.  Statements are taken as words and nothing else, so that this holds for all there will ever
 * be; what makes no sense is refused by heapproof, or is not smaller. */
#include <string.h>
#include "shrinking.h"

/* A piece of a statement, which a variant replaces. */
struct piece {
  size_t begin, end;
};

static int is_mark(char byte)
{
  return byte == ' ' || byte == ',' || byte == '=';
}

static int is_digit(char byte)
{
  return byte >= '0' && byte <= '9';
}

uint64_t statement_weight(const char *statement, size_t size)
{
  uint64_t weight = 0;
  for (size_t at = 0; at < size;) {
    size_t end = at;
    while (end < size && !is_mark(statement[end])) end++;
    int is_null = end - at == 4 && memcmp(statement + at, "null", 4) == 0;
    for (size_t i = at; i < end && !is_null; i++)
      weight += is_digit(statement[i]) ? 100 + (uint64_t)(statement[i] - '0') : 100;
    weight += 100;
    at = end + 1;
  }
  return weight;
}

/* The best program with this piece of statement n replaced; only when that makes the statement simpler. */
static int try_replaced(struct shrinking *shrinking, uint64_t n, struct piece piece, const char *replacement)
{
  const struct canonical *best = &shrinking->best;
  struct text variant;
  int good = 1;
  text_open(&variant, -1);
  canonical_clear(&shrinking->candidate);
  for (uint64_t i = 1; good && i <= canonical_count(best); i++) {
    size_t size;
    const char *statement = canonical_statement(best, i, &size);
    uint64_t weight = statement_weight(statement, size);
    if (i == n) {
      text_put(&variant, statement, piece.begin);
      text_puts(&variant, replacement);
      text_put(&variant, statement + piece.end, size - piece.end);
      statement = variant.bytes;
      size = variant.used;
      good = !variant.failed && statement_weight(statement, size) < weight;
    }
    good = good && canonical_add(&shrinking->candidate, statement, size, best->sources[i - 1]);
  }
  text_close(&variant);
  return good && shrinking_try(shrinking);
}

/* From `begin` on up to a byte that ends it. */
static size_t end_of(const char *statement, size_t size, size_t begin, const char *ends)
{
  while (begin < size && strchr(ends, statement[begin]) == NULL) begin++;
  return begin;
}

/* A word with the blank before it; an item with the comma before or after it. */
static int try_dropped(struct shrinking *shrinking, uint64_t n, size_t begin)
{
  size_t size;
  const char *statement = canonical_statement(&shrinking->best, n, &size);
  if (statement[begin - 1] == ' ')
    return try_replaced(shrinking, n, (struct piece){begin - 1, end_of(statement, size, begin, " ")}, "");
  size_t end = end_of(statement, size, begin, " ,");
  if (statement[begin - 1] == ',') return try_replaced(shrinking, n, (struct piece){begin - 1, end}, "");
  if (end < size && statement[end] == ',') return try_replaced(shrinking, n, (struct piece){begin, end + 1}, "");
  return 0;
}

/* An operand: null, or without its last steps. */
static int try_operand(struct shrinking *shrinking, uint64_t n, size_t begin)
{
  size_t size;
  const char *statement = canonical_statement(&shrinking->best, n, &size);
  size_t end = end_of(statement, size, begin, " ,=");
  if (end < size && statement[end] == '=') return 0;
  if (try_replaced(shrinking, n, (struct piece){begin, end}, "null")) return 1;
  for (size_t at = begin + 1; at < end; at++)
    if (statement[at] == '.' && try_replaced(shrinking, n, (struct piece){at, end}, "")) return 1;
  return 0;
}

/* A number, anywhere but inside a name: 0, 1, or a digit less. */
static int try_number(struct shrinking *shrinking, uint64_t n, size_t begin)
{
  size_t size, end = begin;
  const char *statement = canonical_statement(&shrinking->best, n, &size);
  if (!is_digit(statement[begin]) || strchr(" =.", statement[begin - 1]) == NULL) return 0;
  while (end < size && is_digit(statement[end])) end++;
  char lower[2] = {(char)(statement[end - 1] - 1), '\0'};
  if (try_replaced(shrinking, n, (struct piece){begin, end}, "0")) return 1;
  if (try_replaced(shrinking, n, (struct piece){begin, end}, "1")) return 1;
  if (end > begin + 1 && try_replaced(shrinking, n, (struct piece){end - 1, end}, "")) return 1;
  return lower[0] >= '0' && try_replaced(shrinking, n, (struct piece){end - 1, end}, lower);
}

/* Everything at one place of a statement.  What becomes simpler is tried again from its beginning by the caller. */
static int try_place(struct shrinking *shrinking, uint64_t n, size_t at)
{
  size_t size;
  const char *statement = canonical_statement(&shrinking->best, n, &size);
  if (at >= size || !(is_mark(statement[at - 1]) || statement[at - 1] == '.')) return 0;
  if (try_number(shrinking, n, at)) return 1;
  if (statement[at - 1] == '.') return 0;
  return try_dropped(shrinking, n, at) || try_operand(shrinking, n, at);
}

int shrink_words(struct shrinking *shrinking)
{
  int smaller = 0;
  for (uint64_t n = 1; n <= canonical_count(&shrinking->best); n++)
    for (size_t at = 1; n <= canonical_count(&shrinking->best);) {
      size_t size;
      canonical_statement(&shrinking->best, n, &size);
      if (at >= size || shrinking_is_over(shrinking)) break;
      if (try_place(shrinking, n, at)) at = 1, smaller = 1;
      else at++;
    }
  return smaller;
}
