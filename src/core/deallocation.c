/* The steps of a dying object. */
#include "deallocation.h"
#include "calls.h"
#include "deaths.h"
#include "machine.h"
#include "objects.h"
#include "references.h"

uint32_t cursor[MAX_OBJECTS];

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
  condemned[object] = 0;
  /*@ assert edges: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> iso[cells[k]] != 0 ==> k == PIN || (own[k] != 0 && iso[own[k]] != 0); */
  list_pop(DYING);
  /*@ ghost lemma_room(FREE); */
  list_append(FREE, object);
  if (kind_is_tracked(kind_of[object])) count_deallocation(kind_of[object], slot_count[object]);
  nesting_ends(object);
}

/* Holds every weak reference of the chain of a dying object; CPython makes a tuple of them and their callbacks: one of
 * 2 * count items, as a program's with a slot less (free_lists.h). */
static void hold_chain(uint32_t object)
{
  uint32_t count = 0;
  for (uint32_t reference = weak_first[object]; reference != 0; reference = weak_next[reference]) {
    reference_count[reference]++;
    write_cell(FIRST_HELD + reference, reference);
    set_call(reference, CALL_QUEUED);
    count++;
  }
  notice_count[object] = count;
  count_allocation(KIND_TUPLE, 2 * count - 1);
}

/* The dying object looks at its weak references (PyObject_ClearWeakRefs): the plain one is cleared; a lone one with
 * callback is cleared and called; of several all are held, called in order, and let go from the last. */
static uint32_t begin_notice(uint32_t object)
{
  uint32_t reference = weak_first[object];
  if (reference != 0 && !has_callback[reference]) {
    clear_weakref(reference);
    reference = weak_first[object];
  }
  stage[object] = STAGE_NOTIFIED;
  if (reference == 0) return EVENT_IDLE;
  if (weak_next[reference] == 0 && !single_notice_held) {
    clear_weakref(reference);
    event_object = reference;
    return EVENT_CALLBACK;
  }
  hold_chain(object);
  stage[object] = STAGE_NOTICE;
  notice_at[object] = reference;
  return EVENT_IDLE;
}

static uint32_t give_notice(uint32_t object)
{
  uint32_t reference = notice_at[object];
  set_call(reference, CALL_RUNNING);
  if (weak_next[reference] != 0) notice_at[object] = weak_next[reference];
  else stage[object] = STAGE_LET_GO;
  event_object = reference;
  return EVENT_CALLBACK;
}

static void let_go(uint32_t object)
{
  uint32_t reference = notice_at[object], previous = weak_previous[reference];
  clear_weakref(reference);
  if (previous != 0) {
    notice_at[object] = previous;
  } else {
    stage[object] = STAGE_NOTIFIED;
    count_deallocation(KIND_TUPLE, 2 * notice_count[object] - 1);
  }
  write_cell(FIRST_HELD + reference, 0);
  release(reference);
}

static uint32_t announce(uint32_t object)
{
  stage[object] = STAGE_ANNOUNCED;
  event_object = object;
  return EVENT_DEALLOC;
}

uint32_t step_deallocation(void)
{
  uint32_t object = order[DYING * LIST_SPACE + length[DYING] - 1];
  switch (stage[object]) {
  case STAGE_WEAKREFS: return begin_notice(object);
  case STAGE_NOTICE: return give_notice(object);
  case STAGE_LET_GO: let_go(object); return EVENT_IDLE;
  case STAGE_NOTIFIED: return announce(object);
  default: break;
  }
  if (cursor[object] < slot_count[object]) release_slot(object);
  else bury(object);
  return EVENT_IDLE;
}
