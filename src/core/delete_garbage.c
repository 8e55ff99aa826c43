/* The steps of a collection that clears what it found. */
#include "delete_garbage.h"
#include "collector.h"
#include "deaths.h"
#include "objects.h"
#include "references.h"
#include "uncollectable.h"

/* Moves an object from UNREACHABLE to the end of the older generation. */
/*@ requires lists:      ListInv && Stacks;
    requires generation: collection_generation <= 2;
    requires object:     Listed(object, UNREACHABLE);

    terminates \true;
    exits    \false;
    assigns  length[GENERATION_1 .. GENERATION_2], order[0 .. LISTS * LIST_SPACE - 1], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_LIST_INV
    ensures  stacks:     Stacks;
    ensures  moved:      GENERATION_1 <= list_of[object] <= GENERATION_2;
    ensures  others:     \forall integer i; 0 <= i < GENERATION_0 * LIST_SPACE ==> order[i] == (i == \old(position[object]) ? 0 : \old(order[i])); */
static void move_to_old(uint32_t object)
{
  list_unlink(object);
  list_enlist(old_generation(), object);
}

/* Clears the next slot of the pinned object. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires pinned:  object != 0 && cells[PIN] == object && clear_cursor < slot_count[object];

    terminates \true;
    exits    \false;
    assigns  clear_cursor, cells[FIRST_BLOCK_CELL .. CELLS - 1], DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ENSURES_DEATH */
static void clear_slot(uint32_t object)
{
  uint32_t cell = slot_cell(object, clear_cursor);
  uint32_t target = cells[cell];
  /*@ assert own: own[cell] == object; */
  /*@ ghost lemma_count(CELLS); */
  write_cell(cell, 0);
  clear_cursor++;
  release_value(target);
}

/* The pinned object is cleared and leaves UNREACHABLE: for the older generation if the pin is not its last reference. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires pinned:  object != 0 && cells[PIN] == object && clear_cursor == slot_count[object];

    terminates \true;
    exits    \false;
    assigns  length[GENERATION_1 .. GENERATION_2], order[0 .. LISTS * LIST_SPACE - 1], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_EACH_HEAP_INV
    ensures  left:    list_of[object] > UNREACHABLE;
    ensures  gone:    \forall integer i; UNREACHABLE * LIST_SPACE <= i < UNREACHABLE * LIST_SPACE + next_unreachable ==> order[i] == 0;
    ensures  same:    Measure == \old(Measure); */
static void leave_unreachable(uint32_t object)
{
  /*@ assert cleared: \forall integer k; IsSlot(object, k) ==> cells[k] == 0; */
  if (list_of[object] == UNREACHABLE) {
    if (reference_count[object] > 1) move_to_old(object);
    else list_unlink(object);
  }
}

/* The pinned object is cleared: it lives on in the older generation, or dies now. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires pinned:  object != 0 && cells[PIN] == object && clear_cursor == slot_count[object];

    terminates \true;
    exits    \false;
    assigns  length[0 .. LISTS - 1], cells[PIN], DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ENSURES_DEATH */
static void unpin(uint32_t object)
{
  leave_unreachable(object);
  /*@ ghost lemma_count(CELLS); */
  write_cell(PIN, 0);
  release(object);
}

/* Pins the next object of UNREACHABLE, to be cleared. */
/*@ requires inv:       HeapInv;
    requires running:   collecting == PHASE_DELETE && DeleteTurn;
    requires next:      cells[PIN] == 0 && next_unreachable < length[UNREACHABLE] && object == order[UNREACHABLE * LIST_SPACE + next_unreachable];
    requires clearable: object != 0 && IsClearable(kind_of[object]);

    terminates \true;
    exits    \false;
    assigns  next_unreachable, clear_cursor, cells[PIN], reference_count[object];

    ENSURES_HEAP_INV
    ensures  pinned:  Live(object) && condemned[object] != 0 && cells[PIN] == object;
    ensures  measure: Measure < \old(Measure);
    ensures  present: PresentLess{Pre,Here}; */
static void pin(uint32_t object)
{
  next_unreachable++;
  /*@ ghost lemma_count(CELLS); */
  reference_count[object]++;
  write_cell(PIN, object);
  clear_cursor = 0;
}

