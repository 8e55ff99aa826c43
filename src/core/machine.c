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
    /@ assert innermost: InnermostSound; @/
    /@ assert rest: 0 <= InnermostRest <= CELLS + 1; @/
    /@ assert clear: 0 <= ClearRest <= LIST_SPACE * (CELLS + 3) + CELLS + 2; @/
  }
*/

/* The trashcan is emptied: its last object dies next (_PyTrash_thread_destroy_chain). */
static void step_trashcan(void)
{
  if (length[TRASH] > 0) {
    death_resumes(list_pop(TRASH));
  } else {
    activity_pop();
    if (trash_nesting > 0) trash_nesting--;
  }
}

/* The finalizer of the innermost activity: announced first; asked again, the machine takes it that it has run. */
static uint32_t step_finalizer(uint32_t object)
{
  if (call_state[object] == CALL_QUEUED) {
    set_call(object, CALL_RUNNING);
    event_object = object;
    return EVENT_FINALIZE;
  }
  finalizer_ends(object);
  return EVENT_IDLE;
}

static uint32_t step_collection(void)
{
  switch (collecting) {
  case PHASE_WEAKREFS: step_clear_weakrefs(); return EVENT_IDLE;
  case PHASE_CALLBACKS: return step_callbacks();
  case PHASE_FINALIZERS: return step_finalizers();
  default: return step_delete_garbage();
  }
}

static uint32_t step_activity(void)
{
  uint32_t activity = activities[activity_count - 1];
  if (activity == COLLECTION) return step_collection();
  if (activity != TRASHCAN) return step_finalizer(activity);
  step_trashcan();
  return EVENT_IDLE;
}

/* One step, of what lies on top: a dying object, or the collection. */
/*@ requires inv:       HeapInv;
    requires busy:      length[DYING] > 0 || collecting == 1;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  measure:   Measure < \old(Measure);
    ensures  event:     \result == EVENT_IDLE || \result == EVENT_DEALLOC || \result == EVENT_CLEAR || \result == EVENT_COLLECT_STOP;
    ensures  dead:      \result == EVENT_DEALLOC || \result == EVENT_CLEAR ==> !Reach{Pre}(event_object);
    ensures  dying:     \result == EVENT_DEALLOC ==> Listed(event_object, DYING);
    ensures  stop:      \result == EVENT_COLLECT_STOP ==> collecting == 0;
    ensures  safe:      \forall integer o; Reach{Pre}(o) ==> Usable(o);
    ensures  reachable: \forall integer o; Reach{Pre}(o) <==> Reach(o);
    ensures  untouched: ReachableKept{Pre,Here};
    ensures  usable:    UsableLess{Pre,Here};
    ensures  less:      OnlyLess{Pre,Here}; */
static uint32_t step(void)
{
  uint32_t event;
  /*@ ghost lemma_reachable_is_usable(); */
  event = EVENT_IDLE;
  if (length[DYING] > activity_floor()) event = step_deallocation();
  else if (activity_count > 0) event = step_activity();
  else open_trashcan();
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
      loop invariant usable:    UsableLess{Pre,Here};
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
