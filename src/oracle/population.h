/* The oracle's objects: identifiers, and who is present.
 *
 * oracle_order holds the identifiers 1 .. oracle_born, each once, and oracle_position is its inverse.  The objects
 * that exist are the first oracle_present of them; the others wait to be used again.  Moving an object within the
 * order changes nothing that can be observed, so a set of objects is marked by moving it to one end: this is the
 * worklist of every walk, and it cannot overflow.
 *
 * Invariant (OraclePopulation): order and position are inverse.  It holds between any two calls; all zero is empty. */
#ifndef HEAPPROOF_ORACLE_POPULATION_H
#define HEAPPROOF_ORACLE_POPULATION_H
#include <stdint.h>
#include "core/limits.h"

extern uint32_t oracle_order[MAX_OBJECTS];
extern uint32_t oracle_position[MAX_OBJECTS];
extern uint32_t oracle_present;
extern uint32_t oracle_born;

#ifdef __FRAMAC__
#include "acsl/oracle_population.acsl"
#endif

/* A fresh identifier, present from now on, or 0 when all are in use. */
/*@ requires   population: OraclePopulation;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present, oracle_born;
    ensures    sizes:  OracleSizes;
    ensures    order:  OracleOrder;
    ensures    places: OraclePlaces;
    ensures    full:   \result == 0 ==> OracleSamePresent{Pre,Here};
    ensures    fresh:  \result != 0 ==> OraclePresent(\result) && !OraclePresent{Pre}(\result);
    ensures    others: \forall integer object; object != \result ==>
                         (OraclePresent(object) <==> OraclePresent{Pre}(object));
*/
uint32_t oracle_admit(void);

/* Moves a present object to a place among the present ones; what stood there takes the place it leaves. */
/*@ requires   population: OraclePopulation;
    requires   present:    OraclePresent(object) && place < oracle_present;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
    ensures    order:   OracleOrder;
    ensures    places:  OraclePlaces;
    ensures    moved:   oracle_order[place] == object && oracle_position[object] == place;
    ensures    swapped: OracleSwapped{Pre,Here}(object, \old(oracle_order[place]));
    ensures    same:    OracleSamePresent{Pre,Here};
*/
void oracle_move(uint32_t object, uint32_t place);

#endif
