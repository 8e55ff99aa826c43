/* Plays allocator sequences on heapproof and compares.
 *
 *     replay compare VERSION FIRST LAST OPERATIONS [CHECK] <stream      with the streams of a real interpreter
 *     replay show VERSION FIRST LAST OPERATIONS                         heapproof's own, as text
 *     replay digest FIRST LAST OPERATIONS <stream                       of a stream: lines `seed operations digest`
 *     replay recorded VERSION FILE...                                   with such lines, and lines of text
 *
 * VERSION is the minor one of CPython 3, 6 to 13.  Exit status 1: a difference. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "arenas.h"
#include "os/bytes.h"
#include "os/system.h"
#include "play.h"
#include "reached.h"
#include "sequence.h"
#include "stream.h"

enum { LARGE_POOLS_FROM = 10, LAST_KEPT_FROM = 9, SHOWN = 10, CHECKPOINT = 10000 };

static uint32_t version;
static uint64_t seed, performed, operations_done, differences;
static int differs; /* this sequence does */
static void (*use)(uint64_t word);

static uint32_t pool_bytes(void)
{
  return version >= LARGE_POOLS_FROM ? 16384 : 4096;
}

static void put_word(FILE *file, uint64_t word)
{
  switch (word_kind(word)) {
  case WORD_PLACED: fprintf(file, "at %u %u %u", word_arena(word), word_pool(word), word_offset(word)); break;
  case WORD_RAW: fputs("raw", file); break;
  case WORD_REFUSED: fputs("none", file); break;
  case WORD_FREED: fputs("freed", file); break;
  case WORD_ARENA_NEW: fprintf(file, "arena %u of %u", word_arena(word), word_pool(word)); break;
  case WORD_ARENA_FREE: fprintf(file, "arena %u gone", word_arena(word)); break;
  case WORD_ARENA_REFUSED: fputs("no arena", file); break;
  default: fprintf(file, "?"); break;
  }
}

/* --- playing on heapproof --- */

static void use_word(uint64_t word)
{
  if (!is_outcome(word)) reached_event(word);
  use(word);
}

static void *give_arena(void *context, size_t bytes)
{
  (void)context;
  (void)bytes;
  return arena_map(use_word);
}

static void take_arena(void *context, void *address, size_t bytes)
{
  (void)context;
  (void)bytes;
  if (!arena_unmap(address, use_word)) abort();
}

static void note(const struct operation *operation, uint64_t word)
{
  reached_outcome(operation, word);
  performed++;
}

static void play_sequence(uint64_t operations)
{
  static const struct allocator allocator = {bytes_malloc, bytes_calloc, bytes_realloc, bytes_free};
  static const struct system_arenas arenas = {NULL, give_arena, take_arena};
  void (*chosen)(uint64_t word) = use;
  sequence_begin(seed);
  reached_begin(pool_bytes());
  system_set_arenas(&arenas);
  performed = 0;
  play(&allocator, operations, use_word, note);
  operations_done += operations;
  use = chosen;
}

static void ignore(uint64_t word)
{
  (void)word;
}

static void end_sequence(void)
{
  use = ignore;
  bytes_reset();
  arenas_end();
}

static void begin(uint64_t number)
{
  seed = number;
  differs = 0;
  if (!arenas_begin(pool_bytes(), 64 * (size_t)pool_bytes()) || !bytes_configure(pool_bytes(), version >= LAST_KEPT_FROM)) {
    fputs("replay: cannot begin\n", stderr);
    exit(2);
  }
}

/* --- compare --- */

static int next_word(uint64_t *word)
{
  return fread(word, sizeof *word, 1, stdin) == 1;
}

static void difference(uint64_t wanted, uint64_t got)
{
  differs = 1;
  differences++;
  if (differences > SHOWN) return;
  printf("sequence %llu, operation %llu: CPython ", (unsigned long long)seed, (unsigned long long)performed + 1);
  put_word(stdout, wanted);
  printf(", heapproof ");
  put_word(stdout, got);
  putchar('\n');
}

static void compare_word(uint64_t word)
{
  uint64_t wanted = 0;
  if (differs) return;
  if (!next_word(&wanted)) wanted = 0;
  if (wanted != word) difference(wanted, word);
}

/* Reads on to the next sequence; 0 at the end. */
static int next_sequence(void)
{
  uint64_t word;
  while (next_word(&word))
    if (word_kind(word) == WORD_BEGIN) {
      begin(word >> 32 & 0xFFFFFFF);
      return 1;
    }
  return 0;
}

static void put_reached(void)
{
  for (int i = 0; i < REACHED_COUNT; i++) printf("%s: %llu\n", reached_names[i], (unsigned long long)reached[i]);
}

static int compare(uint64_t first, uint64_t last, uint64_t operations)
{
  uint64_t sequences = 0;
  use = compare_word;
  while (next_sequence()) {
    play_sequence(operations);
    end_sequence();
    use = compare_word;
    sequences++;
  }
  if (sequences != last - first + 1) {
    fprintf(stderr, "replay: %llu sequences came\n", (unsigned long long)sequences);
    return 2;
  }
  put_reached();
  printf("sequences %llu, operations %llu, differences %llu\n", (unsigned long long)sequences,
         (unsigned long long)operations_done, (unsigned long long)differences);
  return differences != 0;
}
