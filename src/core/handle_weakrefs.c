/* The steps of handle_weakrefs. */
#include "handle_weakrefs.h"
#include "calls.h"
#include "collector.h"
#include "references.h"

uint32_t next_notified;
uint8_t is_calling;

/* Takes a weak reference off its list and puts it to the end of NOTIFIED. */
/*@ requires lists:     ListInv && Stacks;
    requires live:      Live(reference) && list_of[reference] != NOTIFIED && list_of[reference] != UNREACHABLE;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[NOTIFIED], position[0 .. MAX_OBJECTS - 1], list_of[reference];

    ENSURES_LIST_INV
    ensures  stacks:    Stacks;
    ensures  moved:     list_of[reference] == NOTIFIED && length[NOTIFIED] <= \old(length[NOTIFIED]) + 1;
    ensures  others:    \forall integer o; 0 < o <= born ==> list_of[o] != NOTIFIED ==> position[o] == \old(position[o]);
    ensures  kept:      \forall integer i; 0 <= i < GENERATION_0 * LIST_SPACE ==> order[i] == \old(order[i]); */
static void move_to_notified(uint32_t reference)
{
  if (list_of[reference] != UNTRACKED) list_unlink(reference);
  list_enlist(NOTIFIED, reference);
}

/* The callback of a weak reference to what was found will be called: it is held until then. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_WEAKREFS;
    requires linked:    0 < reference < MAX_OBJECTS && referent[reference] != 0 && Listed(referent[reference], UNREACHABLE) && list_of[reference] != UNREACHABLE;

    terminates \true;
    exits    \false;
    assigns  reference_count[reference], cells[FIRST_HELD + reference], call_state[reference], WEAK_STATE,
             order[0 .. LISTS * LIST_SPACE - 1], length[NOTIFIED], position[0 .. MAX_OBJECTS - 1], list_of[reference];

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE */
static void notify_later(uint32_t reference)
{
  /*@ ghost lemma_count(CELLS); */
  weak_unlink(reference);
  set_call(reference, CALL_QUEUED);
  reference_count[reference]++;
  write_cell(FIRST_HELD + reference, reference);
  /*@ assert lighter: Owed == \at(Owed,Pre) - 4; */
  move_to_notified(reference);
  /*@ assert innermost: InnermostRest == \at(InnermostRest,Pre); */
}

/* Clears a weak reference, for good. */
/*@ requires inv:       HeapInv;
    requires linked:    0 < reference < MAX_OBJECTS && referent[reference] != 0 && !Giving(referent[reference]);

    terminates \true;
    exits    \false;
    assigns  call_state[reference], WEAK_STATE;

    ENSURES_STEP */
static void clear_silently(uint32_t reference)
{
  clear_weakref(reference);
}

/* Sees to one member of UNREACHABLE. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS;
    requires member: Listed(object, UNREACHABLE) && next_unreachable < length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  next_unreachable, reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_HELD .. FIRST_GARBAGE - 1], call_state[0 .. MAX_OBJECTS - 1],
             order[0 .. LISTS * LIST_SPACE - 1], length[NOTIFIED], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], WEAK_STATE;

    ENSURES_STEP */
static void clear_one(uint32_t object)
{
  uint32_t first = weak_first[object];
  if (trash_weakrefs_cleared && referent[object] != 0 && cells[FIRST_HELD + object] == 0) clear_silently(object);
  else if (first == 0) next_unreachable++;
  else if (has_callback[first] && list_of[first] != UNREACHABLE) notify_later(first);
  else clear_silently(first);
}

void step_clear_weakrefs(void)
{
  if (next_unreachable == length[UNREACHABLE]) {
    collecting = PHASE_CALLBACKS;
    return;
  }
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  if (object == 0) next_unreachable++;
  else clear_one(object);
}

