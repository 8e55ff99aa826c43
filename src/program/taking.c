/* Blocks of pools that a program has for itself: no object owns them.
 *
 * The store does not say whose a block is, and a program may give back any address.  Invariant: the bit of a granule in
 * `taken` is set when a block begins there that was taken here. */
#include <string.h>
#include "core/heap.h"
#include "program/driver.h"
#include "program/driver_insides.h"

enum { POOL_GRANULES_OF_ALL = (FIRST_EXTENT_CELL - FIRST_BLOCK_CELL) / GRANULE_WORDS };

static uint8_t taken[POOL_GRANULES_OF_ALL / 8 + 1];
static int was_used; /* since the start */

void taking_start(void)
{
  if (was_used) memset(taken, 0, sizeof taken);
  was_used = 0;
}

static uint32_t granule_of(uint32_t first)
{
  return (first - FIRST_BLOCK_CELL) / GRANULE_WORDS;
}

uint32_t driver_take_block(uint32_t bytes)
{
  uint32_t first = heap_take_block(bytes);
  if (first != 0) {
    taken[granule_of(first) / 8] |= (uint8_t)(1u << granule_of(first) % 8);
    was_used = 1;
  }
  driver_look_at_arenas();
  return first;
}

void driver_give_block(uint32_t first)
{
  heap_give_block(first);
  taken[granule_of(first) / 8] &= (uint8_t) ~(1u << granule_of(first) % 8);
  driver_look_at_arenas();
}

int driver_holds_block(uint32_t first)
{
  if (first < FIRST_BLOCK_CELL || first >= FIRST_EXTENT_CELL || first % GRANULE_WORDS != 0) return 0;
  return (taken[granule_of(first) / 8] >> granule_of(first) % 8) & 1;
}
