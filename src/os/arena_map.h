/* Which arena an address lies in, without reading any memory but this table's own.
 *
 * The address space is cut into granules of an arena's size.  Invariant: an arena that is in the map is `upper` of the
 * granule in which it begins and, when it does not begin with the granule, `lower` of the next; every other entry is 0.
 * Entries hold the arena's number and 1.  Leaves come into use as they are needed and stay. */
#ifndef HEAPPROOF_ARENA_MAP_H
#define HEAPPROOF_ARENA_MAP_H
#include <stddef.h>
#include <stdint.h>
#include "core/limits.h"

enum { MAP_ADDRESS_BITS = 48, MAP_LEAF_BITS = 14, MAP_LEAVES = 64, MAP_ROOTS = 65536 };

struct map_granule {
  uint16_t upper, lower;
};

extern uint32_t map_shift;             /* a granule is 1 << map_shift bytes: at least 18 */
extern uint8_t map_roots[MAP_ROOTS];   /* the leaf and 1, or 0 */
extern uintptr_t map_base[MAX_ARENAS]; /* of an arena in the map */
extern struct map_granule map_leaves[MAP_LEAVES][1u << MAP_LEAF_BITS];

/* Empties the map; arenas are of 1 << shift bytes from now on. */
void arena_map_reset(uint32_t shift);
/* 0 when there is no room: the address is beyond 48 bits, or the leaves are used up. */
int arena_map_add(uint32_t arena, uintptr_t base);
void arena_map_remove(uint32_t arena);
/* 1 when the address was in an arena that has been removed, and is in none now. */
int arena_map_was(uintptr_t address);

/* The arena of an address and 1, or 0. */
static inline uint32_t arena_map_find(uintptr_t address)
{
  uintptr_t granule = address >> map_shift;
  if (address >> MAP_ADDRESS_BITS != 0) return 0;
  uint32_t leaf = map_roots[granule >> MAP_LEAF_BITS];
  if (leaf == 0) return 0;
  struct map_granule found = map_leaves[leaf - 1][granule & ((1u << MAP_LEAF_BITS) - 1)];
  if (found.upper != 0 && address >= map_base[found.upper - 1]) return found.upper;
  if (found.lower != 0 && address - map_base[found.lower - 1] < (uintptr_t)1 << map_shift) return found.lower;
  return 0;
}

#endif
