/* Extents: runs of whole 64-word units, for what does not fit a block.
 *
 * Invariant (Extents): extent_of[u] is 0 when unit u is free, else one more than the first unit of the extent it
 * lies in; the units of an extent follow each other; units from extents_begun on were never used.  It holds between
 * any two calls. */
#ifndef HEAPPROOF_EXTENTS_H
#define HEAPPROOF_EXTENTS_H
#include <stdint.h>
#include "limits.h"

#define UNIT_BYTES (EXTENT_UNIT_WORDS * WORD_BYTES)
#define EXTENT_CELL(unit) (FIRST_EXTENT_CELL + (unit)*EXTENT_UNIT_WORDS)

extern uint32_t extent_of[MAX_EXTENT_UNITS];
extern uint32_t extents_begun;
extern uint32_t extent_next; /* the search for room begins here: the end of the extent taken last */

#ifdef __FRAMAC__
#include "acsl/blocks.acsl"
#include "acsl/extents.acsl"
#endif

/* The first cell of a fresh extent of `units` units, at least one, or 0 when no free run is long enough. */
/*@ requires   extents: Extents;
    requires   some:    1 <= units;
    terminates \true;
    exits      \false;
    assigns    EXTENT_STATE, block_of[FIRST_EXTENT_CELL .. CELLS - 1];
    ensures    bounds:  ExtentBounds;
    ensures    whole:   ExtentWhole;
    ensures    words:   ExtentWords;
    ensures    region:  ExtentRegion;
    ensures    full:    \result == 0 ==> NoRunFrom(0, MAX_EXTENT_UNITS, units);
    ensures    same:    \result == 0 ==> SameBlocks{Pre,Here} && SameExtents{Pre,Here};
    ensures    range:   \result != 0 ==>
                          FIRST_EXTENT_CELL <= \result && \result + units * EXTENT_UNIT_WORDS <= CELLS;
    ensures    room:    \result != 0 ==> BlockIs(\result, units * EXTENT_UNIT_WORDS);
    ensures    fresh:   \result != 0 ==> BlockTakenIn{Pre,Here}(FIRST_EXTENT_CELL, CELLS, \result);
*/
uint32_t extent_take(uint32_t units);

/* Returns the extent in use that begins at cell `first`. */
/*@ requires   extents: Extents;
    requires   held:    FIRST_EXTENT_CELL <= first < CELLS && block_of[first] == first;
    terminates \true;
    exits      \false;
    assigns    EXTENT_STATE, block_of[FIRST_EXTENT_CELL .. CELLS - 1];
    ensures    bounds:  ExtentBounds;
    ensures    whole:   ExtentWhole;
    ensures    words:   ExtentWords;
    ensures    region:  ExtentRegion;
    ensures    given:   BlockGivenIn{Pre,Here}(FIRST_EXTENT_CELL, CELLS, first);
*/
void extent_give(uint32_t first);

/* 1 when an extent in use begins at cell `first`, which lies in the extent region, else 0. */
/*@ requires   extents: Extents;
    requires   inside:  FIRST_EXTENT_CELL <= first < CELLS;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:     \result <= 1;
    ensures    held:    \result == 1 <==> block_of[first] == first;
*/
uint32_t extent_holds(uint32_t first);

/* Back to no extents, in time proportional to the units used. */
/*@ requires   extents: Extents;
    terminates \true;
    exits      \false;
    assigns    EXTENT_STATE;
    ensures    empty:   ExtentsEmpty;
*/
void extent_reset(void);

#endif
