/* What dies by counting. */
#include "oracle/settle.h"

uint32_t oracle_count[ORACLE_COUNTS];

/* Squeezing the slots together pays when there are more cells than this for each object. */
enum { SPARSE = 8 };

/* Counts the references in the cells from .. end-1, those before being counted.  Most cells are null: each of these
 * counts as well, in one of the places for nulls, so that nothing is decided and no addition waits for the last one. */
/*@ requires   graph:   OracleGraph;
    requires   cells:   from <= end <= CELLS;
    requires   counted: \forall integer object; OraclePresent(object) ==> oracle_count[object] == OracleCnt(from, object);
    requires   nulls:   \forall integer place; MAX_OBJECTS <= place < ORACLE_COUNTS ==> oracle_count[place] <= from;
    terminates \true;
    exits      \false;
    assigns    oracle_count[0 .. ORACLE_COUNTS - 1];
    ensures    counted: \forall integer object; OraclePresent(object) ==> oracle_count[object] == OracleCnt(end, object);
    ensures    nulls:   \forall integer place; MAX_OBJECTS <= place < ORACLE_COUNTS ==> oracle_count[place] <= end;
*/
static void count_cells(uint32_t from, uint32_t end)
{
  /*@ loop invariant cell:    from <= cell <= end;
      loop invariant counted: \forall integer object; OraclePresent(object) ==>
                                oracle_count[object] == OracleCnt(cell, object);
      loop invariant nulls:   \forall integer place; MAX_OBJECTS <= place < ORACLE_COUNTS ==>
                                oracle_count[place] <= cell;
      loop assigns cell, oracle_count[0 .. ORACLE_COUNTS - 1];
      loop variant end - cell;
  */
  for (uint32_t cell = from; cell < end; cell++) {
    uint32_t target = oracle_cell[cell];
    //@ ghost lemma_oracle_count_bounds(cell);
    oracle_count[target != 0 ? target : MAX_OBJECTS + cell % NULL_COUNTS]++;
  }
}

/* Counts every reference. */
/*@ requires   graph:   OracleGraph;
    terminates \true;
    exits      \false;
    assigns    oracle_count[0 .. ORACLE_COUNTS - 1];
    ensures    counted: OracleCounted;
*/
static void recount(void)
{
  /*@ loop invariant object: object <= oracle_born + 1;
      loop invariant zero:   \forall integer past; 0 <= past < object ==> oracle_count[past] == 0;
      loop assigns object, oracle_count[0 .. ORACLE_COUNTS - 1];
      loop variant oracle_born + 1 - object;
  */
  for (uint32_t object = 0; object <= oracle_born; object++) oracle_count[object] = 0;
  /*@ loop invariant place: MAX_OBJECTS <= place <= ORACLE_COUNTS;
      loop invariant none:  \forall integer object; OraclePresent(object) ==> oracle_count[object] == 0;
      loop invariant nulls: \forall integer past; MAX_OBJECTS <= past < place ==> oracle_count[past] == 0;
      loop assigns place, oracle_count[MAX_OBJECTS .. ORACLE_COUNTS - 1];
      loop variant ORACLE_COUNTS - place;
  */
  for (uint32_t place = MAX_OBJECTS; place < ORACLE_COUNTS; place++) oracle_count[place] = 0;
  count_cells(0, oracle_named_end);
  //@ ghost lemma_oracle_count_gap(oracle_named_end, MAX_NAMED);
  count_cells(MAX_NAMED, MAX_NAMED + oracle_locals_end);
  //@ ghost lemma_oracle_count_gap(MAX_NAMED + oracle_locals_end, ROOTS_END);
  count_cells(ROOTS_END, ROOTS_END + oracle_slot_cells);
  //@ ghost lemma_oracle_count_gap(ROOTS_END + oracle_slot_cells, CELLS);
}

/* Moves the objects without a reference behind the others; returns how many others there are. */
/*@ requires   population: OraclePopulation;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
    ensures    order:  OracleOrder;
    ensures    places: OraclePlaces;
    ensures    same:   OracleSamePresent{Pre,Here};
    ensures    end:    \result <= oracle_present;
    ensures    living: OracleLiving(\result);
*/
static uint32_t part_dead(void)
{
  uint32_t at = 0, living = oracle_present;
  /*@ loop invariant at:     at <= living <= oracle_present;
      loop invariant order:  OracleOrder;
      loop invariant places: OraclePlaces;
      loop invariant same:   OracleSamePresent{Pre,Here};
      loop invariant living: \forall integer object; OraclePresent(object) ==>
                               oracle_position[object] < at ==> oracle_count[object] > 0;
      loop invariant dead:   \forall integer object; OraclePresent(object) ==>
                               living <= oracle_position[object] ==> oracle_count[object] == 0;
      loop assigns at, living, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1];
      loop variant living - at;
  */
  while (at < living) {
    uint32_t object = oracle_order[at];
    //@ assert alone: \forall integer other; OraclePresent(other) ==> oracle_position[other] == at ==> other == object;
    if (oracle_count[object] == 0) {
      living--;
      oracle_move(object, living);
    } else {
      at++;
    }
  }
  return living;
}

