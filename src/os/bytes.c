/* An allocator of bytes: see bytes.h.
 *
 * Invariant, between calls: a block in use is in an arena that has memory (arena_memory.h), or in the table of raw
 * blocks. */
#include "bytes.h"
#include <string.h>
#include "arena_memory.h"
#include "raw_blocks.h"
#include "system.h"

/* Functions that are called seldom stay out of those that are called always, which then need fewer registers. */
#define RARE __attribute__((noinline))

enum { SMALL_POOL = 1 << SMALL_POOL_SHIFT, LARGE_POOL = 1 << LARGE_POOL_SHIFT };

RARE static void report_not_in_use(const void *block)
{
  struct bytes_problem problem = {.kind = BYTES_NOT_IN_USE, .block = block, .state = bytes_state(block)};
  bytes_report(&problem);
}

/* The first cell of the pool's block in use at an address, or 0. */
static inline uint32_t cell_in_use(const void *block)
{
  uint32_t cell;
  return cell_at(block, &cell) && cell != 0 && small_holds(cell) ? cell : 0;
}

enum bytes_state bytes_state(const void *address)
{
  uint32_t cell;
  if (raw_blocks_size(address) != RAW_UNKNOWN) return BYTES_IN_USE;
  if (raw_blocks_hold(address)) return BYTES_INTERIOR;
  if (memory_was((uintptr_t)address)) return BYTES_RETURNED;
  if (!cell_at(address, &cell)) return BYTES_FOREIGN;
  uint32_t state = cell == 0 ? (uint32_t)BLOCK_INSIDE : small_state(cell);
  if (state == BLOCK_IN_USE) return BYTES_IN_USE;
  return state == BLOCK_FREE ? BYTES_FREED : BYTES_INTERIOR;
}

int bytes_place(const void *block, struct bytes_place *place)
{
  uint32_t cell;
  if (!cell_at(block, &cell) || cell == 0) return 0;
  uint32_t index = cell - FIRST_BLOCK_CELL, pool = index / POOL_WORDS;
  *place = (struct bytes_place){pool / ARENA_POOLS + 1, pool % ARENA_POOLS, index % POOL_WORDS * WORD_BYTES};
  return 1;
}

/* --- blocks of the C allocator --- */

static void *noted(void *block, size_t size)
{
  if (block != NULL) raw_blocks_add(block, size);
  return block;
}

RARE void *bytes_raw_malloc(size_t size)
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

/* The number that the store gives to the arena it opens next, or 0. */
static uint32_t next_arena(void)
{
  for (uint32_t arena = 1; arena <= MAX_ARENAS; arena++)
    if (arena_limit[arena] == 0) return arena;
  return 0;
}

/* Takes a block from a new arena, or 0: the system or the store has no room, and nothing has changed. */
static uint32_t take_from_new_arena(uint32_t class)
{
  uint32_t arena = next_arena(), misaligned = arena_misaligned, refused = arena_refused;
  if (arena == 0 || !memory_add(arena, &arena_misaligned)) return 0;
  arena_refused = 0;
  uint32_t cell = small_take(class);
  arena_misaligned = misaligned;
  arena_refused = refused;
  if (cell == 0) memory_remove(arena);
  return cell;
}

/* Memory for an arena that the object heap has opened, for which an arena is only a number. */
static int add_late(uint32_t cell)
{
  uint32_t arena = (cell - FIRST_BLOCK_CELL) / (ARENA_POOLS * POOL_WORDS) + 1, misaligned;
  if (!memory_add(arena, &misaligned)) return 0;
  if (!misaligned || arena_limit[arena] - arena * ARENA_POOLS < ARENA_POOLS) return 1;
  memory_remove(arena);
  return 0;
}

/* The address of a block just taken.  Without memory for its arena it is given back, and the C allocator asked. */
RARE static void *placed(uint32_t cell, uint32_t size)
{
  if (has_memory(cell) || add_late(cell)) return address_of(cell);
  small_give(cell);
  return bytes_raw_malloc(size);
}

/* A block when no pool is in the list of its class. */
RARE static void *malloc_slowly(uint32_t size)
{
  uint32_t class = class_of(size);
  uint32_t cell = small_needs_arena(class) ? take_from_new_arena(class) : small_take(class);
  return cell != 0 ? placed(cell, size) : bytes_raw_malloc(size);
}

/* --- the four operations --- */

void *bytes_malloc(size_t size)
{
  if (size - 1 >= BYTES_SMALL) return bytes_raw_malloc(size);
  uint32_t class = class_of((uint32_t)size);
  if (first_linked[class] == 0) return malloc_slowly((uint32_t)size);
  uint32_t cell = small_take(class);
  return is_plain(cell) ? plain_address(cell) : placed(cell, (uint32_t)size);
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

static inline void give(uint32_t cell)
{
  small_give(cell);
  if (arena_closed != 0) memory_remove(arena_closed);
}

/* A block of the C allocator or of an arena elsewhere, or no block in use. */
RARE static void free_slowly(void *block)
{
  uint32_t cell;
  if (!cell_at(block, &cell)) {
    if (block != NULL) raw_free(block);
  } else if (cell == 0 || !small_holds(cell)) {
    report_not_in_use(block);
  } else {
    give(cell);
  }
}

void bytes_free(void *block)
{
  uint32_t cell = plain_cell(block);
  if (cell != 0 && small_holds(cell)) give(cell);
  else free_slowly(block);
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
  uint32_t cell;
  if (!cell_at(block, &cell)) return raw_realloc(block, size);
  if (cell == 0 || !small_holds(cell)) {
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
  for (uint32_t arena = 1; arena <= arenas_begun; arena++) memory_remove(arena);
  small_reset();
}

int bytes_configure(uint32_t pool_bytes, int keep_last_arena)
{
  if ((pool_bytes != SMALL_POOL && pool_bytes != LARGE_POOL) || !is_empty()) return 0;
  return_all_arenas();
  memory_begin(pool_bytes == SMALL_POOL ? SMALL_POOL_SHIFT : LARGE_POOL_SHIFT);
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
