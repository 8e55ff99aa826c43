/* Back to the empty heap. */
#include "reset.h"
#include "free_lists.h"
#include "references.h"

/* Nulls every root. */
/*@ requires inv:  FrameInv;

    terminates \true;
    exits    \false;
    assigns  cells[0 .. ROOTS_END - 1];

    ensures  none: \forall integer k; 0 <= k < ROOTS_END ==> cells[k] == 0; */
static void reset_roots(void)
{
  cells[PIN] = 0;
  /*@ loop invariant range: FIRST_NAMED <= root && (root <= named_used || named_used == 0);
      loop invariant done:  \forall integer k; 0 <= k < root ==> cells[k] == 0;
      loop invariant less:  \forall integer k; 0 <= k < MAX_NAMED ==> cells[k] == 0 || cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   root, cells[FIRST_NAMED .. MAX_NAMED - 1];
      loop variant   named_used - root; */
  for (uint32_t root = FIRST_NAMED; root < named_used; root++) cells[root] = 0;
  /*@ assert named: \forall integer k; 0 <= k < MAX_NAMED ==> cells[k] == 0; */
  /*@ loop invariant range: 0 <= local <= locals_count;
      loop invariant done:  \forall integer k; 0 <= k < FIRST_LOCAL + local ==> cells[k] == 0;
      loop invariant less:  \forall integer k; 0 <= k < ROOTS_END ==> cells[k] == 0 || cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   local, cells[FIRST_LOCAL .. ROOTS_END - 1];
      loop variant   locals_count - local; */
  for (uint32_t local = 0; local < locals_count; local++) cells[FIRST_LOCAL + local] = 0;
}

/* Nulls the slots of one object. */
/*@ requires object: Allocated(object) && born < MAX_OBJECTS && FIRST_BLOCK_CELL <= first_cell[object] && first_cell[object] + slot_count[object] <= CELLS;

    terminates \true;
    exits    \false;
    assigns  cells[FIRST_BLOCK_CELL .. CELLS - 1];

    ensures  none:   \forall integer k; IsSlot(object, k) ==> cells[k] == 0;
    ensures  others: \forall integer k; FIRST_BLOCK_CELL <= k < CELLS ==> cells[k] == 0 || cells[k] == \old(cells[k]); */
static void reset_slots(uint32_t object)
{
  /*@ loop invariant range:  0 <= i <= slot_count[object];
      loop invariant none:   \forall integer k; first_cell[object] <= k < first_cell[object] + i ==> cells[k] == 0;
      loop invariant others: \forall integer k; FIRST_BLOCK_CELL <= k < CELLS ==> cells[k] == 0 || cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   i, cells[FIRST_BLOCK_CELL .. CELLS - 1];
      loop variant   slot_count[object] - i; */
  for (uint32_t i = 0; i < slot_count[object]; i++) cells[first_cell[object] + i] = 0;
}

/* Nulls the slots of every object. */
/*@ requires inv:  HeapInv;

    terminates \true;
    exits    \false;
    assigns  cells[FIRST_BLOCK_CELL .. CELLS - 1];

    ensures  none: \forall integer k; FIRST_BLOCK_CELL <= k < CELLS ==> cells[k] == 0; */
static void reset_objects(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant done:  \forall integer o, k; 0 < o < object ==> Allocated(o) ==> IsSlot(o, k) ==> cells[k] == 0;
      loop invariant less:  \forall integer k; FIRST_BLOCK_CELL <= k < CELLS ==> cells[k] == 0 || cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   object, cells[FIRST_BLOCK_CELL .. CELLS - 1];
      loop variant   born - object; */
  for (uint32_t object = 1; object <= born; object++)
    if (list_of[object] != FREE) reset_slots(object);
}

/* Lets everything go that the machine holds, and empties gc.garbage. */
/*@ requires held: Held && born < MAX_OBJECTS;
    requires born: \forall integer k; FIRST_HELD <= k < FIRST_GARBAGE ==> cells[k] <= born;

    terminates \true;
    exits    \false;
    assigns  cells[FIRST_HELD .. FIRST_BLOCK_CELL - 1], garbage_count;

    ensures  none: \forall integer k; FIRST_HELD <= k < FIRST_BLOCK_CELL ==> cells[k] == 0;
    ensures  zero: garbage_count == 0; */
