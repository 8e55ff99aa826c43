/* Which arena an address lies in: see arena_map.h.
 *
 * What arenas were there and are gone is remembered too, for reports: a ring of their bases, latest last. */
#include "arena_map.h"
#include <string.h>

uint32_t map_shift = 20;
uint8_t map_roots[MAP_ROOTS];
uintptr_t map_base[MAX_ARENAS];
struct map_granule map_leaves[MAP_LEAVES][1u << MAP_LEAF_BITS];

enum { REMEMBERED = 64 };
static uint32_t leaves_used;
static uintptr_t gone[REMEMBERED];
static uint32_t gone_next;

void arena_map_reset(uint32_t shift)
{
  memset(map_roots, 0, sizeof map_roots);
  memset(map_leaves, 0, leaves_used * sizeof map_leaves[0]);
  memset(gone, 0, sizeof gone);
  leaves_used = gone_next = 0;
  map_shift = shift;
}

/* The granule's entry, or null when there is no leaf left for it. */
static struct map_granule *granule_at(uintptr_t granule)
{
  uint8_t *root = &map_roots[granule >> MAP_LEAF_BITS];
  if (*root == 0) {
    if (leaves_used == MAP_LEAVES) return NULL;
    *root = (uint8_t)++leaves_used;
  }
  return &map_leaves[*root - 1][granule & ((1u << MAP_LEAF_BITS) - 1)];
}

static int is_within(uintptr_t base)
{
  return base != 0 && base >> MAP_ADDRESS_BITS == 0 && (base + ((uintptr_t)2 << map_shift)) >> MAP_ADDRESS_BITS == 0;
}

int arena_map_add(uint32_t arena, uintptr_t base)
{
  uintptr_t granule = base >> map_shift;
  if (!is_within(base)) return 0;
  struct map_granule *first = granule_at(granule), *second = granule_at(granule + 1);
  if (first == NULL || second == NULL) return 0;
  first->upper = (uint16_t)(arena + 1);
  if (base != granule << map_shift) second->lower = (uint16_t)(arena + 1);
  map_base[arena] = base;
  return 1;
}

void arena_map_remove(uint32_t arena)
{
  uintptr_t base = map_base[arena], granule = base >> map_shift;
  granule_at(granule)->upper = 0;
  if (base != granule << map_shift) granule_at(granule + 1)->lower = 0;
  gone[gone_next++ % REMEMBERED] = base;
}

int arena_map_was(uintptr_t address)
{
  if (arena_map_find(address) != 0) return 0;
  for (uint32_t i = 0; i < REMEMBERED; i++)
    if (gone[i] != 0 && address - gone[i] < (uintptr_t)1 << map_shift) return 1;
  return 0;
}
