/* What dies by counting: the references are counted afresh, or were counted down by a collection just now, and whatever
 * has none is removed with all that this leaves without any. */
#ifndef HEAPPROOF_ORACLE_SETTLE_H
#define HEAPPROOF_ORACLE_SETTLE_H
#include <stdint.h>
#include "core/limits.h"
#include "oracle/graph.h"
#include "oracle/population.h"

/* References to each present object, right after these functions and oracle_collect(); then places in which
 * nulls are counted, which nobody asks for. */
#define NULL_COUNTS 16u
#define ORACLE_COUNTS (MAX_OBJECTS + NULL_COUNTS)
extern uint32_t oracle_count[ORACLE_COUNTS];

#ifdef __FRAMAC__
#include "acsl/oracle_reach.acsl"
#include "acsl/oracle_settle.acsl"
#endif

/* When the references have been counted: what has none, and is there still, is removed. */
/*@ requires   graph:   OracleGraph;
    requires   counted: OracleCounted;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
               oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1], oracle_first[0 .. MAX_OBJECTS - 1],
               oracle_slots[0 .. MAX_OBJECTS - 1], oracle_slot_cells;
    ORACLE_SETTLED_ENSURES
*/
void oracle_remove_dead(void);

/* Counts afresh, and removes. */
/*@ requires   graph: OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
               oracle_count[0 .. ORACLE_COUNTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1], oracle_first[0 .. MAX_OBJECTS - 1],
               oracle_slots[0 .. MAX_OBJECTS - 1], oracle_slot_cells;
    ORACLE_SETTLED_ENSURES
*/
void oracle_settle(void);

#endif