static void reset_held(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant done:  \forall integer k; FIRST_HELD <= k < FIRST_HELD + object ==> cells[k] == 0;
      loop invariant rest:  \forall integer k; FIRST_HELD + object <= k < FIRST_BLOCK_CELL ==> cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   object, cells[FIRST_HELD .. FIRST_GARBAGE - 1];
      loop variant   born - object; */
  for (uint32_t object = 1; object <= born; object++) cells[FIRST_HELD + object] = 0;
  /*@ assert nobody: \forall integer k; FIRST_HELD <= k < FIRST_GARBAGE ==> cells[k] == 0; */
  /*@ loop invariant range: 0 <= entry <= garbage_count;
      loop invariant done:  \forall integer k; FIRST_HELD <= k < FIRST_GARBAGE + entry ==> cells[k] == 0;
      loop invariant rest:  \forall integer k; FIRST_GARBAGE + entry <= k < FIRST_BLOCK_CELL ==> cells[k] == \at(cells[\at(k,Here)],Pre);
      loop assigns   entry, cells[FIRST_GARBAGE .. FIRST_BLOCK_CELL - 1];
      loop variant   garbage_count - entry; */
  for (uint32_t entry = 0; entry < garbage_count; entry++) cells[FIRST_GARBAGE + entry] = 0;
  garbage_count = 0;
}

/* Nulls every cell. */
/*@ requires inv:  HeapInv;

    terminates \true;
    exits    \false;
    assigns  cells[0 .. CELLS - 1], own[0 .. CELLS - 1], plain[0 .. CELLS - 1], garbage_count;

    ensures  none: NoCells;
    ensures  zero: garbage_count == 0; */
static void reset_cells(void)
{
  reset_objects();
  reset_held();
  /*@ assert upper: \forall integer k; FIRST_HELD <= k < CELLS ==> cells[k] == 0; */
  reset_roots();
  /*@ ghost
    uint32_t k = 0;
    /@ loop invariant range: 0 <= k <= CELLS;
       loop invariant none:  \forall integer j; 0 <= j < k ==> own[j] == 0 && plain[j] == 0;
       loop assigns   k, own[0 .. CELLS - 1], plain[0 .. CELLS - 1];
       loop variant   CELLS - k; @/
    while (k < CELLS) { own[k] = 0; plain[k] = 0; k++; }
  */
}

/* Empties one list. */
/*@ requires list: list < LISTS && length[list] <= LIST_SPACE;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], length[list];

    ensures  none:   \forall integer i; list * LIST_SPACE <= i < list * LIST_SPACE + \old(length[list]) ==> order[i] == 0;
    ensures  others: \forall integer i; list * LIST_SPACE <= i < list * LIST_SPACE + LIST_SPACE ==> order[i] == 0 || order[i] == \old(order[i]);
    ensures  empty:  length[list] == 0; */
static void reset_list(uint32_t list)
{
  /*@ loop invariant range:  0 <= i <= length[list];
      loop invariant none:   \forall integer j; list * LIST_SPACE <= j < list * LIST_SPACE + i ==> order[j] == 0;
      loop invariant others: \forall integer j; list * LIST_SPACE <= j < list * LIST_SPACE + LIST_SPACE ==> order[j] == 0 || order[j] == \at(order[\at(j,Here)],Pre);
      loop assigns   i, order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1];
      loop variant   length[list] - i; */
  for (uint32_t i = 0; i < length[list]; i++) order[list * LIST_SPACE + i] = 0;
  length[list] = 0;
}

/* Empties every list and forgets every handle. */
/*@ requires inv:  ListInv;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[0 .. LISTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ensures  lists: \forall integer l; 0 <= l < LISTS ==> length[l] == 0;
    ensures  order: \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> order[i] == 0;
    ensures  free:  \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == FREE; */
