/* The arenas that have a free pool, those with the fewest first.
 *
 * They stand in usable_at from the back to the front: usable_at[usable_count - 1] is the one to be used next. */
#ifndef HEAPPROOF_USABLE_H
#define HEAPPROOF_USABLE_H
#include <stdint.h>
#include "links.h"

extern uint32_t usable_count;
extern uint32_t usable_at[ARENAS_END];
extern uint32_t usable_place[ARENAS_END]; /* one more than the index at which an arena stands, or 0 */
extern uint32_t free_pools[ARENAS_END];   /* how many pools of an arena are free; 0 when it is not open */

/* Puts an arena that has no free pool to the front, with `pools` free ones. */
void usable_push(uint32_t arena, uint32_t pools);

/* The first arena has one free pool less; with none left it stands here no longer. */
void usable_take(void);

/* An arena has one free pool more: it moves behind all that have fewer. */
void usable_rise(uint32_t arena);

/* Takes an arena out; it has no free pools then. */
void usable_remove(uint32_t arena);

#endif
