/* The memory of arenas: see arena_memory.h. */
#include "arena_memory.h"
#include "system.h"

_Static_assert(ARENA_PLACES >= ARENA_POOLS && POOL_WORDS * WORD_BYTES <= 1u << LARGE_POOL_SHIFT &&
                   SMALL_POOL_WORDS * WORD_BYTES <= 1u << SMALL_POOL_SHIFT,
               "an arena's memory has room for its pools");

/* 16 arenas of either size are whole large pages. */
enum { LARGE_FROM = 17 };
_Static_assert(MAX_ARENAS < LARGE_FROM || MAX_ARENAS % (LARGE_FROM - 1) == 0, "the region is whole large pages");

uint32_t pool_shift = LARGE_POOL_SHIFT;
uintptr_t region_begin;
size_t region_bytes;
uint32_t scattered_arenas;
uintptr_t first_pool[MAX_ARENAS];
uintptr_t plain_begin = NOWHERE;

static size_t arena_bytes(void)
{
  return (size_t)1 << (pool_shift + ARENA_SHIFT);
}

/* After every change of what plain_begin depends on. */
static void set_plain(void)
{
  int fits = ARENA_POOLS == ARENA_PLACES && POOL_WORDS * WORD_BYTES == 1u << pool_shift; /* not in the small build */
  plain_begin = fits && region_bytes != 0 && scattered_arenas == 0 ? region_begin : NOWHERE;
}

void memory_begin(uint32_t shift)
{
  if (region_bytes != 0) system_unreserve((void *)region_begin, region_bytes);
  region_begin = 0;
  region_bytes = 0;
  pool_shift = shift;
  set_plain();
  arena_map_reset(shift + ARENA_SHIFT);
}

/* --- arenas in the region --- */

static int reserve_region(void)
{
  if (region_bytes != 0) return 1;
  void *region = system_reserve(MAX_ARENAS * arena_bytes(), SYSTEM_LARGE_PAGE);
  if (region == NULL) return 0;
  region_begin = (uintptr_t)region;
  region_bytes = MAX_ARENAS * arena_bytes();
  set_plain();
  return 1;
}

/* A heap of many arenas has more pages than the processor has entries for.  From LARGE_FROM on, arenas and what the
 * store keeps about their blocks are therefore wished for in large pages; a small heap would only grow by them.
 * Arenas that share a large page become accessible together, else the system would not make one. */
static int commit_large(uintptr_t base, uint32_t arena)
{
  uintptr_t begin = base - base % SYSTEM_LARGE_PAGE;
  if (!system_commit((void *)begin, SYSTEM_LARGE_PAGE)) return 0;
  system_prefer_large_pages((void *)begin, SYSTEM_LARGE_PAGE);
  if (arena != LARGE_FROM) return 1;
  uint32_t first = POOL_BASE(arena * ARENA_POOLS);
  system_prefer_large_pages(&block_at[first], (GRANULES - first) * sizeof block_at[0]);
  system_prefer_large_pages(&block_held[first], (GRANULES - first) * sizeof block_held[0]);
  return 1;
}

static int add_in_region(uint32_t arena)
{
  if (!reserve_region()) return 0;
  uintptr_t base = region_begin + (arena - 1) * arena_bytes();
  int is_early = MAX_ARENAS < LARGE_FROM || arena < LARGE_FROM; /* in the small build, all are */
  if (is_early ? !system_commit((void *)base, arena_bytes()) : !commit_large(base, arena)) return 0;
  first_pool[arena - 1] = base;
  return 1;
}

/* --- arenas anywhere --- */

static int add_anywhere(uint32_t arena, uint32_t *misaligned)
{
  uintptr_t base = (uintptr_t)system_map(arena_bytes()), pool_bytes = (uintptr_t)1 << pool_shift;
  uintptr_t late = (pool_bytes - base % pool_bytes) % pool_bytes;
  if (base == 0) return 0;
  if (!arena_map_add(arena - 1, base)) {
    system_unmap((void *)base, arena_bytes());
    return 0;
  }
  first_pool[arena - 1] = base + late;
  scattered_arenas++;
  set_plain();
  *misaligned = late != 0;
  return 1;
}

int memory_add(uint32_t arena, uint32_t *misaligned)
{
  *misaligned = 0;
  memory_remove(arena); /* the object heap closes arenas without a word */
  return system_gives_arenas() ? add_anywhere(arena, misaligned) : add_in_region(arena);
}

void memory_remove(uint32_t arena)
{
  uintptr_t first = first_pool[arena - 1];
  if (first == 0) return;
  first_pool[arena - 1] = 0;
  if (first - region_begin < region_bytes) {
    system_decommit((void *)first, arena_bytes());
    return;
  }
  uintptr_t base = map_base[arena - 1];
  arena_map_remove(arena - 1);
  scattered_arenas--;
  set_plain();
  system_unmap((void *)base, arena_bytes());
}

int memory_was(uintptr_t address)
{
  if (address - region_begin >= region_bytes) return arena_map_was(address);
  uint32_t arena = (uint32_t)((address - region_begin) / arena_bytes()) + 1;
  return first_pool[arena - 1] == 0 && arena <= arenas_begun;
}
