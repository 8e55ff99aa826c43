/* The auditor on the objects: what they are and where their slots lie. */
#include "audit.h"

uint32_t audit_owner[CELLS];

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Kinds; */
static uint32_t kinds_hold(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; o < object ==> Allocated(o) ==> KindHolds(o);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) {
    uint32_t list = list_of[object];
    if (list == FREE) continue;
    if (kind_of[object] >= KIND_COUNT) return 0;
    if (list >= UNREACHABLE && list < UNTRACKED && !kind_is_tracked(kind_of[object])) return 0;
    if (kind_of[object] == KIND_WEAKREF && slot_count[object] != 0) return 0;
  }
  return 1;
}

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> AuditPlaced; */
static uint32_t placed_hold(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; o < object ==> Allocated(o) ==> PlacedAt(o);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) {
    uint32_t first = first_cell[object];
    if (list_of[object] == FREE) continue;
    if (first < FIRST_BLOCK_CELL || first >= CELLS || slot_count[object] > CELLS - first) return 0;
  }
  return 1;
}

/* Marks the slots of an object, up to one that is a slot of an object before it: then 0. */
/*@ requires handles: Unborn;
    requires placed:  AuditPlaced;
    requires object:  Allocated(object);
    requires marked:  MarkedBelow(object);

    terminates \true;
    exits    \false;
    assigns  audit_owner[0 .. CELLS - 1];

    ensures  marked:  \result != 0 ==> MarkedBelow(object + 1);
    ensures  shared:  \result == 0 ==> \exists integer k; SlotBelow(object, k) && IsSlot(object, k); */
static uint32_t mark_slots(uint32_t object)
{
  uint32_t first = first_cell[object], end = first + slot_count[object];
  /*@ loop invariant range:  first <= cell <= end;
      loop invariant below:  MarkedBelow(object);
      loop invariant marked: \forall integer k; first <= k < cell ==> audit_owner[k] == object;
      loop assigns   cell, audit_owner[0 .. CELLS - 1];
      loop variant   end - cell; */
  for (uint32_t cell = first; cell < end; cell++) {
    uint32_t owner = audit_owner[cell];
    if (owner != 0 && owner < object && list_of[owner] != FREE && first_cell[owner] <= cell &&
        cell - first_cell[owner] < slot_count[owner]) {
      /*@ assert shared: SlotBelow(object, cell) && IsSlot(object, cell); */
      return 0;
    }
    audit_owner[cell] = object;
  }
  return 1;
}

/*@ requires handles: Unborn;
    requires placed:  AuditPlaced;

    terminates \true;
    exits    \false;
    assigns  audit_owner[0 .. CELLS - 1];

    ensures  exact:  \result != 0 <==> AuditOwned;
    ensures  marked: \result != 0 ==> Marked; */
static uint32_t owned_hold(void)
{
  /*@ loop invariant range:  1 <= object <= born + 1;
      loop invariant marked: MarkedBelow(object);
      loop assigns   object, audit_owner[0 .. CELLS - 1];
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++)
    if (list_of[object] != FREE && !mark_slots(object)) return 0;
  return 1;
}

uint32_t audit_objects(void)
{
  if (!kinds_hold()) return AUDIT_KINDS;
  if (!placed_hold()) return AUDIT_PLACED;
  if (!owned_hold()) return AUDIT_OWNED;
  return 0;
}
