/* Tracing by a worklist that lives in the order of the objects. */
#include "oracle/trace.h"

uint32_t oracle_marked;

/* Puts what the cells from .. end-1 hold among the reached ones, which end at `reached`. */
/*@ requires   graph:   OracleGraph;
    requires   cells:   from <= end <= CELLS;
    requires   reached: reached <= oracle_present;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
    ensures    order:   OracleOrder;
    ensures    places:  OraclePlaces;
    ensures    end:     reached <= \result <= oracle_present;
    ensures    same:    OracleSamePresent{Pre,Here};
    ensures    before:  OracleSameBefore{Pre,Here}(reached);
    ensures    seen:    \forall integer cell; from <= cell < end ==> oracle_cell[cell] != 0 ==>
                          oracle_position[oracle_cell[cell]] < \result;
    ensures    held:    \forall integer object;
                          OraclePresent(object) ==> reached <= oracle_position[object] < \result ==>
                            \exists integer cell; from <= cell < end && oracle_cell[cell] == object;
*/
static uint32_t reach_from_cells(uint32_t from, uint32_t end, uint32_t reached)
{
  /*@ loop invariant cell:   from <= cell <= end;
      loop invariant order:  OracleOrder;
      loop invariant places: OraclePlaces;
      loop invariant end:    \at(reached,Pre) <= reached <= oracle_present;
      loop invariant same:   OracleSamePresent{Pre,Here};
      loop invariant before: OracleSameBefore{Pre,Here}(\at(reached,Pre));
      loop invariant seen:   \forall integer past; from <= past < cell ==> oracle_cell[past] != 0 ==>
                               oracle_position[oracle_cell[past]] < reached;
      loop invariant held:   \forall integer object;
                               OraclePresent(object) ==> \at(reached,Pre) <= oracle_position[object] < reached ==>
                                 \exists integer past; from <= past < cell && oracle_cell[past] == object;
      loop assigns cell, reached, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
      loop variant end - cell;
  */
  for (uint32_t cell = from; cell < end; cell++) {
    uint32_t target = oracle_cell[cell];
    if (oracle_position[target] >= reached && target != 0) {
      oracle_move(target, reached);
      //@ assert front: OracleSameBefore{LoopCurrent,Here}(reached);
      //@ assert alone: \forall integer object; OraclePresent(object) ==> oracle_position[object] == reached ==> object == target;
      //@ assert past:  \forall integer object; OraclePresent(object) ==> \at(reached,Pre) <= oracle_position[object] < reached ==> \exists integer past; from <= past < cell && oracle_cell[past] == object;
      reached++;
    }
  }
  return reached;
}

uint32_t oracle_trace(uint32_t old)
{
  uint32_t reached = reach_from_cells(0, oracle_named_end, old);
  reached = reach_from_cells(MAX_NAMED, MAX_NAMED + oracle_locals_end, reached);
  /*@ loop invariant at:        at <= reached;
      loop invariant order:     OracleOrder;
      loop invariant places:    OraclePlaces;
      loop invariant end:       old <= reached <= oracle_present;
      loop invariant same:      OracleSamePresent{Pre,Here};
      loop invariant before:    OracleSameBefore{Pre,Here}(old);
      loop invariant roots:     OracleRootsReached(reached);
      loop invariant slots:     OracleSlotsReached(at, reached);
      loop invariant certified: OracleCertified(old, reached);
      loop assigns at, reached, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
      loop variant oracle_present - at;
  */
  for (uint32_t at = 0; at < reached; at++) {
    uint32_t object = oracle_order[at];
    uint32_t first = oracle_first[object];
    reached = reach_from_cells(first, first + oracle_slots[object], reached);
    //@ assert alone:   \forall integer other; OraclePresent(other) ==> oracle_position[other] == at ==> other == object;
    //@ assert scanned: \forall integer cell; ROOTS_END <= cell < CELLS ==> oracle_owner[cell] == object ==> oracle_cell[cell] != 0 ==> oracle_position[oracle_cell[cell]] < reached;
    //@ assert past:    OracleSlotsReached(at, reached);
    //@ assert earlier: OracleCertified(old, \at(reached,LoopCurrent));
    //@ assert fresh:   OracleCertified(\at(reached,LoopCurrent), reached);
  }
  return reached;
}

void oracle_mark(void)
{
  oracle_marked = oracle_trace(0);
  //@ ghost lemma_oracle_closed(oracle_marked);
  //@ ghost lemma_oracle_certified(oracle_marked);
}

uint32_t oracle_is_marked(uint32_t object)
{
  return oracle_position[object] < oracle_marked;
}
