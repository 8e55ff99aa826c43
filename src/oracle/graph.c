/* The oracle's graph: cells, their owners, and the operations on them. */
#include "oracle/graph.h"

uint32_t oracle_cell[CELLS];
uint32_t oracle_owner[CELLS];
uint32_t oracle_first[MAX_OBJECTS];
uint32_t oracle_slots[MAX_OBJECTS];
uint8_t oracle_age[MAX_OBJECTS];
uint32_t oracle_slot_cells;
uint32_t oracle_named_end;
uint32_t oracle_locals_end;

/* The only place that writes a cell. */
/*@ requires   inside:  cell < CELLS;
    terminates \true;
    exits      \false;
    assigns    oracle_cell[cell];
    ensures    stored:  oracle_cell[cell] == value;
    ensures    counted: \forall integer object;
                          OracleCnt(CELLS, object) == OracleCnt{Pre}(CELLS, object) -
                            (\old(oracle_cell[cell]) == object ? 1 : 0) + (value == object ? 1 : 0);
*/
static void write_reference(uint32_t cell, uint32_t value)
{
  oracle_cell[cell] = value;
  /*@ ghost
    uint32_t done = 0;
    /@ loop invariant done:    0 <= done <= CELLS;
       loop invariant counted: \forall integer object;
                                 OracleCnt(done, object) == OracleCnt{Pre}(done, object) -
                                   (cell < done && \at(oracle_cell[cell],Pre) == object ? 1 : 0) +
                                   (cell < done && value == object ? 1 : 0);
       loop assigns done;
       loop variant CELLS - done;
    @/
    while (done < CELLS) done++;
  */
}

/*@ requires   inside: first + slots <= CELLS;
    terminates \true;
    exits      \false;
    assigns    oracle_owner[first .. first + slots - 1];
    ensures    owned:  \forall integer cell; first <= cell < first + slots ==> oracle_owner[cell] == object;
*/
static void own_slots(uint32_t object, uint32_t first, uint32_t slots)
{
  /*@ loop invariant slot:  slot <= slots;
      loop invariant owned: \forall integer cell; first <= cell < first + slot ==> oracle_owner[cell] == object;
      loop assigns slot, oracle_owner[first .. first + slots - 1];
      loop variant slots - slot;
  */
  for (uint32_t slot = 0; slot < slots; slot++) oracle_owner[first + slot] = object;
}

uint32_t oracle_create(uint32_t root, uint32_t slots)
{
  if (slots > CELLS - ROOTS_END - oracle_slot_cells) return 0;
  uint32_t object = oracle_admit();
  if (object == 0) return 0;
  uint32_t first = ROOTS_END + oracle_slot_cells;
  oracle_first[object] = first;
  oracle_slots[object] = slots;
  oracle_age[object] = ORACLE_UNTRACKED;
  own_slots(object, first, slots);
  oracle_slot_cells += slots;
  oracle_set_root(root, object);
  return object;
}

void oracle_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  write_reference(oracle_first[object] + slot, value);
}

uint32_t oracle_get_slot(uint32_t object, uint32_t slot)
{
  return oracle_cell[oracle_first[object] + slot];
}

void oracle_set_root(uint32_t root, uint32_t value)
{
  if (root < MAX_NAMED) {
    if (root >= oracle_named_end) oracle_named_end = root + 1;
  } else {
    if (root - MAX_NAMED >= oracle_locals_end) oracle_locals_end = root - MAX_NAMED + 1;
  }
  write_reference(root, value);
}

void oracle_track(uint32_t object)
{
  oracle_age[object] = 0;
}

uint32_t oracle_is_live(uint32_t object)
{
  return 1 <= object && object <= oracle_born && oracle_position[object] < oracle_present;
}

uint32_t oracle_drop_slot(uint32_t object)
{
  oracle_slots[object]--;
  uint32_t cell = oracle_first[object] + oracle_slots[object];
  uint32_t target = oracle_cell[cell];
  oracle_owner[cell] = 0;
  write_reference(cell, 0);
  return target;
}

