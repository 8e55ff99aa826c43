/* The arenas of a sequence: see arenas.h.
 *
 * Invariant: ordinal_of[place] is the arena there, or NO_ARENA; free_places[0 .. free_count-1] are those without. */
#define _GNU_SOURCE
#include <sys/mman.h>
#include "arenas.h"
#include "sequence.h"
#include "stream.h"

enum { PLACES = 2048, PLACE_BYTES = 2097152 };

static char *reserved, *region;
static size_t bytes_of_pool, bytes_of_arena;
static int64_t ordinal_of[PLACES];
static char *base_of[PLACES];
static uint32_t free_places[PLACES], free_count;
static uint64_t requests, given;

int arenas_begin(size_t pool_bytes, size_t arena_bytes)
{
  size_t bytes = (size_t)PLACES * PLACE_BYTES;
  char *reserved =
      mmap(0, bytes + PLACE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (reserved == MAP_FAILED) return 0;
  region = reserved + (PLACE_BYTES - (uintptr_t)reserved % PLACE_BYTES);
  bytes_of_pool = pool_bytes;
  bytes_of_arena = arena_bytes;
  requests = given = 0;
  free_count = PLACES;
  for (uint32_t i = 0; i < PLACES; i++) {
    ordinal_of[i] = NO_ARENA;
    free_places[i] = PLACES - 1 - i;
  }
  return 1;
}

void arenas_end(void)
{
  munmap(reserved, ((size_t)PLACES + 1) * PLACE_BYTES);
}

void *arena_map(void (*write)(uint64_t word))
{
  enum arena_answer answer = sequence_arena(requests++);
  if (answer == ARENA_REFUSED || free_count == 0) {
    write(stream_word(WORD_ARENA_REFUSED, 0, 0, 0));
    return 0;
  }
  uint32_t place = free_places[--free_count];
  uint64_t pools = bytes_of_arena / bytes_of_pool - (answer == ARENA_MISALIGNED);
  base_of[place] = region + (size_t)place * PLACE_BYTES + (answer == ARENA_MISALIGNED ? bytes_of_pool / 4 : 0);
  ordinal_of[place] = (int64_t)given++;
  write(stream_word(WORD_ARENA_NEW, (uint64_t)ordinal_of[place], pools, 0));
  return base_of[place];
}

int arena_unmap(void *address, void (*write)(uint64_t word))
{
  size_t place = (size_t)((char *)address - region) / PLACE_BYTES;
  if ((char *)address < region || place >= PLACES || ordinal_of[place] == NO_ARENA || base_of[place] != address)
    return 0;
  write(stream_word(WORD_ARENA_FREE, (uint64_t)ordinal_of[place], 0, 0));
  madvise(address, bytes_of_arena, MADV_DONTNEED);
  ordinal_of[place] = NO_ARENA;
  free_places[free_count++] = (uint32_t)place;
  return 1;
}

uint64_t arena_placed(const void *block)
{
  const char *address = block;
  if (address == 0) return stream_word(WORD_REFUSED, 0, 0, 0);
  if (address < region || address >= region + (size_t)PLACES * PLACE_BYTES) return stream_word(WORD_RAW, 0, 0, 0);
  size_t place = (size_t)(address - region) / PLACE_BYTES;
  size_t in_place =
      (size_t)(address - region) % PLACE_BYTES - (base_of[place] == region + place * PLACE_BYTES ? 0 : bytes_of_pool);
  uint64_t ordinal = ordinal_of[place] == NO_ARENA ? 0xFFFFFFF : (uint64_t)ordinal_of[place];
  return stream_word(WORD_PLACED, ordinal, in_place / bytes_of_pool, in_place % bytes_of_pool);
}
