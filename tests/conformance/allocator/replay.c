/* Plays allocator sequences on heapproof and compares.
 *
 *     replay compare VERSION OPERATIONS <stream       with the streams of a real interpreter, of so many operations each
 *     replay text OPERATIONS EVERY <stream            a stream as text, one word a line
 *     replay recorded VERSION OPERATIONS EVERY FILE   with streams kept as text
 *
 * VERSION is the minor one of CPython 3, 6 to 13.  EVERY 1: text has each outcome and event; EVERY N: only a digest
 * of all so far after each N outcomes.  Exit status 1: a difference; 2: bad usage or input. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "arenas.h"
#include "os/bytes.h"
#include "os/raw_blocks.h"
#include "os/system.h"
#include "play.h"
#include "program/malloc_stats.h"
#include "reached.h"
#include "sequence.h"
#include "table.h"
#include "words.h"

enum { LARGE_POOLS_FROM = 10, LAST_KEPT_FROM = 9, SHOWN = 10, OLDEST = 6, NEWEST = 13 };

static uint64_t version, operations, every = 1, seed, performed, sequences, differences;
static uint64_t digest, outcomes; /* of the sequence so far */
static int differs;               /* this sequence does */
static int (*next_word)(uint64_t *word);

static _Noreturn void fail(const char *what)
{
  fprintf(stderr, "replay: %s\n", what);
  exit(2);
}

/* What stands for a word in a text: itself, a digest, or nothing (0). */
static uint64_t shown(uint64_t word)
{
  digest = word_kind(word) == WORD_BEGIN ? 0 : stream_digest(digest, word);
  if (word_kind(word) == WORD_BEGIN) outcomes = 0;
  else if (is_outcome(word)) outcomes++;
  if (every == 1 || word_kind(word) == WORD_BEGIN) return word;
  return is_outcome(word) && outcomes % every == 0 ? digest : 0;
}

/* --- compare --- */

static void put_word(uint64_t word)
{
  char text[WORD_TEXT];
  word_to_text(word, text);
  fputs(text, stdout);
}

static void difference(uint64_t wanted, uint64_t got)
{
  differs = 1;
  if (++differences > SHOWN) return;
  printf("sequence %" PRIu64 ", operation %" PRIu64 ": CPython 3.%" PRIu64 ": ", seed, performed + 1, version);
  put_word(wanted);
  fputs("; heapproof: ", stdout);
  put_word(got);
  putchar('\n');
}

static void take_word(uint64_t word)
{
  uint64_t wanted = 0;
  if (differs) return;
  if (!is_outcome(word)) reached_event(word);
  uint64_t got = shown(word);
  if (got == 0) return;
  if (!next_word(&wanted) || wanted != got) difference(wanted, got);
}

static void take_outcome(const struct operation *operation, uint64_t word)
{
  if (differs) return;
  reached_outcome(operation, word);
  performed++;
}

/* --- playing on heapproof --- */

static void *give_arena(void *context, size_t bytes)
{
  (void)context;
  (void)bytes;
  return arena_map(take_word);
}

static void take_arena(void *context, void *address, size_t bytes)
{
  (void)context;
  (void)bytes;
  if (!arena_unmap(address, take_word)) fail("an arena was given back that is none");
}

static void print_statistics(FILE *file)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  malloc_stats_print(file, &stats);
}

static void take_table(struct table *table)
{
  if (!table_take(print_statistics, table)) fail("the table of statistics is not as CPython prints it");
}

static uint64_t count_blocks(void)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  return malloc_stats_blocks(&stats) + raw_blocks_count();
}

static void play_sequence(void)
{
  static const struct allocator allocator = {bytes_malloc, bytes_calloc, bytes_realloc,
                                             bytes_free,   take_table,   count_blocks};
  static const struct system_arenas arenas = {NULL, give_arena, take_arena};
  uint32_t pool_bytes = version >= LARGE_POOLS_FROM ? 16384 : 4096;
  performed = 0;
  differs = 0;
  sequence_begin(seed);
  reached_begin(pool_bytes);
  system_set_arenas(&arenas);
  if (!bytes_configure(pool_bytes, version >= LAST_KEPT_FROM)) fail("the allocator is not empty");
  if (!arenas_begin(pool_bytes, 64 * (size_t)pool_bytes)) fail("no memory");
  play(&allocator, operations, take_word, take_outcome);
  differs = 1; /* what follows is no part of the sequence */
  bytes_reset();
  arenas_end();
  sequences++;
}

/* Reads on to the begin of the next sequence; 0 at the end. */
static int next_sequence(void)
{
  uint64_t word;
  while (next_word(&word))
    if (word_kind(word) == WORD_BEGIN) {
      seed = word_seed(word);
      (void)shown(word);
      return 1;
    }
  return 0;
}

static int end(void)
{
  for (int i = 0; i < REACHED_COUNT; i++) printf("%s: %" PRIu64 "\n", reached_names[i], reached[i]);
  printf("sequences: %" PRIu64 "\noperations: %" PRIu64 "\ndifferences: %" PRIu64 "\n", sequences,
         sequences * operations, differences);
  return differences != 0;
}

/* --- where the words come from --- */

static FILE *input;

static int next_binary(uint64_t *word)
{
  return fread(word, sizeof *word, 1, stdin) == 1;
}

static int next_text(uint64_t *word)
{
  char line[2 * WORD_TEXT];
  do {
    if (fgets(line, sizeof line, input) == NULL) return 0;
    line[strcspn(line, "\n")] = '\0';
  } while (line[0] == '#' || line[0] == '\0');
  if (!word_from_text(line, word)) fail("a line that is no word of a stream");
  return 1;
}

static int put_text(void)
{
  uint64_t word, left = 0;
  while (next_binary(&word)) {
    if (word_kind(word) == WORD_BEGIN) left = operations + 1;
    if (left == 0) continue;
    uint64_t text = shown(word);
    if (text != 0) put_word(text);
    if (text != 0) putchar('\n');
    if (is_outcome(word) || word_kind(word) == WORD_BEGIN) left--;
  }
  return 0;
}

static uint64_t number(const char *text, uint64_t least, uint64_t most)
{
  char *rest;
  unsigned long long value = strtoull(text, &rest, 10);
  if (*text == '\0' || *rest != '\0' || value < least || value > most) fail("a number is wrong");
  return value;
}

static int recorded(const char *path)
{
  next_word = next_text;
  input = fopen(path, "r");
  if (input == NULL) fail("the file cannot be read");
  while (next_sequence()) play_sequence();
  fclose(input);
  return end();
}

int main(int count, char **words)
{
  const char *verb = count > 1 ? words[1] : "";
  int is_text = strcmp(verb, "text") == 0, is_recorded = strcmp(verb, "recorded") == 0;
  if (!(is_text && count == 4) && !(is_recorded && count == 6) && !(strcmp(verb, "compare") == 0 && count == 4))
    fail("wrong usage");
  if (!is_text) version = number(words[2], OLDEST, NEWEST);
  operations = number(words[is_text ? 2 : 3], 1, UINT32_MAX);
  if (is_text || is_recorded) every = number(words[is_text ? 3 : 4], 1, UINT32_MAX);
  next_word = next_binary;
  if (is_text) return put_text();
  if (is_recorded) return recorded(words[5]);
  while (next_sequence()) play_sequence();
  return end();
}
