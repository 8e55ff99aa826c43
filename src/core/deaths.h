/* How a death begins: an object whose count has fallen to zero waits in the trashcan, or has its finalizer run, or
 * becomes the innermost of the dying.
 *
 * In CPython this is the beginning of tp_dealloc: Py_TRASHCAN_BEGIN, then PyObject_CallFinalizerFromDealloc. */
#ifndef HEAPPROOF_DEATHS_H
#define HEAPPROOF_DEATHS_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/machine.acsl"
#endif

/* The count of an object, which is on no list or on one of the living, has fallen to zero. */
/*@ requires lists:      ListInv && Stacks;
    REQUIRES_REF_INV_BUT(object)
    requires under_way: CallInv && referent[object] == 0;
    REQUIRES_COLLECTION_INV_BUT(object)

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure <= \old(Measure);
    ENSURES_DEATH
    ensures  simple:     kind_of[object] == KIND_WEAKREF ==> SimpleDeath{Pre,Here}(object); */
void death_arrives(uint32_t object);

/* The same, and it does not wait in the trashcan. */
/*@ requires lists:      ListInv && Stacks;
    REQUIRES_REF_INV_BUT(object)
    requires under_way: CallInv && referent[object] == 0;
    REQUIRES_COLLECTION_INV_BUT(object)

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure < \old(Measure) - 1;
    ENSURES_DEATH
    ensures  simple:     kind_of[object] == KIND_WEAKREF ==> SimpleDeath{Pre,Here}(object); */
void death_resumes(uint32_t object);

/* The finalizer of the innermost activity has run: its object lives on, or it dies now. */
/*@ requires inv:        HeapInv;
    requires innermost:  activity_count > 0 && activities[activity_count - 1] == object && 0 < object < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_EACH_HEAP_INV
    ensures  lighter:    Measure < \old(Measure);
    ensures  spared:     SparedLess{Pre,Here};
    ENSURES_DEATH */
void finalizer_ends(uint32_t object);

/* A death of an object of this kind has ended; the trashcan is opened when few enough are left. */
/*@ requires lists:      ListInv && Stacks;
    requires under_way: CallInv;

    terminates \true;
    exits    \false;
    assigns  ACTIVITY_STATE, trash_nesting;

    ENSURES_ACTIVITIES
    ensures  finalizing: Finalizing;
    ensures  under:      Under;
    ensures  collection: SameBottom{Pre,Here};
    ensures  others:     \forall integer a; 0 <= a < MAX_OBJECTS ==> activity_place[a] == \old(activity_place[a]);
    ensures  unnested:   !IsNested(kind) ==> activity_count == \old(activity_count) && activity_base[0] == \old(activity_base[0]);
    ensures  heavier:    TrashRest <= \old(TrashRest) + 1; */
void nesting_ends(uint32_t kind);

/* The last object of the trashcan dies next. */
/*@ requires inv:        HeapInv;
    requires waiting:    length[TRASH] > 0;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_EACH_HEAP_INV
    ensures  lighter:    Measure < \old(Measure) - 1;
    ENSURES_DEATH */
void take_trash(void);

/* Opens the trashcan, which is not empty, though nothing has ended: at the end of a statement or of a collection. */
/*@ requires inv:        HeapInv;
    requires waiting:    length[TRASH] > 0 && activity_place[TRASHCAN] == 0;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  lighter:    Measure < \old(Measure);
    ensures  less:       OnlyLess{Pre,Here};
    ensures  kept:       UsableKept{Pre,Here};
    ENSURES_DEATH */
void open_trashcan(void);

#endif
