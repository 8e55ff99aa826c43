/* Keeping and replaying lines. */
#include "repeats.h"
#include <stdlib.h>
#include <string.h>
#include "scanner.h"

void repeats_open(struct repeats *repeats)
{
  memset(repeats, 0, sizeof *repeats);
  text_open(&repeats->characters, -1);
}

void repeats_close(struct repeats *repeats)
{
  text_close(&repeats->characters);
  free(repeats->lines);
}

static int keep(struct repeats *repeats, const struct line *line)
{
  if (repeats->count == repeats->room) {
    uint32_t room = repeats->room == 0 ? 64 : 2 * repeats->room;
    struct kept_line *lines = realloc(repeats->lines, room * sizeof *lines);
    if (lines == NULL) return 0;
    repeats->lines = lines;
    repeats->room = room;
  }
  repeats->lines[repeats->count++] = (struct kept_line){repeats->characters.used, line->number, line->size};
  text_put(&repeats->characters, line->text, line->size);
  return !repeats->characters.failed;
}

/* 1 for a `repeat` or an `action`, -1 for an `end`, 0 for any other line; empty ones tell by *empty. */
static int nesting_of(const struct line *line, int *empty)
{
  struct scanner scanner;
  scanner_start(&scanner, line, NULL);
  *empty = at_end(&scanner);
  struct word word = take_word(&scanner);
  return word_is(&word, "repeat") || word_is(&word, "action") ? 1 : word_is(&word, "end") ? -1 : 0;
}

/* Reads up to the `end` that matches. */
static int keep_body(struct repeats *repeats, struct reader *reader, uint64_t begin, uint32_t column,
                     struct problem *problem)
{
  struct line line;
  int nesting = 1, empty;
  repeats->count = 0;
  repeats->characters.used = 0;
  while (nesting > 0) {
    int read = reader_next(reader, &line, problem);
    if (read == READ_PROBLEM) return 0;
    if (read == READ_END) return problem_at(problem, begin, column, "`repeat` without `end`");
    int change = nesting_of(&line, &empty);
    if (empty) continue;
    nesting += change;
    if (repeats->characters.used + line.size > REPEAT_BYTES)
      return problem_at(problem, line.number, 1, "the body of the `repeat` is longer than %d bytes", REPEAT_BYTES);
    if (!keep(repeats, &line)) return problem_at(problem, line.number, 1, "out of memory");
  }
  return 1;
}

int repeats_begin(struct repeats *repeats, struct reader *reader, const struct line *line, uint32_t column,
                  uint32_t count, struct problem *problem)
{
  uint64_t number = line->number;
  if (repeats->depth == REPEAT_DEPTH)
    return problem_at(problem, number, column, "`repeat` nested more than %d deep", REPEAT_DEPTH);
  if (repeats->depth == 0) {
    if (!keep_body(repeats, reader, number, column, problem)) return 0;
    repeats->next = 0;
  }
  repeats->loops[repeats->depth++] = (struct loop){.start = repeats->next, .left = count - 1};
  return 1;
}

int repeats_end(struct repeats *repeats)
{
  if (repeats->depth == 0) return 0;
  struct loop *loop = &repeats->loops[repeats->depth - 1];
  if (loop->left > 0) {
    loop->left--;
    repeats->next = loop->start;
  } else {
    repeats->depth--;
  }
  return 1;
}

int repeats_next(struct repeats *repeats, struct line *line, struct problem *problem)
{
  const struct kept_line *kept = &repeats->lines[repeats->next];
  if (repeats->replayed == REPEATED_STATEMENTS)
    return problem_at(problem, kept->number, 1, "limit: more than %d statements run inside `repeat`",
                      REPEATED_STATEMENTS);
  repeats->replayed++;
  repeats->next++;
  *line = (struct line){repeats->characters.bytes + kept->at, kept->size, kept->number};
  return 1;
}
