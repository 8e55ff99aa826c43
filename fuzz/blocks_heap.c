/* Blocks at addresses that are always the same: see blocks_heap.h.
 *
 * Before each block stands its size.  One given back is taken again, the last one first, by a request of the same size in
 * granules; AddressSanitizer, where it is there, knows what is in use. */
#define _GNU_SOURCE
#include "blocks_heap.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "os/system.h"
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(address, bytes) ((void)(address), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(address, bytes) ((void)(address), (void)(bytes))
#endif

enum { ROOM = 1 << 24, GRANULE = 16, GRANULES = 1024 };
#define PLACE ((void *)0x200000000000) /* far from what the system and the sanitizers choose */

struct block {
  size_t size;
  struct block *next; /* given back before it */
};

static char *room;
static size_t used;
static struct block *given_back[GRANULES];

static size_t granules_of(size_t size)
{
  return size / GRANULE + 2; /* the header, and at least one byte behind it */
}

static void *take(size_t size)
{
  if (size >= ROOM) return NULL;
  size_t granules = granules_of(size), bytes = granules * GRANULE;
  struct block *block = granules < GRANULES ? given_back[granules] : NULL;
  if (block == NULL) {
    if (bytes > ROOM - used) return NULL;
    block = (struct block *)(void *)(room + used);
    used += bytes;
  } else {
    ASAN_UNPOISON_MEMORY_REGION(block, sizeof *block);
    given_back[granules] = block->next;
  }
  ASAN_UNPOISON_MEMORY_REGION(block, sizeof *block + size);
  block->size = size;
  ASAN_POISON_MEMORY_REGION(block, sizeof *block);
  return block + 1;
}

static void give(void *place)
{
  if (place == NULL) return;
  struct block *block = (struct block *)place - 1;
  ASAN_UNPOISON_MEMORY_REGION(block, sizeof *block);
  size_t granules = granules_of(block->size);
  if (granules < GRANULES) {
    block->next = given_back[granules];
    given_back[granules] = block;
  }
  ASAN_POISON_MEMORY_REGION(block, granules * GRANULE);
}

static void *resize(void *place, size_t size)
{
  void *fresh = take(size);
  if (place == NULL || fresh == NULL) return fresh;
  struct block *block = (struct block *)place - 1;
  ASAN_UNPOISON_MEMORY_REGION(block, sizeof *block);
  memcpy(fresh, place, block->size < size ? block->size : size);
  give(place);
  return fresh;
}

static const struct system_blocks blocks = {take, resize, give};

void blocks_heap_begin(void)
{
  if (room == NULL) {
    room = mmap(PLACE, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) abort();
    ASAN_POISON_MEMORY_REGION(room, ROOM);
  }
  ASAN_POISON_MEMORY_REGION(room, used);
  used = 0;
  memset(given_back, 0, sizeof given_back);
  system_set_blocks(&blocks);
}
