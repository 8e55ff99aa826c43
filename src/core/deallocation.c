/* The steps of a dying object. */
#include "deallocation.h"
#include "deaths.h"
#include "notice.h"
#include "objects.h"
#include "references.h"

uint32_t cursor[MAX_OBJECTS];

/* Releases the next slot of the innermost dying object. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires slot:   stage[object] == STAGE_ANNOUNCED && cursor[object] < slot_count[object];

    terminates \true;
    exits    \false;
    assigns  cells[FIRST_BLOCK_CELL .. CELLS - 1], DEATH_STATE;

    ENSURES_STEP */
static void release_slot(uint32_t object)
{
  /*@ assert top: Listed(object, DYING) && position[object] == DYING * LIST_SPACE + length[DYING] - 1; */
  uint32_t cell = slot_cell(object, cursor[object]);
  uint32_t target = cells[cell];
  /*@ assert own: own[cell] == object; */
  /*@ ghost lemma_count(CELLS); */
  write_cell(cell, 0);
  cursor[object]++;
  release_value(target);
}

/* Frees the innermost dying object, which holds nothing any more and is not referred to. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires empty:  stage[object] == STAGE_ANNOUNCED && cursor[object] == slot_count[object];

    terminates \true;
    exits    \false;
    assigns  own[0 .. CELLS - 1], condemned[object], order[0 .. LISTS * LIST_SPACE - 1], length[DYING], length[FREE],
             position[object], list_of[object], BLOCK_STATE, block_of[0 .. CELLS - 1];

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE
    ensures  much:   Measure < \old(Measure) - 1; */
static void bury(uint32_t object)
{
  /*@ assert top: Listed(object, DYING) && position[object] == DYING * LIST_SPACE + length[DYING] - 1; */
  /*@ assert empty: \forall integer k; IsSlot(object, k) ==> cells[k] == 0; */
  /*@ assert unreferred: Unreferred(object) && weak_first[object] == 0; */
  /*@ ghost ghost_own_block(first_cell[object], 0); */
  /*@ assert ownerless: \forall integer k; 0 <= k < CELLS ==> own[k] != object; */
  block_give(first_cell[object]);
  condemned[object] = 0;
  /*@ assert edges: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> condemned[cells[k]] != 0 ==> k == PIN || (own[k] != 0 && condemned[own[k]] != 0); */
  list_pop(DYING);
  /*@ ghost lemma_room(FREE); */
  list_append(FREE, object);
}

/* The innermost dying object is gone. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires empty:  stage[object] == STAGE_ANNOUNCED && cursor[object] == slot_count[object];

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP */
static void end_death(uint32_t object)
{
  bury(object);
  if (kind_is_tracked(kind_of[object])) count_deallocation(kind_of[object], slot_count[object]);
  nesting_ends(kind_of[object]);
}

uint32_t step_deallocation(void)
{
  uint32_t object = order[DYING * LIST_SPACE + length[DYING] - 1];
  if (stage[object] != STAGE_ANNOUNCED) return step_notice(object);
  if (cursor[object] < slot_count[object]) release_slot(object);
  else end_death(object);
  return EVENT_IDLE;
}
