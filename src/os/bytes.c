/* An allocator of bytes: see bytes.h.
 *
 * Invariant, between calls: first_pool[arena - 1] is the address of the first pool of an arena that is in the map and
 * whose memory is mapped, else 0; every block in use is in such an arena or in the table of raw blocks.  The casts between addresses and cells are all in `cell_at` and `address_of`. */
#include "bytes.h"
#include <stdio.h>
#include <string.h>
#include "arena_map.h"
#include "core/blocks.h"
#include "raw_blocks.h"
#include "system.h"

enum { LARGE_POOL_SHIFT = 14, SMALL_POOL_SHIFT = 12, ARENA_SHIFT = 6, SMALL_POOL = 4096, LARGE_POOL = 16384 };
_Static_assert(1u << ARENA_SHIFT >= ARENA_POOLS && POOL_WORDS * WORD_BYTES <= 1u << LARGE_POOL_SHIFT &&
                   SMALL_POOL_WORDS * WORD_BYTES <= 1u << SMALL_POOL_SHIFT,
               "an arena's memory has room for its pools");

static uint32_t pool_shift = LARGE_POOL_SHIFT;
static uintptr_t first_pool[MAX_ARENAS]; /* by the store's number less 1 */

/* --- reports --- */

static void print_problem(void *context, const struct bytes_problem *problem)
{
  static const char *const states[] = {"in use", "a block that is free", "no begin of a block",
                                       "in an arena that was given back", "no block of this allocator"};
  (void)context;
  fprintf(stderr, "heapproof: ");
  switch (problem->kind) {
  case BYTES_NOT_IN_USE: fprintf(stderr, "%p is %s", problem->block, states[problem->state]); break;
  case BYTES_OTHER_API:
    fprintf(stderr, "%p of %zu bytes was taken by API '%c' and is used by '%c'", problem->block, problem->size,
            problem->api, problem->used);
    break;
  default:
    fprintf(stderr, "%p of %zu bytes, API '%c': a byte %s it was written, at offset %td", problem->block, problem->size,
            problem->api != 0 ? problem->api : '?', problem->kind == BYTES_UNDERFLOW ? "before" : "after",
            problem->offset);
    break;
  }
  fputc('\n', stderr);
}

static bytes_reporter *current_reporter = print_problem;
static void *reporter_context;

void bytes_set_reporter(bytes_reporter *reporter, void *context)
{
  current_reporter = reporter != NULL ? reporter : print_problem;
  reporter_context = context;
}

void bytes_report(const struct bytes_problem *problem)
{
  current_reporter(reporter_context, problem);
}

static void report_not_in_use(const void *block)
{
  struct bytes_problem problem = {.kind = BYTES_NOT_IN_USE, .block = block, .state = bytes_state(block)};
  bytes_report(&problem);
}

/* --- addresses and cells --- */

static size_t arena_bytes(void)
{
  return (size_t)1 << (pool_shift + ARENA_SHIFT);
}

static inline void *address_of(uint32_t cell)
{
  uint32_t index = cell - FIRST_BLOCK_CELL, pool = index / POOL_WORDS;
  uintptr_t offset = (uintptr_t)(pool % ARENA_POOLS) << pool_shift | index % POOL_WORDS * WORD_BYTES;
  return (void *)(first_pool[pool / ARENA_POOLS] + offset);
}

/* The cell at an address of arena `found` - 1, or 0 when it is no cell's first byte. */
static inline uint32_t cell_at(uintptr_t address, uint32_t found)
{
  uintptr_t offset = address - first_pool[found - 1], pool = offset >> pool_shift;
  uintptr_t word = (offset & (((uintptr_t)1 << pool_shift) - 1)) / WORD_BYTES;
  if (offset % WORD_BYTES != 0 || pool >= ARENA_POOLS || word >= POOL_WORDS) return 0;
  return FIRST_BLOCK_CELL + ((found - 1) * ARENA_POOLS + (uint32_t)pool) * POOL_WORDS + (uint32_t)word;
}

/* The first cell of the pool's block in use at an address, or 0. */
static inline uint32_t cell_in_use(const void *block)
{
  uint32_t found = arena_map_find((uintptr_t)block);
  uint32_t cell = found == 0 ? 0 : cell_at((uintptr_t)block, found);
  return cell != 0 && small_state(cell) == BLOCK_IN_USE ? cell : 0;
}

enum bytes_state bytes_state(const void *address)
{
  uint32_t found = arena_map_find((uintptr_t)address);
  if (found == 0) {
    if (raw_blocks_size(address) != RAW_UNKNOWN) return BYTES_IN_USE;
    if (raw_blocks_hold(address)) return BYTES_INTERIOR;
    return arena_map_was((uintptr_t)address) ? BYTES_RETURNED : BYTES_FOREIGN;
  }
  uint32_t cell = cell_at((uintptr_t)address, found);
  uint32_t state = cell == 0 ? (uint32_t)BLOCK_INSIDE : small_state(cell);
  if (state == BLOCK_IN_USE) return BYTES_IN_USE;
  return state == BLOCK_FREE ? BYTES_FREED : BYTES_INTERIOR;
}

