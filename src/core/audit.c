/* The auditor's parts, in the order of their clauses. */
#include "audit.h"

uint32_t audit_locals;

/*@ ghost
  void lemma_audited(void) {
  }
*/

/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Marks; */
static uint32_t marks_hold(void)
{
  return named_used <= MAX_NAMED && locals_count <= MAX_LOCALS && pools_begun <= POOLS_END - FIRST_POOL &&
         extents_begun <= MAX_EXTENT_UNITS;
}

uint32_t heap_audit(void)
{
  if (!marks_hold()) return AUDIT_MARKS;
  if (audit_locals < locals_count) audit_locals = locals_count;
  uint32_t violated = audit_lists();
  if (violated == 0) violated = audit_objects();
  if (violated == 0) violated = audit_cells();
  if (violated == 0) violated = audit_counts();
  if (violated == 0) violated = audit_dying();
  if (violated == 0) violated = audit_machine();
  if (violated == 0) violated = audit_frames();
  return violated;
}
