/* Objects leave the generations without dying. */
#include "untrack.h"
#include "objects.h"

uint32_t untrack(uint32_t list, uint32_t kind)
{
  uint32_t count = 0, start = list * LIST_SPACE, end = start + length[list];
  /*@ INVARIANT_EACH_HEAP_INV
      loop invariant range: start <= at <= end && count <= at - start;
      loop invariant moved: MovedOnly{Pre,Here}(list, UNTRACKED);
      loop assigns   at, count, order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++) {
    uint32_t object = order[at];
    if (object == 0 || kind_of[object] != kind || holds_trackable(object)) continue;
    list_unlink(object);
    count++;
  }
  return count;
}

/* Moves one object to the permanent generation. */
/*@ requires inv:    HeapInv;
    requires listed: Live(object) && GENERATION_0 <= list_of[object] <= GENERATION_2;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[PERMANENT], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_HEAP_INV
    ensures  moved:  list_of[object] == PERMANENT;
    ensures  spared: \forall integer i; GENERATION_0 * LIST_SPACE <= i < PERMANENT * LIST_SPACE ==> i != \old(position[object]) ==> order[i] == \old(order[i]); */
static void retire(uint32_t object)
{
  list_unlink(object);
  list_enlist(PERMANENT, object);
}

void retire_immortals(uint32_t list)
{
  if (!immortals_retire || immortal_count == 0) return;
  uint32_t start = list * LIST_SPACE, end = start + length[list];
  /*@ INVARIANT_EACH_HEAP_INV
      loop invariant range: start <= at <= end;
      loop invariant moved: MovedOnly{Pre,Here}(list, PERMANENT);
      loop invariant ahead: \forall integer i; at <= i < end ==> order[i] != 0;
      loop invariant only:  \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] != \at(list_of[\at(o,Here)],Pre) ==> is_immortal[o] != 0;
      loop assigns   at, order[0 .. LISTS * LIST_SPACE - 1], length[PERMANENT], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++)
    if (is_immortal[order[at]]) retire(order[at]);
  list_compact(list);
  /*@ ghost lemma_room(list); */
}

void move_members(uint32_t from, uint32_t to)
{
  list_merge(from, to);
}

void heap_freeze(void)
{
  move_members(GENERATION_0, PERMANENT);
  move_members(GENERATION_1, PERMANENT);
  move_members(GENERATION_2, PERMANENT);
  gc_count[0] = 0;
  gc_count[1] = 0;
  gc_count[2] = 0;
  freeze_tuples();
}

void heap_unfreeze(void)
{
  move_members(PERMANENT, GENERATION_2);
  unfreeze_tuples();
}
