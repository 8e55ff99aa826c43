/* What the sequences reached: see reached.h.
 *
 * Invariant: word_of[slot] is where the slot's block is, 0 for none; live counts the blocks of a pool, `class` is that
 * of its last block and 0 when it has had none. */
#include <string.h>
#include "reached.h"
#include "stream.h"
#include "table.h"

enum { MOST_ARENAS = 1 << 16, POOLS = 64, CLASS_BYTES = 16, POOL_HEADER = 48, SOON = 4 };

const char *const reached_names[REACHED_COUNT] = {"pools filled",
                                                  "pools recycled, other class",
                                                  "pools recycled, same class",
                                                  "arenas",
                                                  "arenas of 63",
                                                  "arenas released",
                                                  "arenas after a release",
                                                  "arenas at once after a release",
                                                  "empty arena kept",
                                                  "arenas refused",
                                                  "resized in place",
                                                  "resized and moved",
                                                  "raw blocks",
                                                  "malloc refused",
                                                  "calloc refused",
                                                  "realloc refused",
                                                  "tables",
                                                  "tables with full pools",
                                                  "tables below the highwater",
                                                  "tables with alignment lost"};
uint64_t reached[REACHED_COUNT];

static struct pool {
  uint16_t live;
  uint8_t class, emptied;
} pools[MOST_ARENAS][POOLS];
static uint32_t live_in[MOST_ARENAS];
static uint8_t is_gone[MOST_ARENAS];
static uint64_t word_of[SLOTS], operations, last_release;
static uint32_t bytes_of_pool, arenas_seen;

void reached_begin(uint32_t pool_bytes)
{
  memset(pools, 0, arenas_seen * sizeof pools[0]);
  memset(live_in, 0, sizeof live_in);
  memset(is_gone, 0, sizeof is_gone);
  memset(word_of, 0, sizeof word_of);
  operations = last_release = arenas_seen = 0;
  bytes_of_pool = pool_bytes;
}

static void figure(unsigned figure, uint64_t value)
{
  static uint64_t highwater;
  if (figure < FIGURE_THRESHOLD) reached[REACHED_TABLE_FULL] += figure % OF_A_CLASS == FIGURE_AVAILABLE && value == 0;
  else if (figure == FIGURE_ARENAS_HIGHWATER) highwater = value;
  else if (figure == FIGURE_ARENAS) reached[REACHED_TABLE_BELOW] += value < highwater;
  else if (figure == FIGURE_ALIGNMENT) reached[REACHED_TABLE_ALIGNMENT] += value != 0;
  else if (figure == FIGURE_TOTAL) reached[REACHED_TABLE]++;
}

void reached_event(uint64_t word)
{
  switch (word_kind(word)) {
  case WORD_FIGURE: figure(word_figure(word), word_value(word)); break;
  case WORD_ARENA_REFUSED: reached[REACHED_ARENA_REFUSED]++; break;
  case WORD_ARENA_FREE:
    reached[REACHED_ARENA_FREE]++;
    is_gone[word_arena(word) % MOST_ARENAS] = 1;
    last_release = operations + 1;
    break;
  case WORD_ARENA_NEW:
    arenas_seen = word_arena(word) % MOST_ARENAS + 1;
    reached[REACHED_ARENA]++;
    reached[REACHED_ARENA_OF_63] += word_pool(word) == POOLS - 1;
    reached[REACHED_ARENA_AGAIN] += last_release != 0;
    reached[REACHED_THRASH] += last_release != 0 && operations < last_release + SOON;
    break;
  default: break;
  }
}

static void take(uint64_t word, size_t size)
{
  if (word_kind(word) == WORD_RAW) reached[REACHED_RAW]++;
  if (word_kind(word) != WORD_PLACED || word_pool(word) >= POOLS) return;
  uint8_t class = (uint8_t)((size + CLASS_BYTES - 1) / CLASS_BYTES);
  struct pool *pool = &pools[word_arena(word) % MOST_ARENAS][word_pool(word)];
  if (pool->live == 0 && pool->emptied) reached[pool->class == class ? REACHED_SAME_CLASS : REACHED_OTHER_CLASS]++;
  pool->emptied = 0;
  pool->class = class;
  pool->live++;
  live_in[word_arena(word) % MOST_ARENAS]++;
  if (class != 0 && pool->live == (bytes_of_pool - POOL_HEADER) / (class * CLASS_BYTES)) reached[REACHED_FULL_POOL]++;
}

static void give(uint64_t word)
{
  if (word_kind(word) != WORD_PLACED || word_pool(word) >= POOLS) return;
  uint32_t arena = word_arena(word) % MOST_ARENAS;
  struct pool *pool = &pools[arena][word_pool(word)];
  pool->live--;
  pool->emptied = pool->live == 0;
  if (--live_in[arena] == 0 && !is_gone[arena]) reached[REACHED_EMPTY_KEPT]++;
}

void reached_outcome(const struct operation *operation, uint64_t word)
{
  uint64_t *block = &word_of[operation->slot];
  operations++;
  if (word_kind(word) == WORD_REFUSED) {
    reached[REACHED_REFUSED + operation->kind]++;
    return;
  }
  if (operation->kind == REALLOC && word_kind(*block) == WORD_PLACED) {
    reached[*block == word ? REACHED_IN_PLACE : REACHED_MOVED]++;
    if (*block == word) return;
  }
  uint64_t old = *block;
  *block = operation->kind == FREE ? 0 : word;
  size_t size = operation->kind == CALLOC ? operation->count * operation->size : operation->size;
  if (operation->kind != FREE) take(word, size); /* a moved block is there before the old one is freed */
  give(old);
}
