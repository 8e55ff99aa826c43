/* The closed table of kinds, as switches: code tests a switch, never a kind by name.
 *
 *   kind      traversed,       slots can   release order   cleared by      may have a finalizer   trashcan   tracked
 *             in a generation  be set                      the collector   and weak references               from
 *   cell      yes              yes         first to last   yes             yes                    no         birth
 *   list      yes              yes         last to first   yes             no                     yes        birth
 *   tuple     yes              no          last to first   no              no                     yes        birth
 *   opaque    no               yes         first to last   -               no                     no         -
 *   atom      no               has none    -               -               no                     no         -
 *   dict      yes              yes         first to last   yes             no                     yes        content
 *   instance  yes              yes         first to last   yes             yes                    yes        birth
 *   weakref   yes              has none    -               yes             no                     no         birth
 *
 * A tuple has no tp_clear.  A dict is tracked when it first holds something that may be tracked; a collection stops
 * tracking tuples and dicts that hold nothing of that sort. */
#ifndef HEAPPROOF_KINDS_H
#define HEAPPROOF_KINDS_H
#include <stdint.h>

enum {
  KIND_CELL = 0,
  KIND_LIST = 1,
  KIND_TUPLE = 2,
  KIND_OPAQUE = 3,
  KIND_ATOM = 4,
  KIND_DICT = 5,
  KIND_INSTANCE = 6,
  KIND_WEAKREF = 7,
  KIND_COUNT = 8
};

/*@ predicate IsTracked(integer kind) = kind != KIND_OPAQUE && kind != KIND_ATOM && kind < KIND_COUNT;
    predicate IsMutable(integer kind) = kind == KIND_CELL || kind == KIND_LIST || kind == KIND_OPAQUE || kind == KIND_DICT || kind == KIND_INSTANCE;
    predicate IsBackward(integer kind) = kind == KIND_LIST || kind == KIND_TUPLE;
    predicate IsClearable(integer kind) = kind == KIND_CELL || kind == KIND_LIST || kind == KIND_DICT || kind == KIND_INSTANCE || kind == KIND_WEAKREF;
    predicate IsFinalizable(integer kind) = kind == KIND_CELL || kind == KIND_INSTANCE;
    predicate IsNested(integer kind) = kind == KIND_LIST || kind == KIND_TUPLE || kind == KIND_DICT || kind == KIND_INSTANCE; */

/* Traversed by the collector and, when tracked, kept in a generation. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures tracked: 0 <= \result <= 1 && (\result != 0 <==> IsTracked(kind)); */
static inline int kind_is_tracked(uint32_t kind)
{
  return kind != KIND_OPAQUE && kind != KIND_ATOM && kind < KIND_COUNT;
}

/* Its slots may be assigned after birth. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures mutable: 0 <= \result <= 1 && (\result != 0 <==> IsMutable(kind)); */
static inline int kind_is_mutable(uint32_t kind)
{
  return kind != KIND_TUPLE && kind != KIND_ATOM && kind < KIND_WEAKREF;
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
  return kind_is_tracked(kind) && kind != KIND_TUPLE;
}

/* May have a finalizer and weak references. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures finalizable: 0 <= \result <= 1 && (\result != 0 <==> IsFinalizable(kind)); */
static inline int kind_is_finalizable(uint32_t kind)
{
  return kind == KIND_CELL || kind == KIND_INSTANCE;
}

/* Its deallocation waits in the trashcan when too many are nested (Py_TRASHCAN_BEGIN). */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures nested: 0 <= \result <= 1 && (\result != 0 <==> IsNested(kind)); */
static inline int kind_is_nested(uint32_t kind)
{
  return kind == KIND_LIST || kind == KIND_TUPLE || kind == KIND_DICT || kind == KIND_INSTANCE;
}

#endif