/* Empties the slots of the last object, which is dead; returns how many objects still live. */
/*@ requires   graph:   OracleGraph;
    requires   counted: OracleCounted;
    requires   living:  living < oracle_present && OracleLiving(living);
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
               oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    counted:  OracleCounted;
    ensures    end:      \result <= living && \result <= oracle_present == \old(oracle_present) - 1;
    ensures    living:   OracleLiving(\result);
    ensures    only:     \forall integer object; OraclePresent(object) <==>
                           OraclePresent{Pre}(object) && object != \old(oracle_order[oracle_present - 1]);
    ensures    spared:   OracleOthersSpared{Pre,Here}(\old(oracle_order[oracle_present - 1]));
    ensures    orphaned: OracleOrphaned{Pre,Here}(\old(oracle_order[oracle_present - 1]), living, \result);
    ensures    behind:   OracleSameBehind{Pre,Here}(living);
*/
static uint32_t bury_last(uint32_t living)
{
  uint32_t object = oracle_order[oracle_present - 1];
  /*@ loop invariant graph:    OracleGraph;
      loop invariant counted:  OracleCounted;
      loop invariant end:      living <= \at(living,Pre);
      loop invariant living:   OracleLiving(living);
      loop invariant last:     OraclePresent(object) && oracle_position[object] == oracle_present - 1;
      loop invariant same:     OracleSamePresent{Pre,Here};
      loop invariant spared:   OracleOthersSpared{Pre,Here}(object);
      loop invariant orphaned: OracleOrphaned{Pre,Here}(object, \at(living,Pre), living);
      loop invariant behind:   OracleSameBehind{Pre,Here}(\at(living,Pre));
      loop assigns living, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1],
                   oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
                   oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
      loop variant oracle_slots[object];
  */
  while (oracle_slots[object] > 0) {
    //@ ghost lemma_oracle_count_bounds(CELLS);
    uint32_t target = oracle_drop_slot(object);
    //@ ghost lemma_oracle_count_bounds(CELLS);
    if (target != 0) {
      oracle_count[target]--;
      if (oracle_count[target] == 0) {
        //@ assert unheld: \forall integer cell; 0 <= cell < CELLS ==> oracle_cell[cell] != target;
        living--;
        oracle_move(target, living);
      }
    }
  }
  //@ ghost lemma_oracle_count_bounds(CELLS);
  oracle_present--;
  return living;
}

/* All of them. */
/*@ requires   graph:   OracleGraph;
    requires   counted: OracleCounted;
    terminates \true;
    exits      \false;
    assigns    oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
               oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
               oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
    ORACLE_GRAPH_ENSURES
    ensures    counted: OracleCounted;
    ensures    living:  OracleLiving(oracle_present);
    ensures    only:    \forall integer object; OraclePresent(object) ==> OraclePresent{Pre}(object);
    ensures    spared:  OracleSpared{Pre,Here}(oracle_present);
    ensures    died:    OracleDied{Pre,Here}(oracle_present);
    ensures    safe:    \forall integer object; OracleReach{Pre}(object) ==> OraclePresent(object);
*/
static void bury_dead(void)
{
  uint32_t living = part_dead();
  //@ ghost lemma_oracle_count_bounds(CELLS);
  /*@ loop invariant graph:   OracleGraph;
      loop invariant counted: OracleCounted;
      loop invariant end:     living <= oracle_present;
      loop invariant living:  OracleLiving(living);
      loop invariant only:    \forall integer object; OraclePresent(object) ==> OraclePresent{Pre}(object);
      loop invariant spared:  OracleSpared{Pre,Here}(oracle_present);
      loop invariant died:    OracleDied{Pre,Here}(living);
      loop assigns living, oracle_order[0 .. MAX_OBJECTS - 1], oracle_position[0 .. MAX_OBJECTS - 1], oracle_present,
                   oracle_count[0 .. MAX_OBJECTS - 1], oracle_cell[ROOTS_END .. CELLS - 1],
                   oracle_owner[ROOTS_END .. CELLS - 1], oracle_slots[0 .. MAX_OBJECTS - 1];
      loop variant oracle_present;
  */
  while (living < oracle_present) living = bury_last(living);
  /*@ ghost
    uint32_t steps = 0;
    /@ loop invariant steps: 0 <= steps <= MAX_OBJECTS;
       loop invariant safe:  \forall integer object; OracleReachSteps{Pre}(steps, object) ==> OraclePresent(object);
       loop assigns steps;
       loop variant MAX_OBJECTS - steps;
    @/
    while (steps < MAX_OBJECTS) steps++;
  */
}

void oracle_remove_dead(void)
{
  bury_dead();
  //@ assert spared: OracleSameSlots{Pre,Here};
  if (oracle_slot_cells / SPARSE > oracle_present) oracle_compact();
}

void oracle_settle(void)
{
  recount();
  oracle_remove_dead();
}
