/* The steps of a notice. */
#include "notice.h"
#include "calls.h"
#include "references.h"

/* Lemma: when the first of a chain is held, and behind each that is held the next, then all are. */
/*@ ghost
  /@ requires chains:  Chains;
     requires object:  0 < object < MAX_OBJECTS;
     requires holding: Holding(object, 0);

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  all:     \forall integer w; 0 < w < MAX_OBJECTS ==> referent[w] == object ==> IsHeld(w); @/
  void lemma_all_held(uint32_t object) {
    uint32_t i = 1; uint32_t top = 0;
    /@ loop invariant range: 1 <= i <= MAX_OBJECTS;
       loop invariant none:  top == 0 ==> \forall integer w; 0 < w < i ==> referent[w] == object ==> IsHeld(w);
       loop invariant some:  top != 0 ==> top < MAX_OBJECTS && referent[top] == object && !IsHeld(top);
       loop invariant top:   top != 0 ==> \forall integer w; 0 < w < i ==> referent[w] == object ==> !IsHeld(w) ==> weak_rank[w] <= weak_rank[top];
       loop assigns   i, top;
       loop variant   MAX_OBJECTS - i; @/
    while (i < MAX_OBJECTS) { if (referent[i] == object && cells[FIRST_HELD + i] == 0 && (top == 0 || weak_rank[i] > weak_rank[top])) top = i; i++; }
    /@ assert behind: top != 0 ==> weak_previous[top] != 0 && IsHeld(weak_previous[top]); @/
  }
*/

/* Holds the next weak reference of a chain. */
/*@ HOLDING_CLAUSES(requires, object)
    requires dying:     Listed(object, DYING) && stage[object] == STAGE_WEAKREFS;
    requires linked:    0 < reference < MAX_OBJECTS && referent[reference] == object && !IsHeld(reference);
    requires holding:   Holding(object, reference);

    terminates \true;
    exits    \false;
    assigns  reference_count[reference], cells[FIRST_HELD + reference], call_state[reference];

    HOLDING_CLAUSES(ensures, object)
    ensures  holding:   Holding(object, weak_next[reference]);
    ensures  lighter:   Owed <= \old(Owed);
    ensures  forward:   CallsForward{Pre,Here}; */
static void hold_one(uint32_t reference) /*@ ghost (uint32_t object) */
{
  /*@ ghost lemma_count(CELLS); */
  reference_count[reference]++;
  write_cell(FIRST_HELD + reference, reference);
  set_call(reference, CALL_QUEUED);
  /*@ assert lower: weak_next[reference] != 0 ==> weak_rank[weak_next[reference]] < weak_rank[reference]; */
  /*@ assert before: \forall integer w; 0 < w < MAX_OBJECTS ==> referent[w] == object ==> w != reference ==> IsHeld(w) ==>
        \at(IsHeld(w),Pre) && weak_rank[w] > weak_rank[reference] && (weak_next[w] == 0 || IsHeld(weak_next[w])); */
}

/* Holds every weak reference of the chain.  CPython makes a tuple of them and their callbacks: one of twice as many
 * items, as a program's with a slot less (free_lists.h).  Returns its slots, or enough to say that they are many. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires some:   stage[object] == STAGE_WEAKREFS && weak_first[object] != 0;

    terminates \true;
    exits    \false;
    assigns  reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_HELD .. FIRST_GARBAGE - 1], call_state[0 .. MAX_OBJECTS - 1];

    HOLDING_CLAUSES(ensures, object)
    ensures  all:     \forall integer w; 0 < w < MAX_OBJECTS ==> referent[w] == object ==> cells[FIRST_HELD + w] == w && call_state[w] == CALL_QUEUED;
    ensures  few:     \result <= MAX_SAVED_SLOTS + 2;
    ensures  lighter: Owed <= \old(Owed);
    ensures  forward: CallsForward{Pre,Here}; */
static uint32_t hold_all(uint32_t object)
{
  uint32_t slots = 0;
  /*@ HOLDING_CLAUSES(loop invariant, object)
      loop invariant linked:  reference == 0 || (reference < MAX_OBJECTS && referent[reference] == object && !IsHeld(reference));
      loop invariant holding: Holding(object, reference);
      loop invariant few:     slots <= MAX_SAVED_SLOTS + 2;
      loop invariant lighter: Owed <= \at(Owed,Pre);
      loop invariant forward: CallsForward{Pre,Here};
      loop assigns   reference, slots, reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_HELD .. FIRST_GARBAGE - 1], call_state[0 .. MAX_OBJECTS - 1];
      loop variant   reference == 0 ? -1 : weak_rank[reference]; */
  for (uint32_t reference = weak_first[object]; reference != 0; reference = weak_next[reference]) {
    hold_one(reference) /*@ ghost (object) */;
    if (slots <= MAX_SAVED_SLOTS) slots += slots == 0 ? 1 : 2;
  }
  /*@ ghost lemma_all_held(object); */
  return slots;
}

/* CPython makes a tuple of the weak references and their callbacks. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires some:   stage[object] == STAGE_WEAKREFS && weak_first[object] != 0;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP */
static void begin_notice(uint32_t object)
{
  notice_slots[object] = hold_all(object);
  stage[object] = STAGE_NOTICE;
  notice_at[object] = weak_first[object];
  count_allocation(KIND_TUPLE, notice_slots[object]);
  tuple_was_made = 1;
}

