/* What the byte module takes from the system: see system.h. */
#define _GNU_SOURCE
#include "system.h"
#include <stdlib.h>
#include <sys/mman.h>

static uint64_t arenas_until_failure, blocks_until_failure;

static int fails(uint64_t *until)
{
  if (*until == 0) return 0;
  (*until)--;
  return *until == 0;
}

void system_fail_arena(uint64_t nth)
{
  arenas_until_failure = nth;
}

void system_fail_block(uint64_t nth)
{
  blocks_until_failure = nth;
}

static void *map_anywhere(void *context, size_t bytes)
{
  (void)context;
  void *address = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return address == MAP_FAILED ? NULL : address;
}

static void unmap(void *context, void *address, size_t bytes)
{
  (void)context;
  munmap(address, bytes);
}

/* Twice the size always has an aligned part; the rest goes back. */
static void *map_aligned(void *context, size_t bytes)
{
  char *address = map_anywhere(context, 2 * bytes);
  if (address == NULL) return NULL;
  size_t late = (bytes - (uintptr_t)address % bytes) % bytes;
  if (late != 0) munmap(address, late);
  munmap(address + late + bytes, bytes - late);
  return address + late;
}

const struct system_arenas system_aligned = {NULL, map_aligned, unmap};
const struct system_arenas system_unaligned = {NULL, map_anywhere, unmap};
static struct system_arenas arenas = {NULL, map_aligned, unmap};

void system_set_arenas(const struct system_arenas *chosen)
{
  arenas = *chosen;
}

void *system_map(size_t bytes)
{
  return fails(&arenas_until_failure) ? NULL : arenas.map(arenas.context, bytes);
}

void system_unmap(void *address, size_t bytes)
{
  arenas.unmap(arenas.context, address, bytes);
}

void *system_malloc(size_t size)
{
  return fails(&blocks_until_failure) ? NULL : malloc(size);
}

void *system_calloc(size_t count, size_t size)
{
  return fails(&blocks_until_failure) ? NULL : calloc(count, size);
}

void *system_realloc(void *block, size_t size)
{
  return fails(&blocks_until_failure) ? NULL : realloc(block, size);
}

void system_free(void *block)
{
  free(block);
}
