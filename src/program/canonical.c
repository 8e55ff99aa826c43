/* Bringing programs to canonical form. */
#include "canonical.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "json.h"
#include "repeats.h"
#include "scanner.h"

/* A program on its way. */
struct rewriting {
  struct canonical *canonical;
  struct reader *reader;
  struct repeats repeats;
  struct text words; /* of the statement */
  struct problem *problem;
  uint64_t action; /* where the action begins whose `end` comes next, or 0 */
};

void canonical_open(struct canonical *canonical)
{
  lines_open(&canonical->lines);
  canonical->sources = NULL;
  canonical->room = 0;
}

void canonical_close(struct canonical *canonical)
{
  lines_close(&canonical->lines);
  free(canonical->sources);
  canonical_open(canonical);
}

void canonical_clear(struct canonical *canonical)
{
  lines_clear(&canonical->lines);
}

uint32_t canonical_count(const struct canonical *canonical)
{
  return canonical->lines.count;
}

const char *canonical_statement(const struct canonical *canonical, uint64_t n, size_t *size)
{
  return lines_get(&canonical->lines, (uint32_t)n - 1, size);
}

int canonical_begins(const struct canonical *canonical, uint64_t n, const char *word)
{
  size_t size, length = strlen(word);
  if (n == 0 || n > canonical->lines.count) return 0;
  const char *statement = canonical_statement(canonical, n, &size);
  if (size < length || memcmp(statement, word, length) != 0) return 0;
  return size == length || statement[length] == ' ';
}

int canonical_add(struct canonical *canonical, const char *statement, size_t size, uint64_t source)
{
  uint32_t count = canonical->lines.count;
  if (count == CANONICAL_STATEMENTS || canonical->lines.characters.used + size > CANONICAL_BYTES) return 0;
  if (count == canonical->room) {
    uint32_t room = count == 0 ? 64 : 2 * count;
    uint32_t *sources = realloc(canonical->sources, room * sizeof *sources);
    if (sources == NULL) return 0;
    canonical->sources = sources;
    canonical->room = room;
  }
  canonical->sources[count] = (uint32_t)source;
  lines_add(&canonical->lines, statement, size);
  return !canonical->lines.failed;
}

/* The words up to `end`, or to the end of the statement, with single blanks between them. */
static void take_words(struct scanner *scanner, struct text *words, char end)
{
  while (!at_end(scanner)) {
    const char *begin = scanner->line.text + scanner->at;
    uint32_t left = scanner->line.size - scanner->at, size = 0;
    while (size < left && strchr(" \t#", begin[size]) == NULL && begin[size] != end) size++;
    if (size == 0) return;
    if (words->used > 0) text_putc(words, ' ');
    text_put(words, begin, size);
    scanner->at += size;
  }
}

/* expect QUERY = JSON, after its first word: the query stays. */
static int take_expectation(struct rewriting *rewriting, struct scanner *scanner)
{
  struct text value;
  skip_blanks(scanner);
  take_words(scanner, &rewriting->words, '=');
  if (rewriting->words.used == 0) return scanner_unexpected(scanner, "a query");
  if (!take_byte(scanner, '=')) return scanner_fail(scanner, scanner_column(scanner), "expected `=` and a JSON value");
  skip_blanks(scanner);
  text_open(&value, -1);
  int good = take_json(scanner, &value) && end_statement(scanner);
  text_close(&value);
  return good;
}

static int take_repeat(struct rewriting *rewriting, struct scanner *scanner, uint32_t column)
{
  uint32_t count;
  skip_blanks(scanner);
  uint32_t where = scanner_column(scanner);
  if (!take_number(scanner, "how many times", REPEATED_STATEMENTS, &count) || !end_statement(scanner)) return 0;
  if (count == 0) return scanner_fail(scanner, where, "`repeat` needs a number from 1");
  return repeats_begin(&rewriting->repeats, rewriting->reader, &scanner->line, column, count, rewriting->problem);
}

static int keep(struct rewriting *rewriting, const struct line *line)
{
  struct text *words = &rewriting->words;
  if (words->failed) return problem_at(rewriting->problem, line->number, 0, "out of memory");
  if (canonical_add(rewriting->canonical, words->bytes, words->used, line->number)) return 1;
  return problem_at(rewriting->problem, line->number, 0, "limit: more than %d statements, or %d bytes, written out",
                    CANONICAL_STATEMENTS, CANONICAL_BYTES);
}

static int rewrite(struct rewriting *rewriting, const struct line *line)
{
  struct scanner scanner;
  scanner_start(&scanner, line, rewriting->problem);
  if (at_end(&scanner)) return 1;
  struct scanner all = scanner;
  struct word word = take_word(&scanner);
  rewriting->words.used = 0;
  if (word_is(&word, "repeat") && rewriting->action != 0)
    return scanner_fail(&scanner, word.column, "`repeat` cannot stand in an action");
  if (word_is(&word, "repeat")) return take_repeat(rewriting, &scanner, word.column);
  if (word_is(&word, "end") && rewriting->action == 0) {
    if (!end_statement(&scanner)) return 0;
    if (repeats_end(&rewriting->repeats)) return 1;
    return scanner_fail(&scanner, word.column, "`end` without `repeat` or `action`");
  }
  if (word_is(&word, "action") && rewriting->action == 0) rewriting->action = line->number;
  if (word_is(&word, "end")) rewriting->action = 0;
  if (!word_is(&word, "expect")) take_words(&all, &rewriting->words, ' ');
  else if (!take_expectation(rewriting, &scanner)) return 0;
  return keep(rewriting, line);
}

static int next_line(struct rewriting *rewriting, struct line *line)
{
  if (rewriting->repeats.depth > 0)
    return repeats_next(&rewriting->repeats, line, rewriting->problem) ? READ_LINE : READ_PROBLEM;
  return reader_next(rewriting->reader, line, rewriting->problem);
}

int canonical_read(struct canonical *canonical, struct reader *reader, struct problem *problem)
{
  struct rewriting rewriting = {.canonical = canonical, .reader = reader, .problem = problem};
  struct line line;
  int read;
  repeats_open(&rewriting.repeats);
  text_open(&rewriting.words, -1);
  while ((read = next_line(&rewriting, &line)) == READ_LINE)
    if (!rewrite(&rewriting, &line)) {
      read = READ_PROBLEM;
      break;
    }
  if (read == READ_END && rewriting.action != 0) {
    problem_at(problem, rewriting.action, 1, "`action` without `end`");
    read = READ_PROBLEM;
  }
  text_close(&rewriting.words);
  repeats_close(&rewriting.repeats);
  return read == READ_END;
}
