/* Tracing: which objects of a set are reached from outside it.
 *
 * The set is the end of the order, from place `old` on.  Those reached are moved to its front, each once, and each
 * is scanned once: plain worklist marking, in time linear in the objects, their slots and the roots. */
#ifndef HEAPPROOF_ORACLE_TRACE_H
#define HEAPPROOF_ORACLE_TRACE_H
#include <stdint.h>
#include "oracle/graph.h"
#include "oracle/population.h"

extern uint32_t oracle_marked; /* after oracle_mark(): the objects reachable from the roots are the first so many */

#ifdef __FRAMAC__
#include "acsl/oracle_reach.acsl"
#endif

/*@ predicate OracleMarked{L}(integer object) = OraclePresent(object) && oracle_position[object] < oracle_marked; */

/* Returns the end of the reached ones: they stand at the places old .. result-1. */
/*@ requires   graph: OracleGraph;
    requires   old:   old <= oracle_present;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    end:       old <= \result <= oracle_present;
    ensures    same:      OracleSamePresent{Pre,Here};
    ensures    before:    OracleSameBefore{Pre,Here}(old);
    ensures    closed:    OracleClosed(\result);
    ensures    certified: OracleCertified(old, \result);
*/
uint32_t oracle_trace(uint32_t old);

/* Marks what is reachable from the roots. */
/*@ requires   graph: OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_marked;
    ORACLE_GRAPH_ENSURES
    ensures    same:  OracleSamePresent{Pre,Here};
    ensures    exact: \forall integer object; OracleMarked(object) <==> OracleReach(object);
*/
void oracle_mark(void);

/*@ requires   present: OraclePresent(object);
    requires   sizes:   OracleSizes;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    marked:  \result != 0 <==> OracleMarked(object);
*/
uint32_t oracle_is_marked(uint32_t object);

#endif
