/* Binding slots and roots, and the one place where a count goes down. */
#include "references.h"
#include "calls.h"
#include "deaths.h"
#include "objects.h"

uint32_t reference_count[MAX_OBJECTS];
uint32_t named_used;

void release(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  reference_count[object]--;
  if (reference_count[object] == 0) {
    /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
    if (referent[object] != 0) clear_weakref(object);
    death_arrives(object);
  }
}

void release_value(uint32_t object)
{
  if (object != 0) release(object);
}

void stop_holding(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  write_cell(FIRST_HELD + object, 0);
  release(object);
}

void note_root(uint32_t root)
{
  if (root < MAX_NAMED && root >= named_used) named_used = root + 1;
}

/* Stores `value` in a root or in a slot of a mutable object, then releases what stood there. */
/*@ requires lists:      ListInv && Stacks;
    requires references: RefInv(0);
    requires under_way: CallInv;
    requires collection: CollectionInv;
    requires cell:       FIRST_NAMED <= cell < ROOTS_END ||
                         (FIRST_BLOCK_CELL <= cell < CELLS && own[cell] != 0 && Usable(own[cell]) && IsMutable(kind_of[own[cell]]) && IsSlot(own[cell], cell));
    requires value:      UsableOrNull(value);

    terminates \true;
    exits    \false;
    assigns  cells[cell], DEATH_STATE;

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  stored:     cells[cell] == value;
    ensures  safe:       SafeHeap; */
static void store(uint32_t cell, uint32_t value)
{
  uint32_t old = cells[cell];
  /*@ ghost lemma_count(CELLS); */
  if (value != 0) reference_count[value]++;
  write_cell(cell, value);
  release_value(old);
  /*@ ghost lemma_reachable_is_usable(); */
}

uint32_t heap_get_slot(uint32_t object, uint32_t slot)
{
  /*@ assert slot: IsSlot(object, first_cell[object] + slot) && own[first_cell[object] + slot] == object; */
  return cells[first_cell[object] + slot];
}

/* A dict is tracked as soon as it holds something that may be tracked. */
/*@ requires inv:     HeapInv;
    requires usable:  Usable(object) && UsableOrNull(value);

    terminates \true;
    exits    \false;
    assigns  order[GENERATION_0 * LIST_SPACE .. GENERATION_0 * LIST_SPACE + LIST_SPACE - 1], length[GENERATION_0], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_HEAP_INV
    ensures  usable:  Usable(object) && UsableOrNull(value); */
static void track_holder(uint32_t object, uint32_t value)
{
  if (kind_of[object] == KIND_DICT && list_of[object] == UNTRACKED && may_be_tracked(value)) begin_tracking(object);
}

void heap_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  /*@ assert slot: IsSlot(object, first_cell[object] + slot) && own[first_cell[object] + slot] == object; */
  track_holder(object, value);
  store(first_cell[object] + slot, value);
}

uint32_t heap_get_root(uint32_t root)
{
  return cells[root];
}

void heap_set_root(uint32_t root, uint32_t value)
{
  note_root(root);
  store(root, value);
}