/* Clears a lone weak reference, which is called at once if it has a callback. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires lone:   stage[object] == STAGE_WEAKREFS && reference == weak_first[object] && reference != 0 && weak_next[reference] == 0;

    terminates \true;
    exits    \false;
    assigns  stage[object], WEAK_STATE, call_state[reference];

    ENSURES_STEP
    ensures  called: Called{Pre,Here}(reference) && kind_of[reference] == KIND_WEAKREF; */
static void clear_lone(uint32_t object, uint32_t reference)
{
  clear_weakref(reference);
  /*@ ghost lemma_chain_empty(object); */
  stage[object] = STAGE_NOTIFIED;
}

/* Clears the plain weak reference, which comes first; others follow. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires first:  stage[object] == STAGE_WEAKREFS && weak_first[object] != 0;

    terminates \true;
    exits    \false;
    assigns  WEAK_STATE, call_state[weak_first[object]];

    ENSURES_STEP */
static void clear_plain(uint32_t object)
{
  clear_weakref(weak_first[object]);
}

/* A dying object without weak references needs to give no notice. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires none:   stage[object] == STAGE_WEAKREFS && weak_first[object] == 0;

    terminates \true;
    exits    \false;
    assigns  stage[object];

    ENSURES_STEP */
static void end_notice(uint32_t object)
{
  /*@ ghost lemma_chain_empty(object); */
  stage[object] = STAGE_NOTIFIED;
}

/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires stage:  stage[object] == STAGE_WEAKREFS;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:  \result == EVENT_IDLE || \result == EVENT_CALLBACK;
    ensures  called: \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
static uint32_t look_at_weakrefs(uint32_t object)
{
  uint32_t first = weak_first[object];
  if (first == 0) {
    end_notice(object);
  } else if (!has_callback[first]) {
    clear_plain(object);
  } else if (weak_next[first] != 0 || single_notice_held) {
    begin_notice(object);
  } else {
    clear_lone(object, first);
    event_object = first;
    return EVENT_CALLBACK;
  }
  return EVENT_IDLE;
}

/* The next callback is called. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires stage:  stage[object] == STAGE_NOTICE;

    terminates \true;
    exits    \false;
    assigns  stage[object], notice_at[object], call_state[notice_at[object]], event_object;

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE
    ensures  called: Called{Pre,Here}(event_object) && kind_of[event_object] == KIND_WEAKREF; */
static void give_notice(uint32_t object)
{
  uint32_t reference = notice_at[object];
  set_call(reference, CALL_RUNNING);
  if (weak_next[reference] != 0) notice_at[object] = weak_next[reference];
  else stage[object] = STAGE_LET_GO;
  event_object = reference;
}

/* The last weak reference is cleared; the one before it is the next to be let go. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires stage:  stage[object] == STAGE_LET_GO;

    terminates \true;
    exits    \false;
    assigns  stage[object], notice_at[object], WEAK_STATE, call_state[notice_at[object]];

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE
    ensures  out:    \result == \old(notice_at[object]) && Live(\result) && cells[FIRST_HELD + \result] == \result && referent[\result] == 0 && \result != 0; */
static uint32_t take_last(uint32_t object)
{
  uint32_t reference = notice_at[object], previous = weak_previous[reference];
  clear_weakref(reference);
  /*@ assert last: previous != 0 ==> previous < MAX_OBJECTS && weak_next[previous] == 0 && referent[previous] == object; */
  /*@ assert others: \forall integer o; Giving(o) ==> o != object ==> notice_at[o] != reference && referent[notice_at[o]] == o &&
        (stage[o] == STAGE_LET_GO ==> weak_next[notice_at[o]] == 0); */
  if (previous != 0) {
    notice_at[object] = previous;
  } else {
    /*@ ghost lemma_chain_empty(object); */
    stage[object] = STAGE_NOTIFIED;
  }
  return reference;
}

/* The last weak reference is let go, and after all of them CPython's tuple. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires stage:  stage[object] == STAGE_LET_GO;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP */
static void let_go(uint32_t object)
{
  uint32_t reference = take_last(object);
  if (stage[object] == STAGE_NOTIFIED) {
    count_deallocation(KIND_TUPLE, notice_slots[object]);
    tuple_goes();
  }
  stop_holding(reference);
}

/* The innermost dying object will release its slots next. */
/*@ requires inv:    HeapInv;
    requires dying:  length[DYING] > Floor && object == Innermost;
    requires stage:  stage[object] == STAGE_NOTIFIED;

    terminates \true;
    exits    \false;
    assigns  stage[object], event_object;

    ENSURES_STEP
    ensures  object: event_object == object && Listed(object, DYING) && stage[object] == STAGE_ANNOUNCED; */
static void announce(uint32_t object)
{
  stage[object] = STAGE_ANNOUNCED;
  event_object = object;
}

uint32_t step_notice(uint32_t object)
{
  switch (stage[object]) {
  case STAGE_WEAKREFS: return look_at_weakrefs(object);
  case STAGE_NOTICE: give_notice(object); return EVENT_CALLBACK;
  case STAGE_LET_GO: let_go(object); return EVENT_IDLE;
  default: announce(object); return EVENT_DEALLOC;
  }
}