int bytes_place(const void *block, struct bytes_place *place)
{
  uint32_t found = arena_map_find((uintptr_t)block);
  uint32_t cell = found == 0 ? 0 : cell_at((uintptr_t)block, found);
  if (cell == 0) return 0;
  uint32_t index = cell - FIRST_BLOCK_CELL;
  *place = (struct bytes_place){found, index / POOL_WORDS % ARENA_POOLS, index % POOL_WORDS * WORD_BYTES};
  return 1;
}

/* --- blocks of the C allocator --- */

static void *noted(void *block, size_t size)
{
  if (block != NULL) raw_blocks_add(block, size);
  return block;
}

void *bytes_raw_malloc(size_t size)
{
  if (size > PTRDIFF_MAX || !raw_blocks_reserve()) return NULL;
  return noted(system_malloc(size == 0 ? 1 : size), size);
}

void *bytes_raw_calloc(size_t count, size_t size)
{
  if ((size != 0 && count > PTRDIFF_MAX / size) || !raw_blocks_reserve()) return NULL;
  size_t bytes = count * size;
  return noted(system_calloc(1, bytes == 0 ? 1 : bytes), bytes);
}

static void raw_free(void *block)
{
  if (raw_blocks_size(block) == RAW_UNKNOWN) {
    report_not_in_use(block);
    return;
  }
  raw_blocks_remove(block);
  system_free(block);
}

static void *raw_realloc(void *block, size_t size)
{
  if (raw_blocks_size(block) == RAW_UNKNOWN) {
    report_not_in_use(block);
    return NULL;
  }
  uintptr_t old = (uintptr_t)block;
  void *moved = system_realloc(block, size == 0 ? 1 : size);
  if (moved == NULL) return NULL;
  raw_blocks_remove((const void *)old);
  return noted(moved, size);
}

/* --- arenas --- */

static void return_arena(uint32_t arena)
{
  uintptr_t base = map_base[arena - 1];
  if (first_pool[arena - 1] == 0) return;
  first_pool[arena - 1] = 0;
  arena_map_remove(arena - 1);
  system_unmap((void *)base, arena_bytes());
}

/* Makes mapped memory that of an arena. */
static int add_arena(uint32_t arena, uintptr_t base, uintptr_t late)
{
  return_arena(arena); /* of an arena with that number that the object heap has closed */
  if (!arena_map_add(arena - 1, base)) return 0;
  first_pool[arena - 1] = base + late;
  return 1;
}

/* Maps memory; `late` is how far into it the first pool begins. */
static uintptr_t map_memory(uintptr_t *late)
{
  uintptr_t base = (uintptr_t)system_map(arena_bytes()), pool_bytes = (uintptr_t)1 << pool_shift;
  *late = (pool_bytes - base % pool_bytes) % pool_bytes;
  return base;
}

/* Takes a block from a new arena, or 0: the system, the map or the store has no room, and nothing has changed. */
static uint32_t take_from_new_arena(uint32_t class)
{
  uintptr_t late, base = map_memory(&late);
  uint32_t misaligned = arena_misaligned, refused = arena_refused;
  if (base == 0) return 0;
  arena_misaligned = late != 0;
  arena_refused = 0;
  uint32_t cell = small_take(class);
  arena_misaligned = misaligned;
  arena_refused = refused;
  if (cell != 0 && add_arena(arena_opened, base, late)) return cell;
  if (cell != 0) small_give(cell);
  system_unmap((void *)base, arena_bytes());
  return 0;
}

/* Memory for an arena that the object heap has opened, for which an arena is only a number. */
static int map_open_arena(uint32_t arena)
{
  uintptr_t late, base = map_memory(&late);
  if (base == 0) return 0;
  int fits = late == 0 || arena_limit[arena] - arena * ARENA_POOLS < ARENA_POOLS;
  if (fits && add_arena(arena, base, late)) return 1;
  system_unmap((void *)base, arena_bytes());
  return 0;
}

/* The address of a block just taken, or 0 when its arena cannot be mapped; then it is given back. */
static void *address_or_none(uint32_t cell)
{
  uint32_t arena = (cell - FIRST_BLOCK_CELL) / (ARENA_POOLS * POOL_WORDS) + 1;
  if (first_pool[arena - 1] != 0 || map_open_arena(arena)) return address_of(cell);
  small_give(cell);
  return NULL;
}

/* A block when no pool of its class is in its list. */
static void *malloc_slowly(uint32_t size)
{
  uint32_t class = class_of(size);
  uint32_t cell = small_needs_arena(class) ? take_from_new_arena(class) : small_take(class);
  void *block = cell != 0 ? address_or_none(cell) : NULL;
  return block != NULL ? block : bytes_raw_malloc(size);
}

