/* The pools of each size class that have room, in lists: a pool is linked at the front and unlinked anywhere.
 *
 * Pool 0 does not exist, so 0 ends a list. */
#ifndef HEAPPROOF_LINKS_H
#define HEAPPROOF_LINKS_H
#include <stdint.h>
#include "sizes.h"

/* Arena a of 1 .. MAX_ARENAS has the pools ARENA_POOLS * a + k; arena 0 and its pools do not exist. */
#define ARENAS_END (MAX_ARENAS + 1u)
#define FIRST_POOL ARENA_POOLS
#define POOLS_END (ARENAS_END * ARENA_POOLS)

extern uint32_t first_linked[CLASSES_END];
extern uint32_t next_linked[POOLS_END];
extern uint32_t previous_linked[POOLS_END];
extern uint32_t link_class[POOLS_END]; /* the class in whose list a pool stands, or NO_CLASS */
extern uint64_t links_made;

/* Puts a pool that stands in no list at the front of the list of a class. */
void link_push(uint32_t pool, uint32_t class);

/* Takes a pool out of its list. */
void link_remove(uint32_t pool);

#endif
