/* Arenas: which are open, and which of their pools are free.
 *
 * The pools of arena a are handed out in order, up to arena_pool_end[a]; those handed out are the members of a
 * sparse set, the free ones first:
 *
 *     pool_at[ARENA_POOLS * a .. arena_free_end[a]-1]       free pools, the one given back last on top
 *     pool_at[arena_free_end[a] .. arena_pool_end[a]-1]     pools in use
 *     pool_place[p]                                         where pool p stands in pool_at
 *
 * Invariant (Arenas): pool_at and pool_place are inverse; free_pools counts those given back and those that are new;
 * an arena that is not open has neither.  It holds between any two calls. */
#ifndef HEAPPROOF_ARENAS_H
#define HEAPPROOF_ARENAS_H
#include <stdint.h>
#include "usable.h"

/* What the system does, set by the caller before a request: all zero grants arenas of ARENA_POOLS pools. */
extern uint32_t arena_refused;    /* not 0 when the system has no memory for an arena */
extern uint32_t arena_misaligned; /* not 0 when it would begin between two multiples of the pool size: a pool less */
/* The profile: not 0 when even the last usable arena is returned (up to 3.8).  Set on the empty store only. */
extern uint32_t arena_release_last;

extern uint32_t arena_limit[ARENAS_END]; /* the end of its pools, or 0 when the arena is not open */
extern uint32_t arena_pool_end[ARENAS_END];
extern uint32_t arena_free_end[ARENAS_END];
extern uint32_t pool_at[POOLS_END];
extern uint32_t pool_place[POOLS_END];
extern uint32_t arenas_begun; /* no arena above it was ever open */
extern uint32_t pools_begun;  /* no pool from FIRST_POOL + pools_begun on was ever handed out */

/* Statistics. */
extern uint64_t arenas_opened;    /* ever; stops at its largest value */
extern uint64_t arenas_reclaimed; /* closed, ever; stops at its largest value */
extern uint32_t arenas_most;      /* the most that were open at one time */

#ifdef __FRAMAC__
#include "acsl/arenas.acsl"
#endif

/* How many arenas are open. */
/*@ terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    exact:   \result == OpenBelow(ARENAS_END);
    ensures    range:   \result <= MAX_ARENAS;
*/
uint32_t arenas_open(void);

/* Opens the lowest arena that is not open, when the system grants it, with none usable; 0 when there is none. */
/*@ requires   arenas:  Arenas && usable_count == 0;
    terminates \true;
    exits      \false;
    assigns    ARENA_STATE, ARENA_COUNTS;
    ARENAS_ENSURES
    ensures    full:    \result == 0 ==> ArenasFull && SameArenas{Pre,Here};
    ensures    denied:  arena_refused != 0 ==> \result == 0;
    ensures    closed:  \result != 0 ==> IsArena(\result) && \old(arena_limit[\at(\result,Post)]) == 0;
    ensures    lowest:  \result != 0 ==> \forall integer arena; 0 < arena < \result ==> \old(arena_limit[arena]) != 0;
    ensures    opened:  \result != 0 ==> UsableFirst(\result) && usable_count == 1 &&
                          free_pools[\result] == ARENA_POOLS - (arena_misaligned != 0 ? 1 : 0);
    ensures    new:     \result != 0 ==> arena_limit[\result] != 0 &&
                          arena_pool_end[\result] == ArenaBase(\result) && arena_free_end[\result] == ArenaBase(\result);
    ensures    handed:  SameHandedBut{Pre,Here}(0);
    ensures    free:    SameFreeBut{Pre,Here}(0);
    ensures    most:    \result != 0 ==> OpenBelow(ARENAS_END) <= arenas_most;
*/
uint32_t arena_open(void);

/* Takes a free pool of the first usable arena: the one given back last, else the next that is new. */
/*@ requires   arenas:  Arenas && usable_count > 0;
    terminates \true;
    exits      \false;
    assigns    usable_count, usable_place[usable_at[usable_count - 1]], free_pools[usable_at[usable_count - 1]],
               arena_pool_end[usable_at[usable_count - 1]], arena_free_end[usable_at[usable_count - 1]],
               pool_at[0 .. POOLS_END - 1], pool_place[0 .. POOLS_END - 1], pools_begun;
    ARENAS_ENSURES
    ensures    pool:    IsPool(\result) && ArenaOf(\result) == \old(usable_at[usable_count - 1]);
    ensures    back:    PoolTaken{Pre,Here}(\result, ArenaOf(\result));
    ensures    unused:  PoolFree{Pre}(\result) || !PoolHanded{Pre}(\result);
    ensures    used:    PoolHanded(\result) && !PoolFree(\result);
    ensures    handed:  SameHandedBut{Pre,Here}(\result);
    ensures    free:    SameFreeBut{Pre,Here}(\result);
*/
uint32_t arena_take_pool(void);

/* Gives a pool in use back to its arena.  The arena, when it is to be closed now because it is wholly free and
 * not the last one kept, else 0. */
/*@ requires   arenas:  Arenas;
    requires   used:    PoolHanded(pool) && !PoolFree(pool);
    terminates \true;
    exits      \false;
    assigns    USABLE_STATE, pool_at[0 .. POOLS_END - 1], pool_place[0 .. POOLS_END - 1], arena_free_end[pool / ARENA_POOLS];
    ARENA_POOLS_ENSURES
    USABLE_ENSURES
    ensures    free_pools: FreePoolsBut(\result);
    ensures    top:     ArenaBase(ArenaOf(pool)) < arena_free_end[ArenaOf(pool)] &&
                          pool_at[arena_free_end[ArenaOf(pool)] - 1] == pool;
    ensures    given:   PoolFree(pool);
    ensures    handed:  SameHandedBut{Pre,Here}(0);
    ensures    free:    SameFreeBut{Pre,Here}(pool);
    ensures    whole:   \result != 0 ==> \result == ArenaOf(pool) && ArenaWhollyFree(\result) &&
                          usable_place[\result] == 0;
    ensures    first:   \result == 0 && \old(free_pools[pool / ARENA_POOLS]) == 0 ==> UsableFirst(ArenaOf(pool));
    ensures    risen:   \result == 0 && \old(free_pools[pool / ARENA_POOLS]) != 0 ==>
                          UsableRisen{Pre,Here}(ArenaOf(pool));
    ensures    leaves:  \result != 0 <==> ArenaWhollyFree(ArenaOf(pool)) &&
                          (arena_release_last != 0 || \old(usable_place[pool / ARENA_POOLS]) != 1);
*/
uint32_t arena_give_pool(uint32_t pool);

/* Closes an arena whose pools are all free and that is usable no longer. */
/*@ requires   pools:   ArenaPools;
    requires   usable:  Usables && FreePoolsBut(arena);
    requires   whole:   ArenaWhollyFree(arena) && usable_place[arena] == 0;
    terminates \true;
    exits      \false;
    assigns    arena_limit[arena], arena_pool_end[arena], arena_free_end[arena], arenas_reclaimed;
    ARENAS_ENSURES
    ensures    closed:  arena_limit[arena] == 0;
    ensures    left:    ArenaLeft{Pre,Here}(arena);
*/
void arena_close(uint32_t arena);

#endif
