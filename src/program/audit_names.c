/* The table of clauses, in the order of core/audit.h. */
#include "audit_names.h"
#include "core/audit.h"

static const char *const names[AUDIT_CLAUSES] = {
    [0] = "no clause",
    [AUDIT_MARKS] = "Marks",
    [AUDIT_LENGTHS] = "Lengths",
    [AUDIT_UNBORN] = "Unborn",
    [AUDIT_TAGS] = "Tags",
    [AUDIT_FORWARD] = "Forward",
    [AUDIT_BACKWARD] = "Backward",
    [AUDIT_STACKS] = "Stacks",
    [AUDIT_KINDS] = "Kinds",
    [AUDIT_PLACED] = "Placed",
    [AUDIT_OWNED] = "Owned",
    [AUDIT_STRAYS] = "Strays",
    [AUDIT_TARGETS] = "Targets",
    [AUDIT_COUNTS] = "Counts",
    [AUDIT_DYING] = "DyingState",
    [AUDIT_RELEASED] = "Released",
    [AUDIT_PROGRESS] = "Progress",
    [AUDIT_WAITING] = "Waiting",
    [AUDIT_CLEARED] = "ClearedSoFar",
    [AUDIT_FRAMES] = "Frames",
    [AUDIT_UNBOUND] = "Unbound",
};

const char *audit_clause_name(uint32_t clause)
{
  return clause < AUDIT_CLAUSES ? names[clause] : names[0];
}
