/* References: slots and roots are read and bound, and a count goes down in one place only.
 *
 * A new reference is counted before the old one is released (Py_XSETREF), so an object that is bound to where it
 * already stands does not die.  Between the two, RefInv holds with one reference counted and not stored. */
#ifndef HEAPPROOF_REFERENCES_H
#define HEAPPROOF_REFERENCES_H
#include "state.h"

/* Lemma: what is reachable is live and not being cleared. */
/*@ ghost
  /@ requires targets:  Targets;
     requires owners:   Owners;
     requires isolated: IsolatedSet;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  safe:     SafeHeap; @/
  void lemma_reachable_is_usable(void);
*/

/* Gives up one reference to `object`, which is counted and no longer stored (Py_DECREF).  At zero its death begins. */
/*@ requires live:       Live(object);
    requires lists:      ListInv && Stacks;
    requires references: RefInv(object);
    requires under_way: CallInv;
    requires collection: CollectionInv;

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
    ensures  simple:     \old(reference_count[object]) > 1 || kind_of[object] == KIND_WEAKREF ==> SimpleDeath{Pre,Here}(object);
    ensures  survives:   \old(reference_count[object]) > 1 ==> list_of[object] == \old(list_of[object]); */
void release(uint32_t object);

/* The same for what was taken out of a cell, which may be null. */
/*@ requires live:       object == 0 || Live(object);
    requires lists:      ListInv && Stacks;
    requires references: RefInv(object);
    requires under_way: CallInv;
    requires collection: CollectionInv;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure <= \old(Measure);
    ENSURES_DEATH */
void release_value(uint32_t object);

/* The machine gives up its hold on an object, by its cell. */
/*@ requires inv:        HeapInv;
    requires held:       0 < object < MAX_OBJECTS && cells[FIRST_HELD + object] == object;
    requires unlinked:   referent[object] == 0 && activity_place[object] == 0 && list_of[object] != NOTIFIED;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  lighter:    Measure <= \old(Measure);
    ENSURES_DEATH
    ensures  simple:     kind_of[object] == KIND_WEAKREF ==> SimpleDeath{Pre,Here}(object); */
void stop_holding(uint32_t object);

/* Remembers that a root was used, for heap_reset. */
/*@ terminates \true;
    exits    \false;
    assigns  named_used;

    ensures  used: named_used == (root < MAX_NAMED && root >= \old(named_used) ? root + 1 : \old(named_used)); */
void note_root(uint32_t root);

/* The object in slot `slot`, or null. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object);
    requires slot:   slot < slot_count[object];

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  value:  \result == cells[first_cell[object] + slot];
    ensures  usable: UsableOrNull(\result); */
uint32_t heap_get_slot(uint32_t object, uint32_t slot);

/* Slot `slot` of a mutable object becomes `value`; the old value is released last. */
/*@ requires inv:     HeapInv;
    requires usable:  Usable(object);
    requires mutable: IsMutable(kind_of[object]);
    requires slot:    slot < slot_count[object];
    requires value:   UsableOrNull(value);

    terminates \true;
    exits    \false;
    assigns  cells[first_cell[object] + slot], DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  stored:  cells[first_cell[object] + slot] == value;
    ensures  safe:    SafeHeap; */
void heap_set_slot(uint32_t object, uint32_t slot, uint32_t value);

/* The object bound to a root, or null. */
/*@ requires inv:    HeapInv;
    requires root:   IsRoot(root);

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  value:  \result == cells[root];
    ensures  usable: UsableOrNull(\result); */
uint32_t heap_get_root(uint32_t root);

/* Binds a root; null unbinds it.  What it held is released last. */
/*@ requires inv:    HeapInv;
    requires root:   IsRoot(root);
    requires value:  UsableOrNull(value);

    terminates \true;
    exits    \false;
    assigns  named_used, cells[root], DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  stored: cells[root] == value;
    ensures  safe:   SafeHeap; */
void heap_set_root(uint32_t root, uint32_t value);

#endif
