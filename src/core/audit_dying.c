/* The auditor on the objects that are dying. */
#include "audit.h"

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> DyingState; */
static uint32_t dying_state_holds(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; 0 < o < object ==> DyingHolds(o);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) {
    if (list_of[object] == TRASH && reference_count[object] != 0) return 0;
    if (list_of[object] != DYING) continue;
    if (reference_count[object] != 0 || cursor[object] > slot_count[object]) return 0;
    if (stage[object] > STAGE_ANNOUNCED || (stage[object] != STAGE_ANNOUNCED && cursor[object] != 0)) return 0;
  }
  return 1;
}

uint32_t audit_passed(uint32_t object, uint32_t turns)
{
  uint32_t first = first_cell[object], end = first + turns;
  if (kind_is_backward(kind_of[object])) {
    end = first + slot_count[object];
    first = end - turns;
  }
  /*@ loop invariant range: first <= cell <= end;
      loop invariant held:  \forall integer k; first <= k < cell ==> cells[k] == 0;
      loop assigns   cell;
      loop variant   end - cell; */
  for (uint32_t cell = first; cell < end; cell++)
    if (cells[cell] != 0) return 0;
  return 1;
}

/*@ requires handles: Unborn;
    requires placed:  AuditPlaced;
    requires cursors: DyingState;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Released; */
static uint32_t released_hold(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; o < object ==> Listed(o, DYING) ==> PassedNull(o, cursor[o]);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++)
    if (list_of[object] == DYING && !audit_passed(object, cursor[object])) return 0;
  return 1;
}

uint32_t audit_dying(void)
{
  if (!dying_state_holds()) return AUDIT_DYING;
  if (!released_hold()) return AUDIT_RELEASED;
  return 0;
}
