/* Legacy finalizers and gc.garbage. */
#include "uncollectable.h"
#include "collector.h"
#include "objects.h"
#include "references.h"

uint8_t saves_all;
uint32_t garbage_count;

/* clang-format off */
#define GARBAGE_STATE reference_count[0 .. MAX_OBJECTS - 1], cells[FIRST_GARBAGE .. FIRST_BLOCK_CELL - 1], garbage_count
/* clang-format on */

/* Appends an object to gc.garbage, if there is room. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object);

    terminates \true;
    exits    \false;
    assigns  GARBAGE_STATE;

    ENSURES_HEAP_INV */
static void append_garbage(uint32_t object)
{
  if (garbage_count == MAX_GARBAGE) return;
  /*@ ghost lemma_count(CELLS); */
  reference_count[object]++;
  write_cell(FIRST_GARBAGE + garbage_count, object);
  garbage_count++;
}

/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS && next_unreachable == 0;
    requires member: Listed(object, UNREACHABLE) && Dense(UNCOLLECTABLE) && Caused;
    requires cause:  is_legacy[object] != 0 || \exists integer k; 0 <= k < CELLS && own[k] != 0 && cells[k] == object && list_of[own[k]] == UNCOLLECTABLE;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[object], list_of[object];

    ENSURES_HEAP_INV
    ensures  moved:  list_of[object] == UNCOLLECTABLE && Dense(UNCOLLECTABLE) && length[UNCOLLECTABLE] == \old(length[UNCOLLECTABLE]) + 1 &&
                     position[object] == UNCOLLECTABLE * LIST_SPACE + \old(length[UNCOLLECTABLE]);
    ensures  caused: Caused;
    ensures  kept:   \forall integer i; UNREACHABLE * LIST_SPACE <= i < GENERATION_0 * LIST_SPACE ==> order[i] == \old(order[i]) || order[i] == 0; */
static void move_to_uncollectable(uint32_t object)
{
  /*@ ghost lemma_room(UNCOLLECTABLE); */
  list_unlink(object);
  list_append(UNCOLLECTABLE, object);
}

/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS && next_unreachable == 0 && Dense(UNCOLLECTABLE) && Caused;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  dense:  Dense(UNCOLLECTABLE);
    ensures  caused: Caused;
    ensures  moved:  MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE); */
static void move_legacy(void)
{
  uint32_t end = UNREACHABLE * LIST_SPACE + length[UNREACHABLE];
  /*@ INVARIANT_HEAP_INV
      loop invariant range: UNREACHABLE * LIST_SPACE <= at <= end;
      loop invariant dense: Dense(UNCOLLECTABLE) && Caused;
      loop invariant moved: MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE);
      loop assigns   at, order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   end - at; */
  for (uint32_t at = UNREACHABLE * LIST_SPACE; at < end; at++)
    if (order[at] != 0 && is_legacy[order[at]]) move_to_uncollectable(order[at]);
}

/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_WEAKREFS && next_unreachable == 0 && Dense(UNCOLLECTABLE) && Caused;
    requires object: Listed(object, UNCOLLECTABLE);
    requires past:   Followed(position[object]);

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  dense:  Dense(UNCOLLECTABLE) && length[UNCOLLECTABLE] >= \old(length[UNCOLLECTABLE]);
    ensures  caused: Caused;
    ensures  past:   Followed(\old(position[object]) + 1);
    ensures  moved:  MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE); */
static void move_referents(uint32_t object)
{
  uint32_t slots = slot_count[object];
  /*@ INVARIANT_HEAP_INV
      loop invariant range: 0 <= turn <= slots;
      loop invariant dense: Dense(UNCOLLECTABLE) && Caused && length[UNCOLLECTABLE] >= \at(length[UNCOLLECTABLE],Pre);
      loop invariant place: list_of[object] == UNCOLLECTABLE && position[object] == \at(position[object],Pre);
      loop invariant past:  Followed(\at(position[object],Pre));
      loop invariant done:  \forall integer k; Passed(object, k, turn) ==> cells[k] == 0 || list_of[cells[k]] != UNREACHABLE;
      loop invariant moved: MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE);
      loop assigns   turn, order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   slots - turn; */
  for (uint32_t turn = 0; turn < slots; turn++) {
    uint32_t target = cells[slot_cell(object, turn)];
    if (target != 0 && list_of[target] == UNREACHABLE) move_to_uncollectable(target);
  }
}

void move_uncollectable(void)
{
  move_legacy();
  /*@ INVARIANT_HEAP_INV
      loop invariant range: UNCOLLECTABLE * LIST_SPACE <= at <= UNCOLLECTABLE * LIST_SPACE + length[UNCOLLECTABLE];
      loop invariant dense: Dense(UNCOLLECTABLE) && Caused && Surrounded;
      loop invariant past:  Followed(at);
      loop invariant moved: MovedOnly{Pre,Here}(UNREACHABLE, UNCOLLECTABLE);
      loop assigns   at, order[0 .. LISTS * LIST_SPACE - 1], length[UNCOLLECTABLE], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   UNCOLLECTABLE * LIST_SPACE + LIST_SPACE - at; */
  for (uint32_t at = UNCOLLECTABLE * LIST_SPACE; at < UNCOLLECTABLE * LIST_SPACE + length[UNCOLLECTABLE]; at++)
    move_referents(order[at]);
}

void save_unreachable(void)
{
  uint32_t end = UNREACHABLE * LIST_SPACE + length[UNREACHABLE];
  /*@ INVARIANT_HEAP_INV
      loop invariant range: UNREACHABLE * LIST_SPACE <= at <= end;
      loop assigns   at, GARBAGE_STATE;
      loop variant   end - at; */
  for (uint32_t at = UNREACHABLE * LIST_SPACE; at < end; at++)
    if (order[at] != 0) append_garbage(order[at]);
  list_merge(UNREACHABLE, old_generation());
  collecting = PHASE_DELETE;
}

uint32_t settle_uncollectable(void)
{
  uint32_t count = 0;
  uint32_t end = UNCOLLECTABLE * LIST_SPACE + length[UNCOLLECTABLE];
  /*@ INVARIANT_HEAP_INV
      loop invariant range: UNCOLLECTABLE * LIST_SPACE <= at <= end && count <= at - UNCOLLECTABLE * LIST_SPACE;
      loop assigns   at, count, GARBAGE_STATE;
      loop variant   end - at; */
  for (uint32_t at = UNCOLLECTABLE * LIST_SPACE; at < end; at++) {
    if (order[at] == 0) continue;
    count++;
    if (saves_all || is_legacy[order[at]]) append_garbage(order[at]);
  }
  list_merge(UNCOLLECTABLE, old_generation());
  return count;
}