/* --- the four operations --- */

void *bytes_malloc(size_t size)
{
  if (size - 1 >= BYTES_SMALL) return bytes_raw_malloc(size);
  uint32_t class = class_of((uint32_t)size);
  if (first_linked[class] == 0) return malloc_slowly((uint32_t)size);
  void *block = address_or_none(small_take(class));
  return block != NULL ? block : bytes_raw_malloc(size);
}

void *bytes_calloc(size_t count, size_t size)
{
  if (size != 0 && count > PTRDIFF_MAX / size) return NULL;
  size_t bytes = count * size;
  if (bytes - 1 >= BYTES_SMALL) return bytes_raw_calloc(count, size);
  void *block = bytes_malloc(bytes);
  if (block != NULL) memset(block, 0, bytes);
  return block;
}

void bytes_free(void *block)
{
  uint32_t found = arena_map_find((uintptr_t)block);
  if (found == 0) {
    if (block != NULL) raw_free(block);
    return;
  }
  uint32_t cell = cell_at((uintptr_t)block, found);
  if (cell == 0 || small_state(cell) != BLOCK_IN_USE) {
    report_not_in_use(block);
    return;
  }
  small_give(cell);
  if (arena_closed != 0) return_arena(arena_closed);
}

static void *move(void *block, size_t kept, size_t size)
{
  void *fresh = bytes_malloc(size);
  if (fresh == NULL) return NULL;
  memcpy(fresh, block, kept);
  bytes_free(block);
  return fresh;
}

void *bytes_realloc(void *block, size_t size)
{
  if (block == NULL) return bytes_malloc(size);
  if (size > PTRDIFF_MAX) return NULL;
  uint32_t found = arena_map_find((uintptr_t)block);
  if (found == 0) return raw_realloc(block, size);
  uint32_t cell = cell_in_use(block);
  if (cell == 0) {
    report_not_in_use(block);
    return NULL;
  }
  uint32_t old = block_bytes(cell);
  if (size > BYTES_SMALL) return move(block, old, size);
  if (block_stays(old, (uint32_t)size)) return block;
  return move(block, moved_bytes(old, (uint32_t)size), size);
}

size_t bytes_size(const void *block)
{
  uint32_t cell = cell_in_use(block);
  if (cell != 0) return block_bytes(cell);
  size_t size = raw_blocks_size(block);
  return size == RAW_UNKNOWN ? 0 : size;
}

int bytes_stays(const void *block, size_t size)
{
  uint32_t cell = cell_in_use(block);
  return cell != 0 && size <= BYTES_SMALL && block_stays(block_bytes(cell), (uint32_t)size);
}

/* --- all blocks --- */

static uint32_t first_cell(uint32_t granule)
{
  return granule * GRANULE_WORDS;
}

/* The cursor counts granules of pools that were used, less the first; then come raw blocks. */
void *bytes_next(struct bytes_cursor *cursor)
{
  size_t size;
  uint32_t end = pools_begun * POOL_GRANULES;
  while (cursor->at < end) {
    uint32_t cell = first_cell(FIRST_GRANULE + cursor->at);
    uint32_t arena = cursor->at / POOL_GRANULES / ARENA_POOLS;
    cursor->at++;
    if (arena_limit[arena + 1] != 0 && small_state(cell) == BLOCK_IN_USE) return address_of(cell);
  }
  return raw_blocks_next(&cursor->raw, &size);
}

static int is_empty(void)
{
  for (uint32_t pool = 0; pool < pools_begun; pool++)
    if (pool_class[FIRST_POOL + pool] != NO_CLASS &&
        pool_block_end[FIRST_POOL + pool] > pool_free_end[FIRST_POOL + pool])
      return 0;
  return 1;
}

static void return_all_arenas(void)
{
  for (uint32_t arena = 1; arena <= arenas_begun; arena++)
    if (arena_limit[arena] != 0) return_arena(arena);
  small_reset();
}

int bytes_configure(uint32_t pool_bytes, int keep_last_arena)
{
  if ((pool_bytes != SMALL_POOL && pool_bytes != LARGE_POOL) || !is_empty()) return 0;
  return_all_arenas();
  pool_shift = pool_bytes == SMALL_POOL ? SMALL_POOL_SHIFT : LARGE_POOL_SHIFT;
  arena_map_reset(pool_shift + ARENA_SHIFT);
  block_profile(pool_bytes == SMALL_POOL, !keep_last_arena);
  return 1;
}

void bytes_reset(void)
{
  struct bytes_cursor cursor = {0, 0};
  size_t size;
  for (void *block; (block = raw_blocks_next(&cursor.raw, &size)) != NULL;) system_free(block);
  raw_blocks_reset();
  return_all_arenas();
}
