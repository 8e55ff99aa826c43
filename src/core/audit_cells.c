/* The auditor on the cells: where references stand and where they lead. */
#include "audit.h"

/*@ requires handles: Unborn;
    requires objects: AuditPlaced && Marked;
    requires range:   from <= end <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> \forall integer k; from <= k < end ==> cells[k] != 0 ==> SomeSlot(k); */
static uint32_t no_strays(uint32_t from, uint32_t end)
{
  /*@ loop invariant range: from <= cell <= end;
      loop invariant held:  \forall integer k; from <= k < cell ==> cells[k] != 0 ==> SomeSlot(k);
      loop assigns   cell;
      loop variant   end - cell; */
  for (uint32_t cell = from; cell < end; cell++) {
    uint32_t owner = audit_owner[cell];
    if (cells[cell] == 0) continue;
    if (owner == 0 || owner > born || list_of[owner] == FREE || cell < first_cell[owner] ||
        cell - first_cell[owner] >= slot_count[owner])
      return 0;
    /*@ assert slot: Allocated(owner) && IsSlot(owner, cell); */
  }
  return 1;
}

/*@ requires handles: Unborn;
    requires range:   from <= end <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> \forall integer k; from <= k < end ==> TargetHolds(k); */
static uint32_t targets_hold(uint32_t from, uint32_t end)
{
  /*@ loop invariant range: from <= cell <= end;
      loop invariant held:  \forall integer k; from <= k < cell ==> TargetHolds(k);
      loop assigns   cell;
      loop variant   end - cell; */
  for (uint32_t cell = from; cell < end; cell++) {
    uint32_t target = cells[cell];
    if (target != 0 && (target > born || list_of[target] < UNREACHABLE)) return 0;
  }
  return 1;
}

uint32_t audit_cells(void)
{
  if (!no_strays(FIRST_BLOCK_CELL, AUDIT_POOLS_END)) return AUDIT_STRAYS;
  if (!no_strays(FIRST_EXTENT_CELL, AUDIT_EXTENTS_END)) return AUDIT_STRAYS;
  if (!targets_hold(PIN, AUDIT_NAMED_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_LOCAL, AUDIT_LOCALS_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_HELD, AUDIT_HELD_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_GARBAGE, AUDIT_GARBAGE_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_BLOCK_CELL, AUDIT_POOLS_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_EXTENT_CELL, AUDIT_EXTENTS_END)) return AUDIT_TARGETS;
  return 0;
}
