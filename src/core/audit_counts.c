/* The auditor on the counts: every reference is counted again. */
#include "audit.h"

uint32_t audit_tally[MAX_OBJECTS];

/* Lemma: null cells refer to no object. */
/*@ ghost
  /@ requires range: from <= end <= CELLS;
     requires null:  \forall integer k; from <= k < end ==> cells[k] == 0;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  same:  \forall integer x; x != 0 ==> CountTo(end, x) == CountTo(from, x); @/
  void lemma_null_cells(uint32_t from, uint32_t end) {
    uint32_t i = from;
    /@ loop invariant range: from <= i <= end;
       loop invariant same:  \forall integer x; x != 0 ==> CountTo(i, x) == CountTo(from, x);
       loop assigns   i;
       loop variant   end - i; @/
    while (i < end) i++;
  }
*/

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  audit_tally[0 .. MAX_OBJECTS - 1];

    ensures  tallied: Tallied(0); */
static void tally_nothing(void)
{
  /*@ loop invariant range:   1 <= object <= born + 1;
      loop invariant cleared: \forall integer o; 0 < o < object ==> audit_tally[o] == 0;
      loop assigns   object, audit_tally[0 .. MAX_OBJECTS - 1];
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) audit_tally[object] = 0;
}

/*@ requires handles: Unborn;
    requires targets: Targets;
    requires range:   from <= end <= CELLS;
    requires tallied: Tallied(from);

    terminates \true;
    exits    \false;
    assigns  audit_tally[0 .. MAX_OBJECTS - 1];

    ensures  tallied: Tallied(end); */
static void tally_cells(uint32_t from, uint32_t end)
{
  uint32_t cell = next_filled(from, end);
  /*@ ghost lemma_null_cells(from, cell); */
  /*@ loop invariant range:   from <= cell <= end;
      loop invariant filled:  cell < end ==> cells[cell] != 0;
      loop invariant tallied: Tallied(cell);
      loop assigns   cell, audit_tally[0 .. MAX_OBJECTS - 1];
      loop variant   end - cell; */
  while (cell < end) {
    /*@ ghost uint32_t last = cell; */
    /*@ ghost lemma_count(cell); */
    audit_tally[cells[cell]]++;
    cell = next_filled(cell + 1, end);
    /*@ ghost lemma_null_cells(last + 1, cell); */
  }
}

/*@ requires scanned:   Scanned;
    requires handles:   Unborn;
    requires targets:   Targets;

    terminates \true;
    exits    \false;
    assigns  audit_tally[0 .. MAX_OBJECTS - 1];

    ensures  tallied: Tallied(CELLS); */
static void tally_references(void)
{
  tally_nothing();
  tally_cells(PIN, AUDIT_NAMED_END);
  /*@ ghost lemma_null_cells(AUDIT_NAMED_END, FIRST_LOCAL); */
  tally_cells(FIRST_LOCAL, AUDIT_LOCALS_END);
  /*@ ghost lemma_null_cells(AUDIT_LOCALS_END, FIRST_HELD); */
  tally_cells(FIRST_HELD, AUDIT_HELD_END);
  /*@ ghost lemma_null_cells(AUDIT_HELD_END, FIRST_GARBAGE); */
  tally_cells(FIRST_GARBAGE, AUDIT_GARBAGE_END);
  /*@ ghost lemma_null_cells(AUDIT_GARBAGE_END, FIRST_BLOCK_CELL); */
  tally_cells(FIRST_BLOCK_CELL, AUDIT_POOLS_END);
  /*@ ghost lemma_null_cells(AUDIT_POOLS_END, FIRST_EXTENT_CELL); */
  tally_cells(FIRST_EXTENT_CELL, AUDIT_EXTENTS_END);
  /*@ ghost lemma_null_cells(AUDIT_EXTENTS_END, CELLS); */
}

uint32_t audit_counts(void)
{
  tally_references();
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; o < object ==> Live(o) ==> reference_count[o] > 0 && reference_count[o] == References(o);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) {
    uint32_t count = reference_count[object];
    if (list_of[object] >= UNREACHABLE && (count == 0 || count != audit_tally[object])) return AUDIT_COUNTS;
  }
  return 0;
}
