/* What the byte module takes from the system: see system.h. */
#define _GNU_SOURCE
#include "system.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* How many requests are left up to the one that fails; 0: none does. */
static uint64_t until_arena, until_block, until_any;
static uint64_t requests, failures;

static int is_due(uint64_t *until)
{
  if (*until == 0) return 0;
  (*until)--;
  return *until == 0;
}

static int fails(uint64_t *until)
{
  int due = is_due(until), any = is_due(&until_any);
  requests++;
  failures += due || any;
  return due || any;
}

void system_fail_arena(uint64_t nth)
{
  until_arena = nth;
}

void system_fail_block(uint64_t nth)
{
  until_block = nth;
}

void system_fail_any(uint64_t nth)
{
  until_any = nth;
}

uint64_t system_requests(void)
{
  return requests;
}

uint64_t system_failures(void)
{
  return failures;
}

/* --- arenas --- */

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

const struct system_arenas system_unaligned = {NULL, map_anywhere, unmap};
static struct system_arenas arenas;

void system_set_arenas(const struct system_arenas *chosen)
{
  arenas = chosen != NULL ? *chosen : (struct system_arenas){NULL, NULL, NULL};
}

int system_gives_arenas(void)
{
  return arenas.map != NULL;
}

void *system_map(size_t bytes)
{
  return fails(&until_arena) ? NULL : arenas.map(arenas.context, bytes);
}

void system_unmap(void *address, size_t bytes)
{
  void (*give)(void *context, void *address, size_t bytes) = arenas.unmap != NULL ? arenas.unmap : unmap;
  give(arenas.context, address, bytes);
}

/* --- address space --- */

static void *no_access(void *place, size_t bytes)
{
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (place != NULL ? MAP_FIXED : 0);
  void *address = mmap(place, bytes, PROT_NONE, flags, -1, 0);
  return address == MAP_FAILED ? NULL : address;
}

/* With room to align it; the rest goes back. */
void *system_reserve(size_t bytes, size_t alignment)
{
  char *address = no_access(NULL, bytes + alignment);
  if (address == NULL) return NULL;
  size_t late = (alignment - (uintptr_t)address % alignment) % alignment;
  if (late != 0) munmap(address, late);
  munmap(address + late + bytes, alignment - late);
  return address + late;
}

void system_unreserve(void *address, size_t bytes)
{
  munmap(address, bytes);
}

int system_commit(void *address, size_t bytes)
{
  return !fails(&until_arena) && mprotect(address, bytes, PROT_READ | PROT_WRITE) == 0;
}

/* A new mapping in its place: the old pages go back at once. */
void system_decommit(void *address, size_t bytes)
{
  (void)no_access(address, bytes);
}

/* Only whole large pages: what is left at both ends stays as it is. */
void system_prefer_large_pages(void *address, size_t bytes)
{
#ifdef MADV_HUGEPAGE
  size_t early = (SYSTEM_LARGE_PAGE - (uintptr_t)address % SYSTEM_LARGE_PAGE) % SYSTEM_LARGE_PAGE;
  if (bytes < early + SYSTEM_LARGE_PAGE) return;
  size_t whole = (bytes - early) / SYSTEM_LARGE_PAGE * SYSTEM_LARGE_PAGE;
  (void)madvise((char *)address + early, whole, MADV_HUGEPAGE);
#else
  (void)address;
  (void)bytes;
#endif
}

/* --- blocks --- */

static const struct system_blocks *source;

void system_set_blocks(const struct system_blocks *blocks)
{
  source = blocks;
}

void *system_malloc(size_t size)
{
  if (fails(&until_block)) return NULL;
  return source == NULL ? malloc(size) : source->malloc(size);
}

static void *zeroed(void *block, size_t bytes)
{
  return block == NULL ? NULL : memset(block, 0, bytes);
}

void *system_calloc(size_t count, size_t size)
{
  if (fails(&until_block)) return NULL;
  return source == NULL ? calloc(count, size) : zeroed(source->malloc(count * size), count * size);
}

void *system_realloc(void *block, size_t size)
{
  if (fails(&until_block)) return NULL;
  return source == NULL ? realloc(block, size) : source->realloc(block, size);
}

void system_free(void *block)
{
  if (source == NULL) free(block);
  else source->free(block);
}
