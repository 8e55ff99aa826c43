/* The auditor on the cells: where references stand and where they lead. */
#include "audit.h"

/* May a reference lead there? */
/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> target <= born && list_of[target] >= UNREACHABLE; */
static inline int is_target(uint32_t target)
{
  return target <= born && list_of[target] >= UNREACHABLE;
}

/* Words of blocks: 0, or the first of the two clauses that they violate. */
/*@ requires handles: Unborn;
    requires objects: AuditPlaced && Marked;
    requires range:   from <= end <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  strays:  \result == AUDIT_STRAYS <==> !(\forall integer k; from <= k < end ==> cells[k] != 0 ==> SomeSlot(k));
    ensures  targets: \result == 0 ==> \forall integer k; from <= k < end ==> TargetHolds(k);
    ensures  first:   \result == 0 || \result == AUDIT_STRAYS ||
                      (\result == AUDIT_TARGETS && \exists integer k; from <= k < end && !TargetHolds(k)); */
static uint32_t audit_words(uint32_t from, uint32_t end)
{
  uint32_t violated = 0;
  /*@ loop invariant range:   from <= cell <= end;
      loop invariant next:    cell < end ==> cells[cell] != 0;
      loop invariant slots:   \forall integer k; from <= k < cell ==> cells[k] != 0 ==> SomeSlot(k);
      loop invariant targets: violated == 0 ==> \forall integer k; from <= k < cell ==> TargetHolds(k);
      loop invariant first:   violated == 0 || (violated == AUDIT_TARGETS && \exists integer k; from <= k < cell && !TargetHolds(k));
      loop assigns   cell, violated;
      loop variant   end - cell; */
  for (uint32_t cell = next_filled(from, end); cell < end; cell = next_filled(cell + 1, end)) {
    uint32_t owner = audit_owner[cell];
    if (owner == 0 || owner > born || list_of[owner] == FREE || cell < first_cell[owner] ||
        cell - first_cell[owner] >= slot_count[owner])
      return AUDIT_STRAYS;
    /*@ assert slot: Allocated(owner) && IsSlot(owner, cell); */
    if (!is_target(cells[cell])) violated = AUDIT_TARGETS;
  }
  return violated;
}

/*@ requires handles: Unborn;
    requires range:   from <= end <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> \forall integer k; from <= k < end ==> TargetHolds(k); */
static int targets_hold(uint32_t from, uint32_t end)
{
  /*@ loop invariant range: from <= cell <= end;
      loop invariant next:  cell < end ==> cells[cell] != 0;
      loop invariant held:  \forall integer k; from <= k < cell ==> TargetHolds(k);
      loop assigns   cell;
      loop variant   end - cell; */
  for (uint32_t cell = next_filled(from, end); cell < end; cell = next_filled(cell + 1, end))
    if (!is_target(cells[cell])) return 0;
  return 1;
}

uint32_t audit_cells(void)
{
  uint32_t pools = audit_words(FIRST_BLOCK_CELL, AUDIT_POOLS_END);
  if (pools == AUDIT_STRAYS) return AUDIT_STRAYS;
  uint32_t extents = audit_words(FIRST_EXTENT_CELL, AUDIT_EXTENTS_END);
  if (extents != 0) return extents;
  if (!targets_hold(PIN, AUDIT_NAMED_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_LOCAL, AUDIT_LOCALS_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_HELD, AUDIT_HELD_END)) return AUDIT_TARGETS;
  if (!targets_hold(FIRST_GARBAGE, AUDIT_GARBAGE_END)) return AUDIT_TARGETS;
  return pools;
}
