/* The arenas that have a free pool, those with the fewest first.
 *
 * They stand in usable_at from the back to the front: usable_at[usable_count - 1] is the one to be used next.
 *
 * Invariant (Usables): exactly the arenas with free pools stand there, each at a place it knows, sorted by the number
 * of their free pools.  An all-zero store has none.  It holds between any two calls. */
#ifndef HEAPPROOF_USABLE_H
#define HEAPPROOF_USABLE_H
#include <stdint.h>
#include "links.h"

extern uint32_t usable_count;
extern uint32_t usable_at[ARENAS_END];
extern uint32_t usable_place[ARENAS_END]; /* one more than the index at which an arena stands, or 0 */
extern uint32_t free_pools[ARENAS_END];   /* how many pools of an arena are free; 0 when it is not open */

#ifdef __FRAMAC__
#include "acsl/usable.acsl"
#endif

/* Puts an arena that has no free pool to the front, with `pools` free ones. */
/*@ requires   usable: Usables;
    requires   out:    IsArena(arena) && usable_place[arena] == 0;
    requires   pools:  1 <= pools <= ARENA_POOLS && (usable_count == 0 || pools == 1);
    terminates \true;
    exits      \false;
    assigns    usable_count, usable_at[usable_count], usable_place[arena], free_pools[arena];
    USABLE_ENSURES
    ensures    first:  UsableFirst(arena) && usable_count == \old(usable_count) + 1;
    ensures    pools:  free_pools[arena] == pools;
*/
void usable_push(uint32_t arena, uint32_t pools);

/* The first arena has one free pool less; with none left it stands here no longer. */
/*@ requires   usable: Usables && usable_count > 0;
    terminates \true;
    exits      \false;
    assigns    usable_count, usable_place[usable_at[usable_count - 1]], free_pools[usable_at[usable_count - 1]];
    USABLE_ENSURES
    ensures    less:   free_pools[\old(usable_at[usable_count - 1])] ==
                         \old(free_pools[usable_at[usable_count - 1]]) - 1;
    ensures    stays:  free_pools[\old(usable_at[usable_count - 1])] != 0 ==> usable_count == \old(usable_count);
    ensures    leaves: free_pools[\old(usable_at[usable_count - 1])] == 0 ==> usable_count == \old(usable_count) - 1;
*/
void usable_take(void);

/* An arena has one free pool more: it moves behind all that have fewer; the others keep their order. */
/*@ requires   usable: Usables;
    requires   in:     ArenaUsable(arena) && free_pools[arena] < ARENA_POOLS;
    terminates \true;
    exits      \false;
    assigns    usable_at[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1], free_pools[arena];
    USABLE_ENSURES
    ensures    more:   free_pools[arena] == \old(free_pools[arena]) + 1;
    ensures    down:   0 < usable_place[arena] <= \old(usable_place[arena]);
    ensures    fewer:  usable_place[arena] > 1 ==>
                         free_pools[usable_at[usable_place[arena] - 2]] >= free_pools[arena];
    ensures    moved:  \forall integer i; usable_place[arena] <= i < \old(usable_place[arena]) ==>
                         free_pools[usable_at[i]] < free_pools[arena];
    ensures    back:   SameOrderIn{Pre,Here}(0, usable_place[arena] - 1);
    ensures    passed: OrderRisen{Pre,Here}(usable_place[arena] - 1, \old(usable_place[arena]) - 1);
    ensures    front:  SameOrderIn{Pre,Here}(\old(usable_place[arena]), usable_count);
*/
void usable_rise(uint32_t arena);

/* Takes an arena out; it has no free pools then, and the others keep their order. */
/*@ requires   usable: Usables;
    requires   in:     ArenaUsable(arena);
    terminates \true;
    exits      \false;
    assigns    usable_count, usable_at[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1], free_pools[arena];
    USABLE_ENSURES
    ensures    less:   usable_count == \old(usable_count) - 1;
    ensures    out:    usable_place[arena] == 0 && free_pools[arena] == 0;
    ensures    back:   SameOrderIn{Pre,Here}(0, \old(usable_place[arena]) - 1);
    ensures    closed: OrderFallen{Pre,Here}(\old(usable_place[arena]) - 1, usable_count);
*/
void usable_remove(uint32_t arena);

#endif
