/* The oracle's graph: who refers to whom.
 *
 * Every reference is a cell.  Cells 1 .. ROOTS_END-1 are the roots, by number; the slots of the objects follow, one
 * object after the other, each cell with its owner.  Slots are taken at the end and squeezed together when what died
 * has left large gaps, or there is no room.
 *
 * Invariant (OracleGraph): a slot cell belongs to its owner exactly when it lies in its owner's range; cells that
 * belong to nobody are null; a cell holds null or a present object; roots beyond what was used are null.  It holds
 * between any two calls; all zero is empty. */
#ifndef HEAPPROOF_ORACLE_GRAPH_H
#define HEAPPROOF_ORACLE_GRAPH_H
#include <stdint.h>
#include "core/limits.h"
#include "oracle/population.h"

/* The age of an object that collections pass by: not traversed by the collector, or not yet tracked. */
#define ORACLE_UNTRACKED 3u

extern uint32_t oracle_cell[CELLS];
extern uint32_t oracle_owner[CELLS];       /* of slot cells; 0 for nobody */
extern uint32_t oracle_first[MAX_OBJECTS]; /* the cell of slot 0 */
extern uint32_t oracle_slots[MAX_OBJECTS]; /* number of slots */
extern uint8_t oracle_age[MAX_OBJECTS];    /* generation 0 .. 2, or ORACLE_UNTRACKED */
extern uint32_t oracle_slot_cells;         /* slot cells begun: from ROOTS_END on */
extern uint32_t oracle_named_end;          /* named roots from here on are null */
extern uint32_t oracle_locals_end;         /* as many local roots were used */

#ifdef __FRAMAC__
#include "acsl/oracle_count.acsl"
#endif

/* A fresh untracked object with null slots, held by `root`, which was null; 0 when there is no room. */
/*@ requires   graph: OracleGraph;
    requires   root:  1 <= root < ROOTS_END && oracle_cell[root] == 0;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present, oracle_born,
               oracle_first[0 .. MAX_OBJECTS - 1], oracle_slots[0 .. MAX_OBJECTS - 1],
               oracle_age[0 .. MAX_OBJECTS - 1], oracle_owner[0 .. CELLS - 1], oracle_slot_cells, oracle_cell[root],
               oracle_named_end, oracle_locals_end;
    ORACLE_GRAPH_ENSURES
    ensures    full:   \result == 0 ==> OracleSamePresent{Pre,Here} && oracle_cell[root] == 0;
    ensures    made:   \result != 0 ==> OraclePresent(\result) && !OraclePresent{Pre}(\result);
    ensures    shape:  \result != 0 ==> oracle_slots[\result] == slots && oracle_age[\result] == ORACLE_UNTRACKED;
    ensures    null:   \result != 0 ==> \forall integer slot; 0 <= slot < slots ==>
                         oracle_cell[oracle_first[\result] + slot] == 0;
    ensures    bound:  oracle_cell[root] == \result;
    ensures    others: \forall integer object; OraclePresent{Pre}(object) ==>
                         OraclePresent(object) && oracle_age[object] == \old(oracle_age[object]) &&
                         oracle_first[object] == \old(oracle_first[object]) &&
                         oracle_slots[object] == \old(oracle_slots[object]);
*/
uint32_t oracle_create(uint32_t root, uint32_t slots);

/*@ requires   graph:  OracleGraph;
    requires   slot:   OraclePresent(object) && slot < oracle_slots[object];
    requires   value:  OracleStorable(value);
    terminates \true;
    exits      \false;
    assigns    oracle_cell[oracle_first[object] + slot];
    ORACLE_GRAPH_ENSURES
    ensures    stored: oracle_cell[oracle_first[object] + slot] == value;
*/
void oracle_set_slot(uint32_t object, uint32_t slot, uint32_t value);

/*@ requires   graph:  OracleGraph;
    requires   root:   1 <= root < ROOTS_END;
    requires   value:  OracleStorable(value);
    terminates \true;
    exits      \false;
    assigns    oracle_cell[root], oracle_named_end, oracle_locals_end;
    ORACLE_GRAPH_ENSURES
    ensures    stored: oracle_cell[root] == value;
*/
void oracle_set_root(uint32_t root, uint32_t value);

/*@ requires   graph:  OracleGraph;
    requires   slot:   OraclePresent(object) && slot < oracle_slots[object];
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    value:  \result == oracle_cell[oracle_first[object] + slot];
*/
uint32_t oracle_get_slot(uint32_t object, uint32_t slot);

/* From now on the object is in generation 0. */
/*@ requires   present: OracleSizes && OraclePresent(object);
    terminates \true;
    exits      \false;
    assigns    oracle_age[object];
    ensures    young:   oracle_age[object] == 0;
*/
void oracle_track(uint32_t object);

/*@ requires   sizes: OracleSizes;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    live:  \result != 0 <==> OraclePresent(object);
*/
uint32_t oracle_is_live(uint32_t object);

/* Takes the last slot away from an object and returns what it held. */
/*@ requires   graph:   OracleGraph;
    requires   some:    OraclePresent(object) && oracle_slots[object] > 0;
    terminates \true;
    exits      \false;
    assigns    oracle_slots[object], oracle_owner[oracle_first[object] + oracle_slots[object] - 1],
               oracle_cell[oracle_first[object] + oracle_slots[object] - 1];
    ORACLE_GRAPH_ENSURES
    ensures    shorter: oracle_slots[object] == \old(oracle_slots[object]) - 1;
    ensures    gone:    oracle_owner[oracle_first[object] + oracle_slots[object]] == 0 &&
                        oracle_cell[oracle_first[object] + oracle_slots[object]] == 0;
    ensures    target:  \result == \old(oracle_cell[oracle_first[object] + oracle_slots[object] - 1]);
    ensures    counted: \forall integer other; other != 0 ==>
                          OracleCnt(CELLS, other) == OracleCnt{Pre}(CELLS, other) - (\result == other ? 1 : 0);
*/
uint32_t oracle_drop_slot(uint32_t object);

/* Squeezes the slots together. */
/*@ requires   graph:   OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_cell[ROOTS_END .. CELLS - 1], oracle_owner[ROOTS_END .. CELLS - 1],
               oracle_first[0 .. MAX_OBJECTS - 1], oracle_slot_cells;
    ORACLE_GRAPH_ENSURES
    ensures    same:    OracleSameSlots{Pre,Here};
    ensures    counted: \forall integer object; object != 0 ==>
                          OracleCnt(CELLS, object) == OracleCnt{Pre}(CELLS, object);
*/
void oracle_compact(void);

/* Back to the empty graph, in time proportional to what was used. */
/*@ requires   graph: OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_cell[0 .. CELLS - 1], oracle_owner[0 .. CELLS - 1], oracle_named_end, oracle_locals_end,
               oracle_slot_cells, oracle_present, oracle_born;
    ORACLE_GRAPH_ENSURES
    ensures    empty: OracleEmpty;
*/
void oracle_reset(void);

#endif
