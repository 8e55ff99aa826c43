/* The naive oracle: the same heap, done the obvious way.
 *
 * It owns its graph, reads nothing of the core's state and shares nothing with it but the capacities.  It counts
 * references from scratch and marks from the roots.  It is lazy: objects that die by counting are found by
 * oracle_settle(), to be called before each collection; the order in which they die is not its business. */
#ifndef HEAPPROOF_ORACLE_H
#define HEAPPROOF_ORACLE_H
#include "oracle/collection.h"
#include "oracle/graph.h"
#include "oracle/population.h"
#include "oracle/settle.h"
#include "oracle/trace.h"

/* A fresh untracked object with null slots, held by `root`, which was null.  Makes room by settling; 0 when even
 * then there is none. */
/*@ requires   graph: OracleGraph;
    requires   root:  1 <= root < ROOTS_END && oracle_cell[root] == 0;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present, oracle_born,
               oracle_count[0 .. ORACLE_COUNTS - 1], oracle_first[0 .. MAX_OBJECTS - 1],
               oracle_slots[0 .. MAX_OBJECTS - 1], oracle_age[0 .. MAX_OBJECTS - 1], oracle_owner[0 .. CELLS - 1],
               oracle_slot_cells, oracle_cell[ROOTS_END .. CELLS - 1], oracle_cell[root], oracle_named_end,
               oracle_locals_end;
    ORACLE_GRAPH_ENSURES
    ensures    made:  \result != 0 ==> OraclePresent(\result);
    ensures    shape: \result != 0 ==> oracle_slots[\result] == slots && oracle_age[\result] == ORACLE_UNTRACKED;
    ensures    null:  \result != 0 ==> \forall integer slot; 0 <= slot < slots ==>
                        oracle_cell[oracle_first[\result] + slot] == 0;
    ensures    bound: oracle_cell[root] == \result;
*/
uint32_t oracle_new(uint32_t root, uint32_t slots);

#endif