/* Moves the slots of an object down to where nobody's cells begin. */
/*@ requires   graph:    OracleGraph;
    requires   some:     OraclePresent(object) && oracle_slots[object] > 0;
    requires   lower:    ROOTS_END <= to < oracle_first[object];
    requires   gap:      \forall integer cell; to <= cell < oracle_first[object] ==> oracle_owner[cell] == 0;
    terminates \true;
    exits      \false;
    assigns    oracle_cell[to .. oracle_first[object] + oracle_slots[object] - 1],
               oracle_owner[to .. oracle_first[object] + oracle_slots[object] - 1], oracle_first[object];
    ORACLE_GRAPH_ENSURES
    ensures    moved:    oracle_first[object] == to;
    ensures    contents: \forall integer slot; 0 <= slot < oracle_slots[object] ==>
                           OracleHeldBy(object, slot) == OracleHeldBy{Pre}(object, slot);
    ensures    left:     \forall integer cell;
                           to + oracle_slots[object] <= cell < \old(oracle_first[object]) + oracle_slots[object] ==>
                             oracle_owner[cell] == 0;
    ensures    counted:  \forall integer other; other != 0 ==>
                           OracleCnt(CELLS, other) == OracleCnt{Pre}(CELLS, other);
*/
static void move_slots(uint32_t object, uint32_t to)
{
  uint32_t from = oracle_first[object], slots = oracle_slots[object];
  //@ assert last:  oracle_owner[from + slots - 1] == object;
  //@ assert below: from + slots <= ROOTS_END + oracle_slot_cells;
  /*@ loop invariant slot:    slot <= slots;
      loop invariant moved:   \forall integer cell; to <= cell < to + slot ==>
                                oracle_owner[cell] == object &&
                                oracle_cell[cell] == \at(oracle_cell[cell + (oracle_first[object] - to)],Pre);
      loop invariant gap:     \forall integer cell; to + slot <= cell < from + slot ==>
                                oracle_owner[cell] == 0 && oracle_cell[cell] == 0;
      loop invariant rest:    \forall integer cell; from + slot <= cell < from + slots ==>
                                oracle_owner[cell] == object && oracle_cell[cell] == \at(oracle_cell[cell],Pre);
      loop invariant counted: \forall integer other; other != 0 ==>
                                OracleCnt(CELLS, other) == OracleCnt{Pre}(CELLS, other);
      loop assigns slot, oracle_cell[to .. from + slots - 1], oracle_owner[to .. from + slots - 1];
      loop variant slots - slot;
  */
  for (uint32_t slot = 0; slot < slots; slot++) {
    uint32_t target = oracle_cell[from + slot];
    oracle_owner[from + slot] = 0;
    write_reference(from + slot, 0);
    oracle_owner[to + slot] = object;
    write_reference(to + slot, target);
  }
  /*@ assert owners: \forall integer cell; ROOTS_END <= cell < CELLS ==>
        oracle_owner[cell] == (to <= cell < to + slots ? object
                                 : to <= cell < from + slots ? 0 : \at(oracle_owner[cell],Pre)); */
  /*@ assert values: \forall integer cell; ROOTS_END <= cell < CELLS ==>
        oracle_cell[cell] == (to <= cell < to + slots ? \at(oracle_cell[cell + (oracle_first[object] - to)],Pre)
                                : to <= cell < from + slots ? 0 : \at(oracle_cell[cell],Pre)); */
  oracle_first[object] = to;
}

void oracle_compact(void)
{
  uint32_t end = ROOTS_END + oracle_slot_cells;
  uint32_t read = ROOTS_END, write = ROOTS_END;
  /*@ loop invariant places:   ROOTS_END <= write <= read <= end;
      loop invariant graph:    OracleGraph;
      loop invariant gap:      \forall integer cell; write <= cell < read ==> oracle_owner[cell] == 0;
      loop invariant whole:    \forall integer object; OraclePresent(object) ==> oracle_slots[object] > 0 ==>
                                 oracle_first[object] + oracle_slots[object] <= write || read <= oracle_first[object];
      loop invariant same:     OracleSameSlots{Pre,Here};
      loop invariant counted:  \forall integer object; object != 0 ==>
                                 OracleCnt(CELLS, object) == OracleCnt{Pre}(CELLS, object);
      loop assigns read, write, oracle_cell[ROOTS_END .. CELLS - 1], oracle_owner[ROOTS_END .. CELLS - 1],
                   oracle_first[0 .. MAX_OBJECTS - 1];
      loop variant end - read;
  */
  while (read < end) {
    uint32_t object = oracle_owner[read];
    if (object == 0) {
      read++;
    } else {
      uint32_t slots = oracle_slots[object];
      //@ assert begins: oracle_first[object] == read;
      //@ assert last:   oracle_owner[read + slots - 1] == object;
      //@ assert below:  read + slots <= end;
      //@ assert mine:   \forall integer cell; read <= cell < read + slots ==> oracle_owner[cell] == object;
      /*@ assert theirs: \forall integer other; OraclePresent(other) && oracle_slots[other] > 0 ==>
            oracle_owner[oracle_first[other]] == other; */
      /*@ assert apart: \forall integer other; OraclePresent(other) && other != object && oracle_slots[other] > 0 ==>
            oracle_first[other] + oracle_slots[other] <= write || read + slots <= oracle_first[other]; */
      if (write < read) move_slots(object, write);
      /*@ assert kept: \forall integer cell; 0 <= cell < write || read + slots <= cell < CELLS ==>
            oracle_cell[cell] == \at(oracle_cell[cell],LoopCurrent); */
      /*@ assert rest: \forall integer other, slot; OraclePresent(other) && other != object ==>
            0 <= slot < oracle_slots[other] ==> OracleHeldBy(other, slot) == OracleHeldBy{LoopCurrent}(other, slot); */
      //@ assert step: OracleSameSlots{LoopCurrent,Here};
      read += slots;
      write += slots;
    }
  }
  oracle_slot_cells = write - ROOTS_END;
}

/*@ requires   cells: from <= end <= CELLS;
    terminates \true;
    exits      \false;
    assigns    oracle_cell[from .. end - 1], oracle_owner[from .. end - 1];
    ensures    null:  \forall integer cell; from <= cell < end ==> oracle_cell[cell] == 0 && oracle_owner[cell] == 0;
*/
static void clear_cells(uint32_t from, uint32_t end)
{
  /*@ loop invariant cell: from <= cell <= end;
      loop invariant null: \forall integer past; from <= past < cell ==>
                             oracle_cell[past] == 0 && oracle_owner[past] == 0;
      loop assigns cell, oracle_cell[from .. end - 1], oracle_owner[from .. end - 1];
      loop variant end - cell;
  */
  for (uint32_t cell = from; cell < end; cell++) {
    oracle_cell[cell] = 0;
    oracle_owner[cell] = 0;
  }
}

void oracle_reset(void)
{
  clear_cells(0, oracle_named_end);
  clear_cells(MAX_NAMED, MAX_NAMED + oracle_locals_end);
  clear_cells(ROOTS_END, ROOTS_END + oracle_slot_cells);
  oracle_named_end = 0;
  oracle_locals_end = 0;
  oracle_slot_cells = 0;
  oracle_present = 0;
  oracle_born = 0;
}
