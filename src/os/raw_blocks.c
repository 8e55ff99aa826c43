/* The blocks of the C allocator that are in use: see raw_blocks.h.
 *
 * A table with open addressing, by address.  Invariant: from where a block belongs to where it is there is no empty
 * place; at least half of the places are empty. */
#include "raw_blocks.h"
#include "system.h"

struct entry {
  void *block; /* null: empty */
  size_t size;
};

enum { FIRST_PLACES = 64 };
static struct entry *table;
static size_t places; /* a power of two, or 0 */
static uint32_t count;

static size_t home_of(const void *block)
{
  return (size_t)(((uintptr_t)block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (places - 1);
}

/* Where the block is, or the empty place where it would be. */
static size_t place_of(const void *block)
{
  size_t place = home_of(block);
  while (table[place].block != NULL && table[place].block != block) place = (place + 1) & (places - 1);
  return place;
}

int raw_blocks_reserve(void)
{
  if (places != 0 && (size_t)count * 2 < places) return 1;
  struct entry *old = table;
  size_t old_places = places, wanted = places == 0 ? FIRST_PLACES : places * 2;
  struct entry *fresh = system_calloc(wanted, sizeof *fresh);
  if (fresh == NULL) return 0;
  table = fresh;
  places = wanted;
  for (size_t i = 0; i < old_places; i++)
    if (old[i].block != NULL) table[place_of(old[i].block)] = old[i];
  system_free(old);
  return 1;
}

void raw_blocks_add(void *block, size_t size)
{
  table[place_of(block)] = (struct entry){block, size};
  count++;
}

size_t raw_blocks_size(const void *block)
{
  if (count == 0 || block == NULL) return RAW_UNKNOWN;
  size_t place = place_of(block);
  return table[place].block == NULL ? RAW_UNKNOWN : table[place].size;
}

int raw_blocks_hold(const void *address)
{
  size_t cursor = 0, size;
  const void *block;
  while ((block = raw_blocks_next(&cursor, &size)) != NULL)
    if ((uintptr_t)address - (uintptr_t)block - 1 < size - 1 && size > 1) return 1;
  return 0;
}

/* Entries after the hole that belong at or before it move up, so that no search stops too early. */
void raw_blocks_remove(const void *block)
{
  size_t hole = place_of(block), next = hole;
  count--;
  for (;;) {
    next = (next + 1) & (places - 1);
    if (table[next].block == NULL) break;
    size_t home = home_of(table[next].block);
    if (((next - home) & (places - 1)) < ((next - hole) & (places - 1))) continue;
    table[hole] = table[next];
    hole = next;
  }
  table[hole].block = NULL;
}

uint32_t raw_blocks_count(void)
{
  return count;
}

void *raw_blocks_next(size_t *cursor, size_t *size)
{
  while (*cursor < places) {
    const struct entry *entry = &table[(*cursor)++];
    if (entry->block == NULL) continue;
    *size = entry->size;
    return entry->block;
  }
  return NULL;
}

void raw_blocks_reset(void)
{
  system_free(table);
  table = NULL;
  places = 0;
  count = 0;
}
