/* The event machine: steps until there is an event. */
#include "machine.h"
#include "calls.h"
#include "deallocation.h"
#include "deaths.h"
#include "delete_garbage.h"
#include "finalize_garbage.h"
#include "handle_weakrefs.h"
#include "references.h"

uint32_t event_object;

uint32_t heap_depth(void)
{
  /*@ ghost lemma_room(DYING); */
  return length[DYING] + activity_count;
}

/*@ ghost
  void lemma_measure(void) {
    lemma_room(DYING);
    lemma_room(FREE);
    lemma_owed();
    /@ assert innermost: InnermostSound; @/
    /@ assert rest: 0 <= InnermostRest <= CELLS + 8; @/
    /@ assert phase: 0 <= PhaseRest <= 4 * (LIST_SPACE * (CELLS + 20) + CELLS + 20); @/
    /@ assert list: 0 <= ListRest <= LIST_SPACE * (CELLS + 3) + 3 * LIST_SPACE + CELLS + 3; @/
  }
*/

/* The trashcan is emptied: its last object dies next (_PyTrash_thread_destroy_chain). */
/*@ requires inv:       HeapInv;
    requires innermost: activity_count > 0 && activities[activity_count - 1] == TRASHCAN;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE;

    ENSURES_STEP */
static void step_trashcan(void)
{
  if (length[TRASH] > 0) {
    take_trash();
  } else {
    activity_pop();
    if (trash_nesting > 0) trash_nesting--;
  }
}

/* The finalizer of the innermost activity is called. */
/*@ requires inv:       HeapInv;
    requires innermost: activity_count > 0 && activities[activity_count - 1] == object && 0 < object < MAX_OBJECTS;
    requires queued:    call_state[object] == CALL_QUEUED;

    terminates \true;
    exits    \false;
    assigns  call_state[object], event_object;

    ENSURES_STEP
    ensures  called:    event_object == object && Called{Pre,Here}(object) && IsFinalizable(kind_of[object]); */
static void call_finalizer(uint32_t object)
{
  set_call(object, CALL_RUNNING);
  event_object = object;
}

/* The finalizer of the innermost activity: called first; asked again, the machine takes it that it has run. */
/*@ requires inv:       HeapInv;
    requires innermost: activity_count > 0 && activities[activity_count - 1] == object && 0 < object < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  DEATH_STATE, event_object;

    ENSURES_STEP
    ensures  event:     \result == EVENT_IDLE || \result == EVENT_FINALIZE;
    ensures  called:    \result == EVENT_FINALIZE ==> Called{Pre,Here}(event_object) && IsFinalizable(kind_of[event_object]); */
static uint32_t step_finalizer(uint32_t object)
{
  if (call_state[object] == CALL_QUEUED) {
    call_finalizer(object);
    return EVENT_FINALIZE;
  }
  finalizer_ends(object);
  return EVENT_IDLE;
}

/* clang-format off */
#define ENSURES_TURN \
    ENSURES_HEAP_INV \
    ensures  measure: Measure < \old(Measure); \
    ensures  less:    OnlyLess{Pre,Here}; \
    ensures  kept:    UsableKept{Pre,Here}; \
    ensures  spared:  SparedLess{Pre,Here}; \
    ensures  quiet:   StaysQuiet{Pre,Here}; \
    ensures  forward: CallsForward{Pre,Here}; \
    ensures  bottom:  Bottom{Pre,Here}; \
    ensures  event:   EVENT_IDLE <= \result <= EVENT_CALLBACK; \
    ensures  called:  \result == EVENT_FINALIZE || \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object); \
    ensures  sort:    (\result == EVENT_FINALIZE ==> IsFinalizable(kind_of[event_object])) && (\result == EVENT_CALLBACK ==> kind_of[event_object] == KIND_WEAKREF); \
    ensures  innermost: \result == EVENT_DEALLOC ==> \old(Listed(order[DYING * LIST_SPACE + length[DYING] - 1], DYING)) && event_object == \old(Innermost); \
    ensures  condemned: \result == EVENT_CLEAR ==> WasCondemned{Pre,Here}; \
    ensures  dying:   \result == EVENT_DEALLOC ==> Listed(event_object, DYING); \
    ensures  stop:    \result == EVENT_COLLECT_STOP ==> collecting == 0;
/* clang-format on */

/* The collection goes on. */
/*@ requires inv:       HeapInv;
    requires turn:      DeleteTurn;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_TURN */
static uint32_t step_collection(void)
{
  uint32_t event = EVENT_IDLE;
  if (collecting == PHASE_WEAKREFS) step_clear_weakrefs();
  else if (collecting == PHASE_CALLBACKS) event = step_callbacks();
  else if (collecting == PHASE_FINALIZERS) event = step_finalizers();
  else event = step_delete_garbage();
  return event;
}

/*@ requires inv:       HeapInv;
    requires busy:      activity_count > 0 && length[DYING] == Floor;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_TURN */
static uint32_t step_activity(void)
{
  uint32_t activity = activities[activity_count - 1];
  if (activity == COLLECTION) return step_collection();
  if (activity != TRASHCAN) return step_finalizer(activity);
  step_trashcan();
  return EVENT_IDLE;
}

