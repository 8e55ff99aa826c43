#include "move_unreachable.h"
#include "objects.h"
#include "prefetch.h"

/*@ ghost uint32_t back_entry[LIST_SPACE]; */
/*@ ghost uint32_t back_place[LIST_SPACE]; */
/*@ ghost uint32_t taken_back; */

/* The scan has reached `target` (visit_reachable): mark it if it waits, take it back if it was passed over.
 * An object is without a mark in both cases and has one ever after, so gc_refs alone settles all but the first
 * visit, and a null visit ends at list_of[0], which is FREE. */
/*@ requires lists:    ListInv;
    requires cursors:  Cursors(young, read, write, members);
    requires target:   target <= born;
    requires permuted: Permuted;
    requires gap:      Gap(read, write);
    requires ahead:    Ahead(young, read);
    requires reached:  Reached(young, write);
    requires tail:     Tail(young, read, members);
    requires passed:   PassedOver;

    terminates \true;
    exits    \false;
    assigns  gc_refs[target], list_of[target], position[target], order[young * LIST_SPACE .. young * LIST_SPACE + LIST_SPACE - 1],
             order[UNREACHABLE * LIST_SPACE .. UNREACHABLE * LIST_SPACE + LIST_SPACE - 1], length[young],
             back_entry[0 .. LIST_SPACE - 1], back_place[0 .. LIST_SPACE - 1], taken_back;

    ENSURES_LIST_INV
    ensures  cursors:  Cursors(young, read, write, members);
    ensures  places:   PlacesOf;
    ensures  entries:  EntriesOf;
    ensures  taken:    TakenFirst;
    ensures  gap:      Gap(read, write);
    ensures  ahead:    Ahead(young, read);
    ensures  reached:  Reached(young, write);
    ensures  tail:     Tail(young, read, members);
    ensures  passed:   PassedOver;
    ensures  covered:  Covered(young, read, target);
    ensures  monotone: \forall integer x; 0 <= x <= born ==> \old(Covered(young, read, x)) ==> Covered(young, read, x);
    ensures  same:     \forall integer x; 0 <= x <= born ==> (list_of[x] == young && position[x] < write <==> \old(list_of[x] == young && position[x] < write));
    ensures  moves:    list_of[target] == \old(list_of[target]) || (\old(list_of[target]) == UNREACHABLE && list_of[target] == young);
    ensures  marks:    gc_refs[target] >= \old(gc_refs[target]);
    ensures  still:    list_of[target] == \old(list_of[target]) ==> position[target] == \old(position[target]);
    ensures  back:     list_of[target] != \old(list_of[target]) ==> position[target] >= read; */
static inline void visit_reachable(uint32_t young,
                                   uint32_t target) /*@ ghost (uint32_t read, uint32_t write, uint32_t members) */
{
  if (gc_refs[target] != 0) return;
  if (list_of[target] == young) {
    gc_refs[target] = 1;
  } else if (list_of[target] == UNREACHABLE) {
    /*@ ghost
      uint32_t entry = position[target] - UNREACHABLE * LIST_SPACE;
      uint32_t at = back_place[entry];
      /@ assert not_yet: at >= taken_back; @/
      uint32_t other = back_entry[taken_back];
      back_entry[taken_back] = entry; back_place[entry] = taken_back;
      back_entry[at] = other; back_place[other] = at;
      taken_back++; */
    list_unlink(target);
    /*@ assert taken: TakenFirst; */
    gc_refs[target] = 1;
    list_append(young, target);
  }
}

void move_unreachable(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, read = start, write = start;
  /*@ ghost uint32_t members = length[young]; */
  /*@ ghost taken_back = 0; */
  /*@ INVARIANT_SCAN(young, read, write, members)
      loop invariant closed: ClosedScan(young, read, write);
      loop assigns   read, write, SCAN_STATE(young);
      loop variant   start + LIST_SPACE - read; */
  while (read < start + length[young]) {
    prefetch_ahead(read);
    uint32_t object = order[read];
    /*@ assert member: Listed(object, young) && position[object] == read; */
    order[read] = 0;
    read++;
    if (gc_refs[object] > 0) {
      order[write] = object;
      if (write + 1 != read) position[object] = write; /* once something was passed over */
      write++;
      uint32_t slots = slot_count[object];
      /*@ loop invariant turns:  0 <= turn <= slots;
          INVARIANT_SCAN(young, read, write, members)
          loop invariant object: list_of[object] == young && position[object] == write - 1;
          loop invariant closed: \forall integer k; 0 <= k < CELLS ==> own[k] != 0 ==> list_of[own[k]] == young ==> position[own[k]] < write ==>
                                   own[k] != object || Passed(object, k, turn) || !IsSlot(object, k) ==> Covered(young, read, cells[k]);
          loop assigns   turn, SCAN_STATE(young);
          loop variant   slots - turn; */
      for (uint32_t turn = 0; turn < slots; turn++) {
        uint32_t cell = slot_cell(object, turn);
        uint32_t target = cells[cell];
        /*@ assert slot: own[cell] == object; */
        visit_reachable(young, target) /*@ ghost (read, write, members) */;
        /*@ assert target_certified: 0 < target ==> list_of[target] == young ==> position[target] >= write ==> Certificate{Pre,Here}(young, write, target); */
        /*@ assert others_certified: \forall integer x; 0 < x <= born ==> x != target ==> list_of[x] == young ==>
              (position[x] < write || gc_refs[x] > 0) ==> Certificate{Pre,Here}(young, write, x); */
      }
    } else {
      list_of[object] = UNTRACKED;
      /*@ ghost back_entry[length[UNREACHABLE]] = length[UNREACHABLE]; back_place[length[UNREACHABLE]] = length[UNREACHABLE]; */
      list_append(UNREACHABLE, object);
    }
  }
  length[young] = write - start;
}
