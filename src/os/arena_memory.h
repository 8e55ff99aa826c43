/* The memory of arenas, and the way between an address in it and a cell of the store.
 *
 * Unless somebody else gives arenas (system.h), they lie in one region of address space that is reserved once, arena n
 * at its place in it: address and cell then follow from each other by arithmetic alone.  Others may lie anywhere; the
 * map knows them.  Invariant: first_pool[arena - 1] is the address of the first pool of an arena whose memory is there,
 * else 0; scattered_arenas counts those that are not in the region. */
#ifndef HEAPPROOF_ARENA_MEMORY_H
#define HEAPPROOF_ARENA_MEMORY_H
#include <stddef.h>
#include <stdint.h>
#include "arena_map.h"
#include "core/blocks.h"
#include "core/small_paths.h"

enum { LARGE_POOL_SHIFT = 14, SMALL_POOL_SHIFT = 12, ARENA_SHIFT = 6, ARENA_PLACES = 1 << ARENA_SHIFT };

extern uint32_t pool_shift; /* a pool is 1 << pool_shift bytes */
extern uintptr_t region_begin;
extern size_t region_bytes; /* 0: not reserved yet */
extern uint32_t scattered_arenas;
extern uintptr_t first_pool[MAX_ARENAS];
/* region_begin while a word has its 8 bytes at the same distance from it as its cell from the first: with large pools, and
 * all arenas in the region.  Else NOWHERE, which is far from every address. */
extern uintptr_t plain_begin;
#define NOWHERE ((uintptr_t)1 << 63)
#define PLAIN_BYTES ((uintptr_t)(FIRST_EXTENT_CELL - FIRST_BLOCK_CELL) * WORD_BYTES)

/* Sets the size of pools; no arena has memory now. */
void memory_begin(uint32_t shift);
/* Memory for an arena that the store is about to open; 0: there is none. `*misaligned`: it has a pool less. */
int memory_add(uint32_t arena, uint32_t *misaligned);
/* Gives the memory of an arena back, if it has any. */
void memory_remove(uint32_t arena);
/* 1 when the address was in an arena that has gone back. */
int memory_was(uintptr_t address);

static inline int has_memory(uint32_t cell)
{
  return first_pool[(cell - FIRST_BLOCK_CELL) / (ARENA_POOLS * POOL_WORDS)] != 0;
}

/* --- the way of nearly every call: what is taken from a pointer or a cell, without a branch more than needed --- */

/* The cell where a granule begins at an address of the region, or 0: then cell_at says what the address is. */
static inline uint32_t plain_cell(const void *pointer)
{
  uintptr_t offset = (uintptr_t)pointer - plain_begin;
  if (offset >= PLAIN_BYTES || offset % GRANULE_BYTES != 0) return 0;
  return (FIRST_GRANULE + (uint32_t)(offset / GRANULE_BYTES)) * GRANULE_WORDS;
}

static inline int is_plain(uint32_t cell)
{
  return plain_begin != NOWHERE && has_memory(cell);
}

/* The address of a cell that is plain.  What does not depend on the cell is in parentheses: it need not wait for it. */
static inline void *plain_address(uint32_t cell)
{
  return (void *)((plain_begin - FIRST_BLOCK_CELL * WORD_BYTES) + (uintptr_t)cell * WORD_BYTES);
}

/* --- the way of all others --- */

/* The address of a cell whose arena has memory. */
static inline void *address_of(uint32_t cell)
{
  uint32_t index = cell - FIRST_BLOCK_CELL, pool = index / POOL_WORDS, arena = pool / ARENA_POOLS;
  uintptr_t in_arena = ((uintptr_t)(pool % ARENA_POOLS) << pool_shift) + index % POOL_WORDS * WORD_BYTES;
  if (scattered_arenas != 0) return (void *)(first_pool[arena] + in_arena);
  return (void *)(region_begin + ((uintptr_t)arena << (pool_shift + ARENA_SHIFT)) + in_arena);
}

/* The cell at this distance from the first pool of arena 1, or 0 when it is the first byte of none. */
static inline uint32_t cell_of_offset(uintptr_t offset)
{
  uintptr_t place = offset >> pool_shift, arena = place / ARENA_PLACES, pool = place % ARENA_PLACES;
  uintptr_t word = (offset & (((uintptr_t)1 << pool_shift) - 1)) / WORD_BYTES;
  if (offset % WORD_BYTES != 0 || pool >= ARENA_POOLS || word >= POOL_WORDS) return 0;
  return FIRST_BLOCK_CELL + (uint32_t)((arena * ARENA_POOLS + pool) * POOL_WORDS + word);
}

/* 1 when the address lies where an arena has memory, or in the region; then the cell there, or 0. */
static inline int cell_at(const void *pointer, uint32_t *cell)
{
  uintptr_t address = (uintptr_t)pointer;
  uint32_t found;
  if (address - region_begin < region_bytes) {
    *cell = cell_of_offset(address - region_begin);
    return 1;
  }
  if (scattered_arenas == 0 || (found = arena_map_find(address)) == 0) return 0;
  uintptr_t arena_bytes = (uintptr_t)1 << (pool_shift + ARENA_SHIFT);
  int is_early = address < first_pool[found - 1]; /* before the first pool of an arena that is not aligned */
  *cell = is_early ? 0 : cell_of_offset((found - 1) * arena_bytes + (address - first_pool[found - 1]));
  return 1;
}

#endif