/* The callback has run: the weak reference goes to the older generation if the machine is not the last to hold it. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_CALLBACKS && is_calling == 1 && next_notified < length[NOTIFIED];
    requires next:      reference != 0 && reference == order[NOTIFIED * LIST_SPACE + next_notified];

    terminates \true;
    exits    \false;
    assigns  is_calling, next_notified, collection_found, call_state[reference], order[0 .. LISTS * LIST_SPACE - 1], length[GENERATION_1 .. GENERATION_2],
             position[0 .. MAX_OBJECTS - 1], list_of[reference];

    ENSURES_STEP
    ensures  still:     cells[FIRST_HELD + reference] == reference && referent[reference] == 0 && list_of[reference] != NOTIFIED && kind_of[reference] == KIND_WEAKREF; */
static void leave_notified(uint32_t reference)
{
  /*@ assert member: Listed(reference, NOTIFIED) && position[reference] == NOTIFIED * LIST_SPACE + next_notified; */
  set_call(reference, CALL_DONE);
  list_unlink(reference);
  if (reference_count[reference] > 1) list_enlist(old_generation(), reference);
  else if (collection_found < UINT32_MAX) collection_found++;
  is_calling = 0;
  next_notified++;
}

/* The machine holds the weak reference no longer. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_CALLBACKS && is_calling == 1 && next_notified < length[NOTIFIED];
    requires next:      reference != 0 && reference == order[NOTIFIED * LIST_SPACE + next_notified];

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP */
static void let_notified_go(uint32_t reference)
{
  /*@ assert member: Listed(reference, NOTIFIED); */
  leave_notified(reference);
  /*@ ghost left: ; */
  stop_holding(reference);
  /*@ assert simple: SimpleDeath{left,Here}(reference) && cells[PIN] == \at(cells[PIN],left); */
  /*@ assert enclosed: Quiet{left} ==> Undecided ==> Enclosed; */
  /*@ assert dying: Quiet{left} ==> Undecided ==> \forall integer o; Listed(o, DYING) ==> kind_of[o] == KIND_WEAKREF; */
}

/* All callbacks have run. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_CALLBACKS && next_notified == length[NOTIFIED];

    terminates \true;
    exits    \false;
    assigns  collecting, next_notified, next_unreachable, is_calling, length[NOTIFIED];

    ENSURES_STEP */
static void end_callbacks(void)
{
  length[NOTIFIED] = 0;
  next_notified = 0;
  is_calling = 0;
  next_unreachable = 0;
  collecting = PHASE_FINALIZERS;
}

/* The next callback is called. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_CALLBACKS && is_calling == 0 && next_notified < length[NOTIFIED];
    requires next:      reference != 0 && reference == order[NOTIFIED * LIST_SPACE + next_notified];

    terminates \true;
    exits    \false;
    assigns  is_calling, call_state[reference], event_object;

    ENSURES_STEP
    ensures  called:    Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
static void call_back(uint32_t reference)
{
  /*@ assert member: Listed(reference, NOTIFIED) && position[reference] == NOTIFIED * LIST_SPACE + next_notified; */
  set_call(reference, CALL_RUNNING);
  is_calling = 1;
  event_object = reference;
}

/* A notified weak reference that is there no more is passed over. */
/*@ requires inv:       HeapInv;
    requires phase:     collecting == PHASE_CALLBACKS && next_notified < length[NOTIFIED] && order[NOTIFIED * LIST_SPACE + next_notified] == 0;

    terminates \true;
    exits    \false;
    assigns  next_notified, is_calling;

    ENSURES_STEP */
static void pass_notified(void)
{
  is_calling = 0;
  next_notified++;
}

uint32_t step_callbacks(void)
{
  if (next_notified == length[NOTIFIED]) {
    end_callbacks();
    return EVENT_IDLE;
  }
  uint32_t reference = order[NOTIFIED * LIST_SPACE + next_notified];
  if (reference == 0) {
    pass_notified();
    return EVENT_IDLE;
  }
  if (is_calling) {
    let_notified_go(reference);
    return EVENT_IDLE;
  }
  call_back(reference);
  return EVENT_CALLBACK;
}
