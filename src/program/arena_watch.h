/* Which arenas the store has opened and closed since somebody looked.
 *
 * The store reuses the numbers of its arenas; here each has an ordinal, from 0 in the order of their opening, that no
 * other gets.  To be asked after every operation of the store that may close one, and after every request. */
#ifndef HEAPPROOF_ARENA_WATCH_H
#define HEAPPROOF_ARENA_WATCH_H
#include <stdint.h>

struct arena_change {
  int opened; /* else closed */
  uint64_t ordinal;
  uint32_t pools;
};

/* The store is empty. */
void arena_watch_start(void);
/* The next change, or 0. */
int arena_watch_next(struct arena_change *change);
/* Of an arena that is open. */
uint64_t arena_ordinal(uint32_t arena);

#endif