/* Moves on the next object of UNREACHABLE, whose kind has no tp_clear. */
/*@ requires inv:       HeapInv;
    requires running:   collecting == PHASE_DELETE && DeleteTurn;
    requires next:      cells[PIN] == 0 && next_unreachable < length[UNREACHABLE] && object == order[UNREACHABLE * LIST_SPACE + next_unreachable];
    requires fixed:     object != 0 && !IsClearable(kind_of[object]);

    terminates \true;
    exits    \false;
    assigns  next_unreachable, length[GENERATION_1 .. GENERATION_2], order[0 .. LISTS * LIST_SPACE - 1], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  present: PresentLess{Pre,Here}; */
static void pass_on(uint32_t object)
{
  /*@ assert member: Listed(object, UNREACHABLE) && condemned[object] != 0 && position[object] == UNREACHABLE * LIST_SPACE + next_unreachable; */
  next_unreachable++;
  move_to_old(object);
}

/* Takes the next entry of UNREACHABLE: pins it, or moves on what cannot be cleared. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires free:    cells[PIN] == 0 && next_unreachable < length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  next_unreachable, clear_cursor, length[GENERATION_1 .. GENERATION_2], cells[PIN], reference_count[0 .. MAX_OBJECTS - 1],
             order[0 .. LISTS * LIST_SPACE - 1], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], event_object;

    ENSURES_HEAP_INV
    ensures  event:   \result == EVENT_IDLE || \result == EVENT_CLEAR;
    ensures  object:  \result == EVENT_CLEAR ==> Live(event_object) && condemned[event_object] != 0 && cells[PIN] == event_object && WasCondemned{Pre,Here};
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ensures  present: PresentLess{Pre,Here}; */
static uint32_t take_next(void)
{
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  if (object == 0) {
    next_unreachable++;
    /*@ assert skipped: Waiting; */
    return EVENT_IDLE;
  }
  if (!kind_is_clearable(kind_of[object])) {
    pass_on(object);
    return EVENT_IDLE;
  }
  pin(object);
  event_object = object;
  return EVENT_CLEAR;
}

/* The member of the set that was born last, 0 when there is none. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  none:   \result == 0 ==> \forall integer o; 0 < o < MAX_OBJECTS ==> condemned[o] == 0;
     ensures  member: \result != 0 ==> \result < MAX_OBJECTS && condemned[\result] != 0;
     ensures  last:   \forall integer o; 0 < o < MAX_OBJECTS ==> condemned[o] != 0 ==> birth[o] <= birth[\result]; @/
  uint32_t ghost_last_born(void) {
    uint32_t i = 1; uint32_t last = 0;
    /@ loop invariant range:  1 <= i <= MAX_OBJECTS;
       loop invariant none:   last == 0 ==> \forall integer o; 0 < o < i ==> condemned[o] == 0;
       loop invariant member: last != 0 ==> last < MAX_OBJECTS && condemned[last] != 0;
       loop invariant last:   \forall integer o; 0 < o < i ==> condemned[o] != 0 ==> birth[o] <= birth[last];
       loop assigns   i, last;
       loop variant   MAX_OBJECTS - i; @/
    while (i < MAX_OBJECTS) { if (condemned[i] != 0 && (last == 0 || birth[i] > birth[last])) last = i; i++; }
    return last;
  }
*/

/* Lemma: when everything was taken, nothing of the set is left.  A member that lives on is held by a member; all
 * that still hold anything are tuples; and a tuple is younger than what it holds. */
/*@ ghost
  /@ requires inv:     HeapInv;
     requires running: collecting == PHASE_DELETE && DeleteTurn;
     requires taken:   cells[PIN] == 0 && next_unreachable == length[UNREACHABLE] && length[TRASH] == 0;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  none:    \forall integer o; 0 <= o < MAX_OBJECTS ==> condemned[o] == 0; @/
  void lemma_nothing_left(void) {
    uint32_t last = ghost_last_born();
    lemma_count(CELLS);
    /@ assert older:   \forall integer o; 0 < o <= born ==> condemned[o] != 0 ==> list_of[o] > UNREACHABLE; @/
    /@ assert holders: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> condemned[cells[k]] != 0 ==> birth[cells[k]] < birth[own[k]] && condemned[own[k]] != 0 && own[k] < MAX_OBJECTS; @/
    /@ assert held:    last != 0 ==> \exists integer k; 0 <= k < CELLS && cells[k] == last; @/
  }
*/

