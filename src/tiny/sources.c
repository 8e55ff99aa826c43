/* Arenas that begin where they shall: see sources.h. */
#include "sources.h"
#include "core/limits.h"

enum { LARGEST_ARENA = 1 << 20 };

/* A place for each arena, twice as long as an arena, so that it may begin late; and room to align the first. */
static unsigned char memory[(2 * MAX_ARENAS + 1) * LARGEST_ARENA];
static unsigned char is_used[MAX_ARENAS];
static size_t late; /* bytes from the place's begin to the arena's */

static unsigned char *place_of(uint32_t number)
{
  uintptr_t align = LARGEST_ARENA - (uintptr_t)memory % LARGEST_ARENA;
  return memory + align % LARGEST_ARENA + (size_t)2 * number * LARGEST_ARENA + late;
}

static void *map(void *context, size_t bytes)
{
  (void)context;
  (void)bytes;
  for (uint32_t number = 0; number < MAX_ARENAS; number++)
    if (!is_used[number]) {
      is_used[number] = 1;
      return place_of(number);
    }
  return NULL;
}

static void unmap(void *context, void *address, size_t bytes)
{
  (void)context;
  (void)bytes;
  for (uint32_t number = 0; number < MAX_ARENAS; number++)
    if (place_of(number) == address) is_used[number] = 0;
}

static const struct system_arenas source = {NULL, map, unmap};

const struct system_arenas *source_of(const struct tiny_scope *scope)
{
  late = scope->arenas == ARENAS_MISALIGNED ? scope->pool_bytes / 4 : 0;
  return scope->arenas == ARENAS_RESERVED ? NULL : &source;
}
