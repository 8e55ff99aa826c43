/* The closed table of kinds, as switches: code tests a switch, never a kind by name.
 *
 *   kind     traversed, in a generation   slots can be set   release order   cleared by the collector
 *   cell     yes                          yes                first to last   yes
 *   list     yes                          yes                last to first   yes
 *   tuple    yes                          no                 last to first   no (tuples have no tp_clear)
 *   opaque   no                           yes                first to last   -
 *   atom     no                           has none           -               -
 */
#ifndef HEAPPROOF_KINDS_H
#define HEAPPROOF_KINDS_H
#include <stdint.h>

enum { KIND_CELL = 0, KIND_LIST = 1, KIND_TUPLE = 2, KIND_OPAQUE = 3, KIND_ATOM = 4, KIND_COUNT = 5 };

/*@ predicate IsTracked(integer kind) = kind == KIND_CELL || kind == KIND_LIST || kind == KIND_TUPLE;
    predicate IsMutable(integer kind) = kind == KIND_CELL || kind == KIND_LIST || kind == KIND_OPAQUE;
    predicate IsBackward(integer kind) = kind == KIND_LIST || kind == KIND_TUPLE;
    predicate IsClearable(integer kind) = kind == KIND_CELL || kind == KIND_LIST; */

/* Traversed by the collector and kept in a generation. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures tracked: 0 <= \result <= 1 && (\result != 0 <==> IsTracked(kind)); */
static inline int kind_is_tracked(uint32_t kind)
{
  return kind == KIND_CELL || kind == KIND_LIST || kind == KIND_TUPLE;
}

/* Its slots may be assigned after birth. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures mutable: 0 <= \result <= 1 && (\result != 0 <==> IsMutable(kind)); */
static inline int kind_is_mutable(uint32_t kind)
{
  return kind == KIND_CELL || kind == KIND_LIST || kind == KIND_OPAQUE;
}

/* Visits and releases its slots from the last to the first (list_dealloc, tupledealloc, list_traverse). */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures backward: 0 <= \result <= 1 && (\result != 0 <==> IsBackward(kind)); */
static inline int kind_is_backward(uint32_t kind)
{
  return kind == KIND_LIST || kind == KIND_TUPLE;
}

/* Has a tp_clear, so the collector can break its references. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures clearable: 0 <= \result <= 1 && (\result != 0 <==> IsClearable(kind)); */
static inline int kind_is_clearable(uint32_t kind)
{
  return kind == KIND_CELL || kind == KIND_LIST;
}

#endif
