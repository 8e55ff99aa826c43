/* The naive oracle of the byte allocator: see blocks_oracle.h. */
#include "blocks_oracle.h"
#include "os/bytes.h"
#include "program/malloc_stats.h"

enum { HEAD = 16, TAIL = 8, ALIGNMENT = 16 };
static struct interval intervals[MOST_BLOCKS];
static uint32_t slots;
static size_t head, tail;
static int last_arena_is_kept, had_arena;

void intervals_begin(int guarded, int last_is_kept, uint32_t most)
{
  slots = most;
  last_arena_is_kept = last_is_kept;
  had_arena = 0;
  head = guarded ? HEAD : 0;
  tail = guarded ? TAIL : 0;
  for (uint32_t slot = 0; slot < slots; slot++) intervals[slot] = (struct interval){NULL, 0, 0};
}

struct interval *interval_at(uint32_t slot)
{
  return &intervals[slot % slots];
}

void interval_fill(struct interval *interval, uint8_t pattern)
{
  interval->pattern = pattern;
  for (size_t i = 0; i < interval->size; i++) interval->block[i] = (unsigned char)(pattern + i);
}

const char *interval_whole(const struct interval *interval, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (interval->block[i] != (unsigned char)(interval->pattern + i)) return "the contents of a block have changed";
  return NULL;
}

const char *interval_fits(const unsigned char *block, size_t size, const struct interval *except)
{
  uintptr_t begin = (uintptr_t)block - head, end = (uintptr_t)block + size + tail;
  if (begin % ALIGNMENT != 0) return "a block is not aligned";
  if (end - begin > bytes_size(block - head) && size + head + tail > 0) return "a block is too small";
  for (uint32_t slot = 0; slot < slots; slot++) {
    const struct interval *other = &intervals[slot];
    if (other->block == NULL || other == except) continue;
    uintptr_t other_begin = (uintptr_t)other->block - head, other_end = (uintptr_t)other->block + other->size + tail;
    if (begin == other_begin || (begin < other_end && other_begin < end)) return "two blocks overlap";
  }
  return NULL;
}

static int is_known(const void *block)
{
  for (uint32_t slot = 0; slot < slots; slot++)
    if (intervals[slot].block != NULL && intervals[slot].block - head == (const unsigned char *)block) return 1;
  return 0;
}

static const char *compare_lists(uint32_t count)
{
  struct bytes_cursor cursor = {0, 0};
  uint32_t found = 0;
  for (void *block; (block = bytes_next(&cursor)) != NULL; found++)
    if (!is_known(block)) return "the allocator has a block in use that nobody has";
  return found == count ? NULL : "the allocator does not list all blocks in use";
}

static const char *compare_statistics(uint64_t count, uint64_t bytes)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  if (malloc_stats_blocks(&stats) != count) return "the statistics have another number of blocks";
  if (stats.bytes_in_use != bytes) return "the statistics have another number of bytes in use";
  if (malloc_stats_total(&stats) != stats.arenas * stats.arena_bytes) return "the statistics lose bytes";
  if (stats.arenas != stats.arenas_total - stats.arenas_reclaimed) return "the statistics lose arenas";
  return NULL;
}

/* A block lies in its pool, behind the header. */
static const char *compare_place(const struct bytes_place *place, uint64_t size)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  if (place->offset < HEADER_WORDS * WORD_BYTES || place->offset + size > stats.pool_bytes)
    return "a block is not inside of its pool";
  return (place->offset - HEADER_WORDS * WORD_BYTES) % size == 0 ? NULL : "a block is between two places";
}

/* --- arenas --- */

static int in_pool(const struct interval *interval, uint32_t arena, uint32_t pool)
{
  struct bytes_place place;
  return interval->block != NULL && bytes_place(interval->block - head, &place) && place.arena == arena &&
         place.pool == pool;
}

static int pool_is_used(uint32_t arena, uint32_t pool)
{
  for (uint32_t slot = 0; slot < MOST_BLOCKS; slot++)
    if (in_pool(&intervals[slot], arena, pool)) return 1;
  return 0;
}

static uint32_t pools_used(uint32_t arena)
{
  uint32_t used = 0;
  for (uint32_t pool = 0; pool < ARENA_POOLS; pool++) used += (uint32_t)pool_is_used(arena, pool);
  return used;
}

static uint32_t pools_of(uint32_t arena)
{
  return arena_limit[arena] == 0 ? 0 : arena_limit[arena] - arena * ARENA_POOLS;
}

const char *block_placed(const unsigned char *block)
{
  struct bytes_place place;
  if (!bytes_place(block - head, &place) || pool_is_used(place.arena, place.pool)) return NULL;
  uint32_t left = pools_of(place.arena) - pools_used(place.arena);
  for (uint32_t arena = 1; arena < ARENAS_END; arena++) {
    uint32_t used = pools_used(arena);
    if (used > 0 && used < pools_of(arena) && pools_of(arena) - used < left)
      return "a new pool is not of the arena that has the fewest left";
  }
  return NULL;
}

/* An empty arena goes back to the system, but the last one, where that one is kept. */
static const char *compare_arenas(void)
{
  uint64_t open = 0, inhabited = 0;
  for (uint32_t arena = 1; arena < ARENAS_END; arena++) {
    open += arena_limit[arena] != 0;
    inhabited += pools_used(arena) > 0;
  }
  if (inhabited > 0) had_arena = 1;
  if (open > inhabited + (uint64_t)last_arena_is_kept) return "an empty arena is not given back";
  return open == 0 && had_arena && last_arena_is_kept ? "the last arena is given back" : NULL;
}

const char *intervals_agree(void)
{
  struct bytes_place place;
  uint32_t count = 0;
  uint64_t small = 0, bytes = 0;
  for (uint32_t slot = 0; slot < slots; slot++) {
    const struct interval *interval = &intervals[slot];
    if (interval->block == NULL) continue;
    const char *wrong = interval_whole(interval, interval->size);
    if (wrong == NULL) wrong = interval_fits(interval->block, interval->size, interval);
    if (wrong != NULL) return wrong;
    if (bytes_state(interval->block - head) != BYTES_IN_USE) return "a block in use is not known as one";
    count++;
    if (!bytes_place(interval->block - head, &place)) continue;
    small++;
    bytes += bytes_size(interval->block - head);
    wrong = compare_place(&place, bytes_size(interval->block - head));
    if (wrong != NULL) return wrong;
  }
  const char *different = compare_lists(count);
  if (different == NULL) different = compare_statistics(small, bytes);
  return different != NULL ? different : compare_arenas();
}
