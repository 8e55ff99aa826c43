/* The steps of a dying object. */
#include "deallocation.h"
#include "machine.h"
#include "objects.h"
#include "references.h"

uint32_t cursor[MAX_OBJECTS];
uint8_t announced[MAX_OBJECTS];

/* Releases the next slot of the innermost dying object. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > base && object == Innermost;
    requires slot:   announced[object] != 0 && cursor[object] < slot_count[object];

    terminates \true;
    exits    \false;
    assigns  announced[0 .. MAX_OBJECTS - 1], cursor[0 .. MAX_OBJECTS - 1], cells[FIRST_BLOCK_CELL .. CELLS - 1], reference_count[0 .. MAX_OBJECTS - 1],
             order[0 .. LISTS * LIST_SPACE - 1], length[DYING], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ensures  usable:  UsableLess{Pre,Here}; */
static void release_slot(uint32_t object)
{
  /*@ assert top: Listed(object, DYING) && position[object] == DYING * LIST_SPACE + length[DYING] - 1; */
  uint32_t cell = slot_cell(object, cursor[object]);
  uint32_t target = cells[cell];
  /*@ assert own: own[cell] == object; */
  /*@ ghost lemma_count(CELLS); */
  write_cell(cell, 0);
  cursor[object]++;
  if (target != 0) release(target);
}

/* Frees the innermost dying object, which holds nothing any more. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > base && object == Innermost;
    requires empty:  cursor[object] == slot_count[object];

    terminates \true;
    exits    \false;
    assigns  own[0 .. CELLS - 1], iso[object], order[0 .. LISTS * LIST_SPACE - 1], length[DYING], length[FREE],
             position[object], list_of[object], BLOCK_STATE, block_of[0 .. CELLS - 1], gc_count[0];

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ensures  usable:  UsableLess{Pre,Here}; */
static void bury(uint32_t object)
{
  /*@ assert top: Listed(object, DYING) && position[object] == DYING * LIST_SPACE + length[DYING] - 1; */
  /*@ assert empty: \forall integer k; IsSlot(object, k) ==> cells[k] == 0; */
  /*@ ghost ghost_own_block(first_cell[object], 0); */
  /*@ assert ownerless: \forall integer k; 0 <= k < CELLS ==> own[k] != object; */
  block_give(first_cell[object]);
  /*@ ghost iso[object] = 0; */
  /*@ assert edges: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> iso[cells[k]] != 0 ==> k == PIN || (own[k] != 0 && iso[own[k]] != 0); */
  list_pop(DYING);
  /*@ ghost lemma_room(FREE); */
  list_append(FREE, object);
  if (kind_is_tracked(kind_of[object])) count_deallocation();
}

uint32_t step_deallocation(void)
{
  uint32_t object = order[DYING * LIST_SPACE + length[DYING] - 1];
  if (announced[object] == 0) {
    announced[object] = 1;
    event_object = object;
    /*@ assert announced: Measure < \at(Measure,Pre); */
    return EVENT_DEALLOC;
  }
  if (cursor[object] < slot_count[object]) {
    release_slot(object);
    /*@ assert released: Measure < \at(Measure,Pre); */
  } else {
    bury(object);
    /*@ assert buried: Measure < \at(Measure,Pre); */
  }
  return EVENT_IDLE;
}
