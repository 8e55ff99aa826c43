/* Arenas opened and closed: see arena_watch.h.
 *
 * Invariant: names[arena] is the ordinal and 1 of an arena that was told of as opened and not as closed, else 0. */
#include "program/arena_watch.h"
#include <string.h>

static uint64_t names[ARENAS_END];
uint64_t arenas_seen_opened, arenas_seen_closed;

void arena_watch_start(void)
{
  memset(names, 0, sizeof names);
  arenas_seen_opened = arenas_seen_closed = 0;
}

static int note_closed(uint32_t arena, struct arena_change *change)
{
  *change = (struct arena_change){0, names[arena] - 1, 0};
  names[arena] = 0;
  arenas_seen_closed++;
  return 1;
}

static int note_opened(uint32_t arena, struct arena_change *change)
{
  *change = (struct arena_change){1, arenas_seen_opened, arena_limit[arena] - arena * ARENA_POOLS};
  arenas_seen_opened++;
  names[arena] = arenas_seen_opened;
  return 1;
}

int arena_watch_find(struct arena_change *change)
{
  for (uint32_t arena = 1; arena < ARENAS_END; arena++)
    if (names[arena] != 0 && arena_limit[arena] == 0) return note_closed(arena, change);
  for (uint32_t arena = 1; arena < ARENAS_END; arena++)
    if (names[arena] == 0 && arena_limit[arena] != 0) return note_opened(arena, change);
  return 0;
}

uint64_t arena_ordinal(uint32_t arena)
{
  return names[arena] - 1;
}