/* One step, of what lies on top: a dying object or an activity. */
/*@ requires inv:       HeapInv;
    requires busy:      length[DYING] > 0 || activity_count > 0 || length[TRASH] > 0;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_TURN */
static uint32_t take_turn(void)
{
  if (length[DYING] > activity_floor()) return step_deallocation();
  if (activity_count > 0) return step_activity();
  open_trashcan();
  return EVENT_IDLE;
}

/* clang-format off */
#define ENSURES_EVENT \
    ensures  called:    \result == EVENT_FINALIZE || \result == EVENT_CALLBACK ==> Called{Pre,Here}(event_object); \
    ensures  sort:      (\result == EVENT_FINALIZE ==> IsFinalizable(kind_of[event_object])) && (\result == EVENT_CALLBACK ==> kind_of[event_object] == KIND_WEAKREF); \
    ensures  forward:   CallsForward{Pre,Here}; \
    ensures  dead:      \result == EVENT_DEALLOC || \result == EVENT_CLEAR ==> !Reach{Pre}(event_object); \
    ensures  dying:     \result == EVENT_DEALLOC ==> Listed(event_object, DYING); \
    ensures  stop:      \result == EVENT_COLLECT_STOP ==> collecting == 0; \
    ensures  safe:      \forall integer o; Reach{Pre}(o) ==> Usable(o); \
    ensures  reachable: \forall integer o; Reach{Pre}(o) <==> Reach(o); \
    ensures  untouched: ReachableKept{Pre,Here}; \
    ensures  spared:    SparedLess{Pre,Here}; \
    ensures  quiet:     StaysQuiet{Pre,Here}; \
    ensures  bottom:    Bottom{Pre,Here}; \
    ensures  less:      OnlyLess{Pre,Here};
/* clang-format on */

/* One step, and what it means for the objects that are reachable. */
/*@ requires inv:       HeapInv;
    requires busy:      length[DYING] > 0 || activity_count > 0 || length[TRASH] > 0;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  measure:   Measure < \old(Measure);
    ensures  event:     EVENT_IDLE <= \result <= EVENT_CALLBACK;
    ENSURES_EVENT */
static uint32_t step(void)
{
  /*@ ghost lemma_reachable_is_usable(); */
  uint32_t event = take_turn();
  /*@ ghost lemma_reachable_is_usable(); */
  /*@ assert kept: UsableKept{Pre,Here}; */
  /*@ assert roots: \forall integer k; FIRST_NAMED <= k < ROOTS_END ==> cells[k] == \at(cells[k],Pre); */
  /*@ ghost
    uint32_t n = 0;
    /@ loop invariant range:    0 <= n <= MAX_OBJECTS;
       loop invariant usable:   \forall integer o; ReachWithin{Pre}(n, o) ==> Usable{Pre}(o);
       loop invariant same:     \forall integer o; ReachWithin{Pre}(n, o) <==> ReachWithin(n, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS) n++;
  */
  return event;
}

/* Is there work above the floor?  At the very bottom the trashcan counts, too. */
/*@ requires inv:   HeapInv;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  busy:  \result != 0 <==> Depth > floor || (Depth == 0 && length[TRASH] > 0); */
static int is_busy(uint32_t floor)
{
  uint32_t depth = heap_depth();
  return depth > floor || (depth == 0 && length[TRASH] > 0);
}

uint32_t heap_next_event(uint32_t floor)
{
  uint32_t event = EVENT_IDLE;
  /*@ ghost lemma_reachable_is_usable(); */
  /*@ ghost uint64_t fuel = 0x0fffffffffffffff; */
  /*@ ghost lemma_measure(); */
  /*@ ghost lemma_room(DYING); */
  /*@ INVARIANT_HEAP_INV
      loop invariant none:      event == EVENT_IDLE;
      loop invariant fuel:      Measure <= fuel && Measure <= \at(Measure,Pre);
      loop invariant same:      \forall integer o; Reach{Pre}(o) <==> Reach(o);
      loop invariant safe:      \forall integer o; Reach{Pre}(o) ==> Usable(o);
      loop invariant untouched: ReachableKept{Pre,Here};
      loop invariant spared:    SparedLess{Pre,Here};
      loop invariant alone:     Alone{Pre} ==> Alone;
      loop invariant quiet:     StaysQuiet{Pre,Here};
      loop invariant forward:   CallsForward{Pre,Here};
      loop invariant bottom:    Bottom{Pre,Here};
      loop invariant less:      OnlyLess{Pre,Here};
      loop assigns   event, fuel, MACHINE_STATE;
      loop variant   fuel; */
  while (is_busy(floor)) {
    /*@ ghost lemma_measure(); */
    /*@ ghost before: ; */
    event = step();
    /*@ assert smaller: Measure < \at(Measure,before); */
    /*@ ghost lemma_measure(); */
    /*@ ghost fuel--; */
    if (event != EVENT_IDLE) return event;
  }
  return EVENT_IDLE;
}
