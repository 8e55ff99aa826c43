/* The pools of each size class that have room, in lists: a pool is linked at the front and unlinked anywhere.
 *
 * Invariant (Links): next_linked and previous_linked are inverse among the pools of one class; a list goes from the
 * pool linked last to the one linked first (ghost link_stamp), so it holds every linked pool of its class.  Pool 0
 * does not exist, so 0 ends a list, and an all-zero store has all lists empty.  It holds between any two calls. */
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
extern uint32_t previous_linked[POOLS_END]; /* entry 0 is nobody's: it is written for the last of a list */
extern uint32_t link_class[POOLS_END];      /* the class in whose list a pool stands, or NO_CLASS */
extern uint64_t links_made;                 /* at its largest value nothing is linked any more */

#ifdef __FRAMAC__
#include "acsl/links.acsl"
#endif

/* Puts a pool that stands in no list at the front of the list of a class. */
/*@ requires   links:  Links;
    requires   out:    IsPool(pool) && !Linked(pool);
    requires   class:  IsClass(class);
    requires   time:   links_made < UINT64_MAX;
    terminates \true;
    exits      \false;
    assigns    next_linked[pool], previous_linked[0 .. POOLS_END - 1], first_linked[class], link_class[pool],
               link_stamp[pool], links_made;
    LINKS_ENSURES
    ensures    in:     link_class[pool] == class;
    ensures    front:  first_linked[class] == pool && next_linked[pool] == \old(first_linked[class]);
*/
void link_push(uint32_t pool, uint32_t class);

/* Takes a pool out of its list; the others keep their order. */
/*@ requires   links:  Links;
    requires   in:     Linked(pool);
    terminates \true;
    exits      \false;
    assigns    next_linked[0 .. POOLS_END - 1], previous_linked[0 .. POOLS_END - 1], first_linked[link_class[pool]],
               link_class[pool];
    LINKS_ENSURES
    ensures    out:    link_class[pool] == NO_CLASS;
    ensures    first:  \forall integer class; IsClass(class) ==> \old(first_linked[class]) != pool ==>
                         first_linked[class] == \old(first_linked[class]);
*/
void link_remove(uint32_t pool);

#endif