/* Nothing condemned is left.  But when this collection runs inside a deallocation, objects that died too deep wait in
 * the trashcan, and what they refer to is still alive: these are condemned no more. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires taken:   cells[PIN] == 0 && next_unreachable == length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  condemned[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  none:    NoneCondemned;
    ensures  same:    length[TRASH] == 0 ==> \forall integer o; 0 <= o < MAX_OBJECTS ==> condemned[o] == \old(condemned[o]); */
static void pardon(void)
{
  if (length[TRASH] == 0) {
    /*@ ghost lemma_nothing_left(); */
    return;
  }
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant none:  \forall integer o; 0 <= o < object ==> condemned[o] == 0;
      loop invariant rest:  \forall integer o; object <= o < MAX_OBJECTS ==> condemned[o] == \at(condemned[\at(o,Here)],Pre);
      loop assigns   object, condemned[0 .. MAX_OBJECTS - 1];
      loop variant   born - object; */
  for (uint32_t object = 1; object <= born; object++) condemned[object] = 0;
}

/* The collection is over. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires taken:   cells[PIN] == 0 && next_unreachable == length[UNREACHABLE] && NoneCondemned && length[UNCOLLECTABLE] == 0;

    terminates \true;
    exits    \false;
    assigns  collecting, next_unreachable, length[UNREACHABLE], ACTIVITY_STATE;

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  over:    collecting == 0 && activity_place[COLLECTION] == 0; */
static void close_collection(void)
{
  length[UNREACHABLE] = 0;
  next_unreachable = 0;
  collecting = 0;
  activity_pop();
}

/* Nothing is left to clear. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires taken:   cells[PIN] == 0 && next_unreachable == length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_HEAP_INV
    ensures  measure: Measure < \old(Measure);
    ensures  less:    OnlyLess{Pre,Here};
    ensures  kept:    UsableKept{Pre,Here};
    ensures  present: \old(length[TRASH]) == 0 ==> PresentLess{Pre,Here};
    ensures  forward: CallsForward{Pre,Here};
    ensures  over:    collecting == 0 && activity_place[COLLECTION] == 0; */
static void finish_collection(void)
{
  pardon();
  collection_uncollectable = settle_uncollectable();
  count_result(collection_generation, collection_found, collection_uncollectable);
  if (collection_generation == 2) count_freed_lists();
  close_collection();
}

/* Do objects wait in the trashcan that nobody else will open? */
/*@ requires inv:     HeapInv;
    requires running: DeleteTurn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  waiting: \result != 0 ==> length[TRASH] > 0 && activity_place[TRASHCAN] == 0;
    ensures  alone:   \result == 0 ==> Alone ==> length[TRASH] == 0; */
static int is_trash_forgotten(void)
{
  if (length[TRASH] == 0 || activity_place[TRASHCAN] != 0) return 0;
  return trash_nesting == 0 || (activity_count == 1 && activity_base[0] == 0);
}

/* Nothing is pinned: takes the next entry, or ends the collection, and before that opens a trashcan nobody else will. */
/*@ requires inv:     HeapInv;
    requires running: collecting == PHASE_DELETE && DeleteTurn;
    requires free:    cells[PIN] == 0;

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  event:   \result == EVENT_IDLE || \result == EVENT_CLEAR || \result == EVENT_COLLECT_STOP;
    ensures  object:  \result == EVENT_CLEAR ==> Live(event_object) && WasCondemned{Pre,Here};
    ensures  stop:    \result == EVENT_COLLECT_STOP <==> collecting == 0; */
static uint32_t take_or_end(void)
{
  if (next_unreachable < length[UNREACHABLE]) return take_next();
  if (is_trash_forgotten()) {
    open_trashcan();
    return EVENT_IDLE;
  }
  finish_collection();
  return EVENT_COLLECT_STOP;
}

uint32_t step_delete_garbage(void)
{
  uint32_t object = cells[PIN];
  if (object == 0) return take_or_end();
  if (clear_cursor < slot_count[object]) clear_slot(object);
  else unpin(object);
  return EVENT_IDLE;
}
