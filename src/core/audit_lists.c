/* The auditor on the lists (ListInv and Stacks). */
#include "audit.h"

/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Lengths; */
static uint32_t lengths_hold(void)
{
  /*@ loop invariant range: 0 <= list <= LISTS;
      loop invariant held:  \forall integer l; 0 <= l < list ==> length[l] <= LIST_SPACE;
      loop assigns   list;
      loop variant   LISTS - list; */
  for (uint32_t list = 0; list < LISTS; list++)
    if (length[list] > LIST_SPACE) return 0;
  return 1;
}

/*@ requires untouched: UntouchedHandles;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Unborn; */
static uint32_t unborn_hold(void)
{
  return born < MAX_OBJECTS && list_of[0] == FREE;
}

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Tags; */
static uint32_t tags_hold(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; 0 <= o < object ==> list_of[o] <= UNTRACKED;
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++)
    if (list_of[object] > UNTRACKED) return 0;
  return 1;
}

/*@ requires handles: Unborn;
    requires place:   place < LISTS * LIST_SPACE;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> EntryHolds(place); */
static uint32_t entry_holds(uint32_t place)
{
  uint32_t object = order[place];
  if (object == 0) return 1;
  return object <= born && list_of[object] < LISTS && position[object] == place;
}

/*@ requires handles:   Unborn;
    requires list:      list < LISTS && length[list] <= LIST_SPACE;
    requires untouched: UntouchedEntries(list);

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> EntriesHold(list * LIST_SPACE, list * LIST_SPACE + LIST_SPACE); */
static uint32_t entries_hold(uint32_t list)
{
  uint32_t start = list * LIST_SPACE, end = start + length[list];
  /*@ loop invariant range: start <= place <= end;
      loop invariant held:  EntriesHold(start, place);
      loop assigns   place;
      loop variant   end - place; */
  for (uint32_t place = start; place < end; place++)
    if (!entry_holds(place)) return 0;
  return 1;
}

/*@ requires handles:   Unborn;
    requires lengths:   Lengths;
    requires untouched: UntouchedOrder;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Forward; */
static uint32_t forward_holds(void)
{
  /*@ loop invariant range: 0 <= list <= LISTS;
      loop invariant held:  EntriesHold(0, list * LIST_SPACE);
      loop assigns   list;
      loop variant   LISTS - list; */
  for (uint32_t list = 0; list < LISTS; list++)
    if (!entries_hold(list)) return 0;
  return 1;
}

/*@ requires handles: Unborn;
    requires lengths: Lengths;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Backward; */
static uint32_t backward_holds(void)
{
  /*@ loop invariant range: 1 <= object <= born + 1;
      loop invariant held:  \forall integer o; 0 < o < object ==> PlaceHolds(o);
      loop assigns   object;
      loop variant   born + 1 - object; */
  for (uint32_t object = 1; object <= born; object++) {
    uint32_t list = list_of[object], place = position[object];
    if (list >= LISTS) continue;
    uint32_t start = list * LIST_SPACE;
    if (place < start || place - start >= length[list] || order[place] != object) return 0;
  }
  return 1;
}

/*@ requires list:    list < LISTS;
    requires lengths: Lengths;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Dense(list); */
static uint32_t is_dense(uint32_t list)
{
  uint32_t start = list * LIST_SPACE, end = start + length[list];
  /*@ loop invariant range: start <= place <= end;
      loop invariant held:  \forall integer i; start <= i < place ==> order[i] != 0;
      loop assigns   place;
      loop variant   end - place; */
  for (uint32_t place = start; place < end; place++)
    if (order[place] == 0) return 0;
  return 1;
}

uint32_t audit_lists(void)
{
  if (!lengths_hold()) return AUDIT_LENGTHS;
  if (!unborn_hold()) return AUDIT_UNBORN;
  if (!tags_hold()) return AUDIT_TAGS;
  if (!forward_holds()) return AUDIT_FORWARD;
  if (!backward_holds()) return AUDIT_BACKWARD;
  if (!is_dense(DYING) || !is_dense(FREE) || !is_dense(TRASH)) return AUDIT_STACKS;
  return 0;
}
