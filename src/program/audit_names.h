/* The clauses of the heap's invariant under their names, for messages. */
#ifndef HEAPPROOF_AUDIT_NAMES_H
#define HEAPPROOF_AUDIT_NAMES_H
#include <stdint.h>

/* The name of the predicate (spec/acsl) that heap_audit's answer says is violated; "no clause" for 0 and what it
 * never answers. */
const char *audit_clause_name(uint32_t clause);

#endif
