/* Which arenas the store has opened and closed since somebody looked.
 *
 * The store reuses the numbers of its arenas; here each has an ordinal, from 0 in the order of their opening, that no
 * other gets.  To be asked after every operation of the store that may close one, and after every request. */
#ifndef HEAPPROOF_ARENA_WATCH_H
#define HEAPPROOF_ARENA_WATCH_H
#include <stdint.h>
#include "core/blocks.h"

struct arena_change {
  int opened; /* else closed */
  uint64_t ordinal;
  uint32_t pools;
};

/* The store is empty. */
void arena_watch_start(void);
/* The next change, or 0.  Nearly always there is none, which is seen without a call. */
extern uint64_t arenas_seen_opened, arenas_seen_closed;
int arena_watch_find(struct arena_change *change);
static inline int arena_watch_next(struct arena_change *change)
{
  if (arenas_seen_opened == arenas_opened && arenas_seen_closed == arenas_reclaimed) return 0;
  return arena_watch_find(change);
}
/* Of an arena that is open. */
uint64_t arena_ordinal(uint32_t arena);

#endif
