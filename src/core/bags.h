/* The pools of each size class that have room, and the pools that belong to no class: one bag of pools a class.
 *
 * Invariant (BagSizes, BagFilled, BagPlaces): bag c is bag[c*MAX_POOLS .. c*MAX_POOLS + bag_size[c]-1]; every pool
 * in it has class c; bag_place[p] is one more than the index at which pool p stands, 0 when it stands in no bag.
 * So a pool is in one bag at most, and an all-zero store has all bags empty.  It holds between any two calls. */
#ifndef HEAPPROOF_BAGS_H
#define HEAPPROOF_BAGS_H
#include <stdint.h>
#include "limits.h"

/* Class c of 1 .. BLOCK_CLASSES has blocks of c granules.  Class 0 is that of pools that belong to none. */
#define UNASSIGNED 0u
#define BAGS (BLOCK_CLASSES + 1u)

extern uint32_t pool_class[MAX_POOLS];
extern uint32_t bag[BAGS * MAX_POOLS];
extern uint32_t bag_size[BAGS];
extern uint32_t bag_place[MAX_POOLS];

#ifdef __FRAMAC__
#include "acsl/bags.acsl"
#endif

/* Puts a pool that stands in no bag into the bag of a class, which becomes the pool's own. */
/*@ requires   bags:   Bags;
    requires   out:    pool < MAX_POOLS && bag_place[pool] == 0;
    requires   class:  class < BAGS;
    terminates \true;
    exits      \false;
    assigns    pool_class[pool], bag_place[pool], bag_size[class], bag[0 .. BAGS * MAX_POOLS - 1];
    ensures    sizes:  BagSizes;
    ensures    filled: BagFilled;
    ensures    places: BagPlaces;
    ensures    in:     bag_place[pool] != 0 && pool_class[pool] == class;
*/
void bag_add(uint32_t pool, uint32_t class);

/* Takes a pool out of its bag; it keeps its class. */
/*@ requires   bags:   Bags;
    requires   in:     pool < MAX_POOLS && bag_place[pool] != 0;
    terminates \true;
    exits      \false;
    assigns    bag_place[0 .. MAX_POOLS - 1], bag_size[pool_class[pool]], bag[0 .. BAGS * MAX_POOLS - 1];
    ensures    sizes:  BagSizes;
    ensures    filled: BagFilled;
    ensures    places: BagPlaces;
    ensures    out:    bag_place[pool] == 0;
    ensures    others: SameBaggedBut{Pre,Here}(pool);
*/
void bag_remove(uint32_t pool);

#endif
