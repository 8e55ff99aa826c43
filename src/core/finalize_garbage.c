/* The steps of finalize_garbage. */
#include "finalize_garbage.h"
#include "calls.h"
#include "references.h"
#include "resurrection.h"

/* The finalizer of the pinned object has run. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && object != 0 && cells[PIN] == object;

    terminates \true;
    exits    \false;
    assigns  cells[PIN], DEATH_STATE;

    ENSURES_STEP */
static void unpin_finalized(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  write_cell(PIN, 0);
  /*@ assert unbound: Unbound; */
  release(object);
  /*@ assert roots: \forall integer k; FIRST_NAMED <= k < FIRST_HELD ==> cells[k] == \at(cells[\at(k,Here)],Pre); */
  /*@ assert survives: Quiet{Pre} ==> SimpleDeath{Pre,Here}(object) && list_of[object] == UNREACHABLE; */
  /*@ assert enclosed: Quiet{Pre} ==> Enclosed; */
  /*@ assert dying: Quiet{Pre} ==> \forall integer o; Listed(o, DYING) ==> kind_of[o] == KIND_WEAKREF; */
}

/* The finalizer of a member of UNREACHABLE runs; the collector pins the object meanwhile. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && cells[PIN] == 0 && next_unreachable < length[UNREACHABLE];
    requires next:   object != 0 && object == order[UNREACHABLE * LIST_SPACE + next_unreachable];
    requires owed:   IsFinalizable(kind_of[object]) && call_state[object] == CALL_PENDING;

    terminates \true;
    exits    \false;
    assigns  next_unreachable, cells[PIN], reference_count[object], call_state[object], event_object;

    ENSURES_STEP
    ensures  called: Called{Pre,Here}(event_object) && IsFinalizable(kind_of[event_object]); */
static void finalize(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  next_unreachable++;
  set_call(object, CALL_DONE);
  reference_count[object]++;
  write_cell(PIN, object);
  event_object = object;
  /*@ assert others: \forall integer o; 0 <= o < MAX_OBJECTS ==> Settled{Pre}(o) ==> Settled(o); */
  /*@ assert settled: Settled(object); */
  /*@ assert passed: \forall integer i; UNREACHABLE * LIST_SPACE <= i < UNREACHABLE * LIST_SPACE + next_unreachable ==> order[i] != 0 ==>
        order[i] == object || Settled{Pre}(order[i]); */
}

/* A member of UNREACHABLE that owes no finalizer, or is there no more, is passed over. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && next_unreachable < length[UNREACHABLE];
    requires next:   order[UNREACHABLE * LIST_SPACE + next_unreachable] != 0 ==> Settled(order[UNREACHABLE * LIST_SPACE + next_unreachable]);

    terminates \true;
    exits    \false;
    assigns  next_unreachable;

    ENSURES_STEP */
static void pass_settled(void)
{
  next_unreachable++;
}

uint32_t step_finalizers(void)
{
  if (cells[PIN] != 0) {
    unpin_finalized(cells[PIN]);
    return EVENT_IDLE;
  }
  if (next_unreachable == length[UNREACHABLE]) {
    decide();
    return EVENT_IDLE;
  }
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  if (object == 0 || !kind_is_finalizable(kind_of[object]) || call_state[object] != CALL_PENDING) {
    pass_settled();
    return EVENT_IDLE;
  }
  finalize(object);
  return EVENT_FINALIZE;
}