static void reset_lists(void)
{
  /*@ assert used: \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> order[i] != 0 ==>
        \exists integer l; 0 <= l < LISTS && l * LIST_SPACE <= i < l * LIST_SPACE + length[l]; */
  /*@ loop invariant range: 0 <= list <= LISTS;
      loop invariant done:  \forall integer l; 0 <= l < list ==> length[l] == 0;
      loop invariant rest:  \forall integer l; list <= l < LISTS ==> length[l] == \at(length[\at(l,Here)],Pre);
      loop invariant less:  \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> order[i] == 0 || order[i] == \at(order[\at(i,Here)],Pre);
      loop invariant none:  \forall integer i; 0 <= i < list * LIST_SPACE ==> order[i] == 0;
      loop assigns   list, order[0 .. LISTS * LIST_SPACE - 1], length[0 .. LISTS - 1];
      loop variant   LISTS - list; */
  for (uint32_t list = 0; list < LISTS; list++) reset_list(list);
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant done:  \forall integer o; 0 <= o < object ==> list_of[o] == FREE;
      loop invariant rest:  \forall integer o; object <= o < MAX_OBJECTS ==> list_of[o] == \at(list_of[\at(o,Here)],Pre);
      loop assigns   object, list_of[0 .. MAX_OBJECTS - 1];
      loop variant   born - object; */
  for (uint32_t object = 1; object <= born; object++) list_of[object] = FREE;
}

/* Forgets what is known of every object's weak references, and what was condemned. */
/*@ requires born: born < MAX_OBJECTS && weak_first[0] == 0 && referent[0] == 0 && condemned[0] == 0;
    requires none: \forall integer o; born < o < MAX_OBJECTS ==> condemned[o] == 0 && referent[o] == 0 && weak_first[o] == 0;

    terminates \true;
    exits    \false;
    assigns  condemned[0 .. MAX_OBJECTS - 1], referent[0 .. MAX_OBJECTS - 1], weak_first[0 .. MAX_OBJECTS - 1];

    ensures  none: \forall integer o; 0 <= o < MAX_OBJECTS ==> condemned[o] == 0 && referent[o] == 0 && weak_first[o] == 0; */
static void reset_weakrefs(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant done:  \forall integer o; 0 <= o < object ==> condemned[o] == 0 && referent[o] == 0 && weak_first[o] == 0;
      loop invariant rest:  \forall integer o; born < o < MAX_OBJECTS ==> condemned[o] == 0 && referent[o] == 0 && weak_first[o] == 0;
      loop assigns   object, condemned[0 .. MAX_OBJECTS - 1], referent[0 .. MAX_OBJECTS - 1], weak_first[0 .. MAX_OBJECTS - 1];
      loop variant   born - object; */
  for (uint32_t object = 1; object <= born; object++) {
    condemned[object] = 0;
    referent[object] = 0;
    weak_first[object] = 0;
  }
}

/* Takes every activity off the stack. */
/*@ requires inv:  Activities;

    terminates \true;
    exits    \false;
    assigns  activity_count, activity_place[0 .. MAX_ACTIVITIES - 1];

    ensures  none: NoActivities; */
static void reset_activities(void)
{
  /*@ loop invariant activities: Activities;
      loop assigns   activity_count, activity_place[0 .. MAX_ACTIVITIES - 1];
      loop variant   activity_count; */
  while (activity_count > 0) activity_pop();
}

/*@ ghost
  void lemma_empty_heap(void) { lemma_blocks_empty(); }
*/

void heap_reset(void)
{
  /*@ assert unborn: \forall integer o; born < o < MAX_OBJECTS ==> condemned[o] == 0 && referent[o] == 0 && weak_first[o] == 0; */
  reset_cells();
  reset_weakrefs();
  reset_activities();
  reset_lists();
  block_reset();
  statistics_reset();
  free_lists_clear();
  tuples_reset();
  born = 0;
  births = 0;
  youngest = 0;
  immortal_count = 0;
  weak_links = 0;
  frame_count = 0;
  locals_count = 0;
  named_used = 0;
  collecting = 0;
  next_unreachable = 0;
  next_notified = 0;
  is_calling = 0;
  saves_all = 0;
  trash_nesting = 0;
  collection_generation = 0;
  /*@ ghost lemma_empty_heap(); */
}
