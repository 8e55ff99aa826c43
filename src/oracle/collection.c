/* A collection as the oracle sees it. */
#include "oracle/collection.h"

/* Moves the objects that the collection passes by before the others; returns how many they are. */
/*@ requires   graph:  OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
    ensures    order:  OracleOrder;
    ensures    places: OraclePlaces;
    ensures    same:   OracleSamePresent{Pre,Here};
    ensures    end:    \result <= oracle_present;
    ensures    parted: OracleParted(generation, \result);
*/
static uint32_t part_old(uint32_t generation)
{
  uint32_t old = 0;
  /*@ loop invariant at:     old <= at <= oracle_present;
      loop invariant order:  OracleOrder;
      loop invariant places: OraclePlaces;
      loop invariant same:   OracleSamePresent{Pre,Here};
      loop invariant old:    \forall integer object; OraclePresent(object) ==>
                               oracle_position[object] < old ==> oracle_age[object] > generation;
      loop invariant young:  \forall integer object; OraclePresent(object) ==>
                               old <= oracle_position[object] < at ==> oracle_age[object] <= generation;
      loop assigns at, old, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
      loop variant oracle_present - at;
  */
  for (uint32_t at = 0; at < oracle_present; at++) {
    uint32_t object = oracle_order[at];
    if (oracle_age[object] > generation) {
      oracle_move(object, old);
      old++;
    }
  }
  return old;
}

/* The objects at the places old .. kept-1 enter the next generation. */
/*@ requires   graph:      OracleGraph;
    requires   places:     old <= kept <= oracle_present;
    requires   generation: generation <= 2;
    terminates \true;
    exits      \false;
    assigns    oracle_age[0 .. MAX_OBJECTS - 1];
    ensures    ages:   \forall integer object; OraclePresent(object) ==>
                         oracle_age[object] == (old <= oracle_position[object] < kept ? OracleNextAge(generation)
                                                                                      : \old(oracle_age[object]));
*/
static void grow_older(uint32_t old, uint32_t kept, uint32_t generation)
{
  uint8_t age = (uint8_t)(generation < 2 ? generation + 1 : 2);
  /*@ loop invariant at:   old <= at <= kept;
      loop invariant ages: \forall integer object; OraclePresent(object) ==>
                             oracle_age[object] == (old <= oracle_position[object] < at
                                                      ? age : \at(oracle_age[object],Pre));
      loop assigns at, oracle_age[0 .. MAX_OBJECTS - 1];
      loop variant kept - at;
  */
  for (uint32_t at = old; at < kept; at++) oracle_age[oracle_order[at]] = age;
}

/* Empties an object; the numbers of references stay true. */
/*@ requires   graph:   OracleGraph;
    requires   counted: OracleCounted;
    requires   dead:    OraclePresent(object);
    terminates \true;
    exits      \false;
    assigns    oracle_slots[object], oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    counted: OracleCounted;
    ensures    none:    oracle_slots[object] == 0;
    ensures    others:  \forall integer cell; ROOTS_END <= cell < CELLS ==> \old(oracle_owner[cell]) != object ==>
                          oracle_owner[cell] == \old(oracle_owner[cell]) &&
                          oracle_cell[cell] == \old(oracle_cell[cell]);
*/
static void drop_slots(uint32_t object)
{
  /*@ loop invariant graph:   OracleGraph;
      loop invariant counted: OracleCounted;
      loop invariant others:  \forall integer cell; ROOTS_END <= cell < CELLS ==>
                                \at(oracle_owner[cell],Pre) != object ==>
                                  oracle_owner[cell] == \at(oracle_owner[cell],Pre) &&
                                  oracle_cell[cell] == \at(oracle_cell[cell],Pre);
      loop assigns oracle_slots[object], oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
                   oracle_owner[ROOTS_END .. CELLS - 1];
      loop variant oracle_slots[object];
  */
  while (oracle_slots[object] > 0) {
    //@ ghost lemma_oracle_count_bounds(CELLS);
    uint32_t target = oracle_drop_slot(object);
    //@ ghost lemma_oracle_count_bounds(CELLS);
    if (target != 0) oracle_count[target]--;
  }
}

/* Removes the objects from place `kept` on: first their references, then they themselves. */
/*@ requires   graph:   OracleGraph;
    requires   counted: OracleCounted;
    requires   closed:  kept <= oracle_present && OracleClosed(kept);
    terminates \true;
    exits      \false;
    assigns    oracle_present, oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    counted: OracleCounted;
    ensures    end:     oracle_present == kept;
    ensures    spared:  OracleSpared{Pre,Here}(kept);
*/
static void remove_from(uint32_t kept)
{
  /*@ loop invariant at:      kept <= at <= oracle_present;
      loop invariant graph:   OracleGraph;
      loop invariant counted: OracleCounted;
      loop invariant closed:  OracleClosed(kept);
      loop invariant empty:   \forall integer object; OraclePresent(object) ==>
                                kept <= oracle_position[object] < at ==> oracle_slots[object] == 0;
      loop invariant spared:  OracleSpared{Pre,Here}(kept);
      loop assigns at, oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
                   oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
      loop variant oracle_present - at;
  */
  for (uint32_t at = kept; at < oracle_present; at++) drop_slots(oracle_order[at]);
  oracle_present = kept;
}

uint32_t oracle_collect(uint32_t generation)
{
  uint32_t before = oracle_present;
  uint32_t old = part_old(generation);
  uint32_t kept = oracle_trace(old);
  //@ ghost lemma_oracle_kept_closed(generation, old, kept);
  //@ ghost lemma_oracle_kept_certified(generation, old, kept);
  grow_older(old, kept, generation);
  remove_from(kept);
  //@ assert spared: OracleSameSlots{Pre,Here};
  return before - kept;
}
