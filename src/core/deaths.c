/* How a death begins. */
#include "deaths.h"
#include "calls.h"

uint8_t is_legacy[MAX_OBJECTS];
uint8_t stage[MAX_OBJECTS];
uint32_t notice_at[MAX_OBJECTS];
uint32_t notice_slots[MAX_OBJECTS];
uint32_t trash_nesting;

/* Takes an object off the list of the living that it may be on. */
/*@ requires lists:      ListInv && Stacks;
    requires object:     Live(object);

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], list_of[object];

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ensures  off:        list_of[object] == UNTRACKED;
    ensures  entries:    \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> order[i] == \old(order[i]) || (order[i] == 0 && \old(order[i]) == object);
    ensures  stacked:    \forall integer i; 0 <= i < UNREACHABLE * LIST_SPACE ==> order[i] == \old(order[i]); */
static void leave_list(uint32_t object)
{
  if (list_of[object] != UNTRACKED) list_unlink(object);
}

/* The object becomes the innermost of the dying. */
/*@ requires lists:      ListInv && Stacks;
    REQUIRES_REF_INV_BUT(object)
    requires under_way: CallInv && referent[object] == 0;
    REQUIRES_COLLECTION_INV_BUT(object)

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[DYING], position[object], list_of[object], stage[object], cursor[object];

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure < \old(Measure) - 1;
    ENSURES_DEATH
    ensures  simple:     kind_of[object] == KIND_WEAKREF ==> SimpleDeath{Pre,Here}(object); */
static void begin_dying(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  /*@ ghost lemma_room(DYING); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  leave_list(object);
  stage[object] = STAGE_WEAKREFS;
  cursor[object] = 0;
  list_append(DYING, object);
}

/* A class instance is taken off its list before its finalizer runs, and put to the end of the youngest generation
 * (subtype_dealloc). */
/*@ requires lists:      ListInv && Stacks;
    requires object:     Live(object) && IsTracked(kind_of[object]);

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[GENERATION_0], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ensures  moved:      UNREACHABLE <= list_of[object] && (list_of[object] == \old(list_of[object]) || list_of[object] == GENERATION_0);
    ensures  entries:    \forall integer i; 0 <= i < GENERATION_0 * LIST_SPACE || GENERATION_1 * LIST_SPACE <= i < LISTS * LIST_SPACE ==>
                           order[i] == \old(order[i]) || (order[i] == 0 && \old(order[i]) == object);
    ensures  stacked:    \forall integer i; 0 <= i < UNREACHABLE * LIST_SPACE ==> order[i] == \old(order[i]); */
static void retrack(uint32_t object)
{
  if (kind_of[object] != KIND_INSTANCE) return;
  leave_list(object);
  list_enlist(GENERATION_0, object);
}

/* The machine holds the object while its finalizer runs. */
/*@ requires lists:      ListInv && Stacks;
    REQUIRES_REF_INV_BUT(object)
    requires under_way: CallInv && referent[object] == 0;
    REQUIRES_COLLECTION_INV_BUT(object)
    requires owed:       IsFinalizable(kind_of[object]) && call_state[object] == CALL_PENDING;

    terminates \true;
    exits    \false;
    assigns  reference_count[object], order[0 .. LISTS * LIST_SPACE - 1], length[GENERATION_0], position[0 .. MAX_OBJECTS - 1], list_of[object],
             call_state[object], cells[FIRST_HELD + object], ACTIVITY_STATE;

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure < \old(Measure) - 1;
    ENSURES_DEATH */
static void begin_finalizer(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  retrack(object);
  set_call(object, CALL_QUEUED);
  reference_count[object] = 1;
  write_cell(FIRST_HELD + object, object);
  activity_push(object, length[DYING]);
}

void death_resumes(uint32_t object)
{
  if (kind_is_nested(kind_of[object]) && trash_nesting < UINT32_MAX) trash_nesting++;
  if (kind_is_finalizable(kind_of[object]) && call_state[object] == CALL_PENDING) begin_finalizer(object);
  else begin_dying(object);
}

/* The object waits in the trashcan. */
/*@ requires lists:      ListInv && Stacks;
    REQUIRES_REF_INV_BUT(object)
    requires under_way: CallInv && referent[object] == 0;
    REQUIRES_COLLECTION_INV_BUT(object)

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[TRASH], position[object], list_of[object];

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  lighter:    Measure == \old(Measure);
    ENSURES_DEATH */
static void deposit(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  /*@ ghost lemma_room(TRASH); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  leave_list(object);
  list_append(TRASH, object);
}

/* Is it nested too deep?  Up to 3.7 subtype_dealloc counts itself once more when it asks. */
/*@ requires object: object < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  nested: \result != 0 ==> IsNested(kind_of[object]); */
static int must_wait(uint32_t object)
{
  uint32_t more = instances_count_twice && kind_of[object] == KIND_INSTANCE ? 1 : 0;
  return kind_is_nested(kind_of[object]) && (trash_nesting >= trash_limit || trash_limit - trash_nesting <= more);
}

void death_arrives(uint32_t object)
{
  if (must_wait(object)) deposit(object);
  else death_resumes(object);
}

void nesting_ends(uint32_t kind)
{
  if (!kind_is_nested(kind)) return;
  if (trash_nesting > 0) trash_nesting--;
  if (instances_count_twice && kind == KIND_INSTANCE) return; /* and at its end, too: never 0 */
  if (trash_nesting >= trash_resume || length[TRASH] == 0 || activity_place[TRASHCAN] != 0) return;
  trash_nesting++;
  activity_push(TRASHCAN, length[DYING]);
}

void take_trash(void)
{
  uint32_t object = list_pop(TRASH);
  /*@ ghost lemma_count(CELLS); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  /*@ assert entries: \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> order[i] == \at(order[\at(i,Here)],Pre) || (order[i] == 0 && i >= TRASH * LIST_SPACE && i < UNREACHABLE * LIST_SPACE); */
  /*@ assert innermost: Measure == \at(Measure,Pre); */
  death_resumes(object);
}

void open_trashcan(void)
{
  if (trash_nesting < UINT32_MAX) trash_nesting++;
  activity_push(TRASHCAN, length[DYING]);
  take_trash();
}

/* The machine lets the object go; nobody may be left who holds it. */
/*@ requires inv:        HeapInv;
    requires innermost:  activity_count > 0 && activities[activity_count - 1] == object && 0 < object < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  call_state[object], activity_count, activity_place[object], cells[FIRST_HELD + object], reference_count[object];

    ensures  kinds:      Kinds;
    ensures  targets:    Targets;
    ensures  counts:     reference_count[object] == 0 ? CountsBut(object) : Counts(0);
    ensures  dying:      DyingState;
    ensures  released:   Released;
    ensures  strays:     Strays;
    ensures  held:       Held;
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  unbound:    Unbound;
    ensures  live:       Live(object) && referent[object] == 0 && activity_place[object] == 0;
    ensures  lighter:    Measure <= \old(Measure) - 3;
    ensures  forward:    CallsForward{Pre,Here}; */
static void let_finalized_go(uint32_t object)
{
  /*@ ghost lemma_count(CELLS); */
  set_call(object, CALL_DONE);
  activity_pop();
  write_cell(FIRST_HELD + object, 0);
  reference_count[object]--;
}

void finalizer_ends(uint32_t object)
{
  let_finalized_go(object);
  if (reference_count[object] == 0) begin_dying(object);
  else nesting_ends(kind_of[object]);
}
