/* A collection as the oracle sees it: what of the young objects is not reached from outside them goes, the rest is
 * one generation older. */
#ifndef HEAPPROOF_ORACLE_COLLECTION_H
#define HEAPPROOF_ORACLE_COLLECTION_H
#include <stdint.h>
#include "oracle/graph.h"
#include "oracle/population.h"
#include "oracle/settle.h"
#include "oracle/trace.h"

#ifdef __FRAMAC__
#include "acsl/oracle_collection.acsl"
#endif

/* Collects the tracked objects of at most this age; returns how many were not reached.  To be called right after
 * oracle_settle: so the references are counted, and the number is the one that Python's collector returns. */
/*@ requires   graph:      OracleGraph;
    requires   counted:    OracleCounted;
    requires   generation: generation <= 2;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
               oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1], oracle_owner[ROOTS_END .. CELLS - 1],
               oracle_slots[0 .. MAX_OBJECTS - 1], oracle_age[0 .. MAX_OBJECTS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    counted: OracleCounted;
    ensures    number: \result == \old(oracle_present) - oracle_present;
    ensures    exact:  OracleCollected{Pre,Here}(generation);
    ensures    ages:   OracleAged{Pre,Here}(generation);
    ensures    same:   OracleSameSlots{Pre,Here};
*/
uint32_t oracle_collect(uint32_t generation);

#endif
