/* The auditor on a collection that is running. */
#include "audit.h"

/*@ requires lists:   Unborn;
    requires objects: Targets;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> AuditProgress; */
static uint32_t progress_holds(void)
{
  uint32_t pinned = cells[PIN];
  if (collecting > PHASE_DELETE || next_unreachable > length[UNREACHABLE] || collection_generation > 2) return 0;
  if (length[SUSPECTS] != 0) return 0;
  if (collecting == 0 && (length[UNREACHABLE] != 0 || length[UNCOLLECTABLE] != 0)) return 0;
  if (pinned == 0 || collecting == PHASE_FINALIZERS) return 1;
  return collecting == PHASE_DELETE && condemned[pinned] && kind_is_clearable(kind_of[pinned]) &&
         clear_cursor <= slot_count[pinned];
}

/*@ requires lengths:  Lengths;
    requires progress: AuditProgress;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> AuditWaiting; */
static uint32_t waiting_holds(void)
{
  uint32_t start = UNREACHABLE * LIST_SPACE, end = start + next_unreachable;
  if (collecting != PHASE_DELETE) return 1;
  /*@ loop invariant range: start <= place <= end;
      loop invariant held:  \forall integer i; start <= i < place ==> order[i] != 0 ==> order[i] == cells[PIN];
      loop assigns   place;
      loop variant   end - place; */
  for (uint32_t place = start; place < end; place++)
    if (order[place] != 0 && order[place] != cells[PIN]) return 0;
  return 1;
}

uint32_t audit_machine(void)
{
  if (!progress_holds()) return AUDIT_PROGRESS;
  if (!waiting_holds()) return AUDIT_WAITING;
  if (cells[PIN] != 0 && collecting == PHASE_DELETE && !audit_passed(cells[PIN], clear_cursor)) return AUDIT_CLEARED;
  return 0;
}
