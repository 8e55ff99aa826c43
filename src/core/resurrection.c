/* What came back and what is condemned. */
#include "resurrection.h"
#include "calls.h"
#include "collector.h"
#include "gc_refs.h"
#include "uncollectable.h"

uint8_t condemned[MAX_OBJECTS];

/* clang-format off */
#define SCANNED gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1], back_entry[0 .. LIST_SPACE - 1], back_place[0 .. LIST_SPACE - 1], taken_back
/* clang-format on */

/*@ predicate Sealed{L} = \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == SUSPECTS ==> own[k] != 0 && list_of[own[k]] == SUSPECTS;
    predicate Reached{L} = \forall integer o; Listed(o, SUSPECTS) ==>
      \exists integer k; 0 <= k < CELLS && own[k] != 0 && cells[k] == o && list_of[own[k]] == SUSPECTS && position[own[k]] < position[o]; */

/* Does anything outside SUSPECTS refer into it (check_garbage)? */
/*@ requires lists:      ListInv && Dense(SUSPECTS);
    requires references: RefInv(0);

    terminates \true;
    exits    \false;
    assigns  gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1];

    ensures  none:       \result == 0 ==> \forall integer o; Listed(o, SUSPECTS) ==> !External(SUSPECTS, o);
    ensures  sealed:     Sealed ==> \result == 0; */
static uint32_t any_came_back(void)
{
  update_refs(SUSPECTS);
  subtract_refs(SUSPECTS);
  uint32_t start = SUSPECTS * LIST_SPACE, end = start + length[SUSPECTS];
  /*@ loop invariant range: start <= at <= end;
      loop invariant none:  \forall integer i; start <= i < at ==> gc_refs[order[i]] == 0;
      loop assigns   at;
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++)
    if (gc_refs[order[at]] > 0) return 1;
  return 0;
}

/* clang-format off */
#define SUSPECTED \
    requires lists:      ListInv && Stacks && Dense(SUSPECTS) && length[SUSPECTS] < MAX_OBJECTS && length[UNREACHABLE] == 0; \
    requires references: RefInv(0); \
    requires generation: collection_generation <= 2;
/* clang-format on */
/* clang-format off */
#define SEPARATED \
    ENSURES_LIST_INV \
    ensures  stacks:     Stacks; \
    ensures  kinds:      Kinds; \
    ensures  targets:    Targets; \
    ensures  emptied:    length[SUSPECTS] == 0; \
    ensures  isolated:   \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE; \
    ensures  moved:      \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == \old(list_of[o]) || \
                           (\old(list_of[o]) == SUSPECTS && (list_of[o] == UNREACHABLE || list_of[o] == GENERATION_1 || list_of[o] == GENERATION_2)); \
    ensures  sealed:     Sealed{Pre} ==> \forall integer o; 0 < o <= born ==> \old(list_of[o]) == SUSPECTS ==> list_of[o] == UNREACHABLE; \
    ensures  stacked:    \forall integer i; 0 <= i < UNREACHABLE * LIST_SPACE ==> order[i] == \old(order[i]);
/* clang-format on */

/* Lemma: when each that was reached was so from an earlier one, none was. */
/*@ ghost
  /@ requires lists: ListInv;
     requires owned: \forall integer k; 0 <= k < CELLS ==> own[k] <= born;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  none:  Reached ==> \forall integer o; 0 < o <= born ==> list_of[o] != SUSPECTS; @/
  void lemma_none_reached(void) {
    uint32_t n = 0;
    /@ loop invariant range: 0 <= n <= LIST_SPACE;
       loop invariant none:  Reached ==> \forall integer o; Listed(o, SUSPECTS) ==> position[o] >= SUSPECTS * LIST_SPACE + n;
       loop assigns   n;
       loop variant   LIST_SPACE - n; @/
    while (n < LIST_SPACE) n++;
  }
*/

/* Up to CPython 3.8 one object that came back saves all. */
/*@ SUSPECTED

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. SUSPECTS], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1],
             gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1];

    SEPARATED */
static uint32_t save_all_or_none(void)
{
  uint32_t members = length[SUSPECTS];
  if (any_came_back()) {
    list_merge(SUSPECTS, old_generation());
    return 0;
  }
  list_merge(SUSPECTS, UNREACHABLE);
  return members;
}

/* From 3.9 on only what can be reached is saved. */
/*@ SUSPECTED

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. SUSPECTS], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], SCANNED;

    SEPARATED */
static uint32_t save_reached(void)
{
  uint32_t members = length[SUSPECTS];
  deduce_unreachable(SUSPECTS);
  /*@ assert reached: Sealed{Pre} ==> Reached; */
  /*@ ghost lemma_none_reached(); */
  uint32_t lost = members - length[SUSPECTS];
  list_merge(SUSPECTS, old_generation());
  return lost;
}

/* Which of the two, the profile says. */
/*@ SUSPECTED

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. SUSPECTS], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1], SCANNED;

    SEPARATED */
static uint32_t save_resurrected(void)
{
  return resurrection_saves_all ? save_all_or_none() : save_reached();
}

/* Separates what came back from what is lost; returns how many are lost. */
/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && cells[PIN] == 0 && next_unreachable == length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  next_unreachable, order[0 .. LISTS * LIST_SPACE - 1], length[UNREACHABLE .. SUSPECTS], position[0 .. MAX_OBJECTS - 1],
             list_of[0 .. MAX_OBJECTS - 1], SCANNED;

    ENSURES_EACH_HEAP_INV
    ensures  first:    next_unreachable == 0;
    ensures  settled:  \forall integer o; Listed(o, UNREACHABLE) ==> Settled(o);
    ensures  isolated: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE;
    ensures  quiet:    Quiet{Pre} ==> \forall integer o; \old(list_of[o]) == UNREACHABLE && 0 < o <= born ==> list_of[o] == UNREACHABLE;
    ensures  tags:     \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == \old(list_of[o]) ||
                         (\old(list_of[o]) == UNREACHABLE && (list_of[o] == GENERATION_1 || list_of[o] == GENERATION_2));
    ensures  dying:    \forall integer i; 0 <= i < UNREACHABLE * LIST_SPACE ==> order[i] == \old(order[i]);
    ensures  more:     Measure <= \old(Measure) + LIST_SPACE * (CELLS + 3); */
static uint32_t separate(void)
{
  /*@ assert settled: \forall integer o; Listed(o, UNREACHABLE) ==> Settled(o); */
  list_merge(UNREACHABLE, SUSPECTS);
  list_compact(SUSPECTS);
  /*@ ghost lemma_room(SUSPECTS); */
  /*@ assert stacked: \forall integer i; 0 <= i < UNREACHABLE * LIST_SPACE ==> order[i] == \at(order[\at(i,Here)],Pre); */
  next_unreachable = 0;
  return save_resurrected();
}

/* What is on UNREACHABLE will be cleared.  Its own weak references are of no use to anybody any more. */
/*@ requires inv:      HeapInv;
    requires phase:    collecting == PHASE_FINALIZERS && cells[PIN] == 0 && next_unreachable == 0;
    requires settled:  \forall integer o; Listed(o, UNREACHABLE) ==> Settled(o);
    requires isolated: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE;

    terminates \true;
    exits    \false;
    assigns  collecting, condemned[0 .. MAX_OBJECTS - 1], call_state[0 .. MAX_OBJECTS - 1], WEAK_STATE;

    ENSURES_EACH_HEAP_INV
    ENSURES_ADVANCE
    ensures  all:      \forall integer o; Listed(o, UNREACHABLE) ==> condemned[o] != 0;
    ensures  much:     Measure < \old(Measure) - LIST_SPACE * (CELLS + 3);
    ensures  phase:    collecting == PHASE_DELETE; */
static void condemn(void)
{
  uint32_t start = UNREACHABLE * LIST_SPACE, end = start + length[UNREACHABLE];
  /*@ loop invariant range:     start <= at <= end;
      loop invariant condemned: \forall integer o; 0 <= o < MAX_OBJECTS ==> (condemned[o] != 0 <==> Listed(o, UNREACHABLE) && position[o] < at);
      loop invariant chains:    Chains;
      loop invariant referring: Referring;
      loop invariant plain:     Plain;
      loop invariant chained:   Chained;
      loop invariant noticed:   Noticed;
      loop invariant notices:   Notices && Uncalled;
      loop invariant finalizing: Finalizing;
      loop invariant weakrefs:  \forall integer o; 0 <= o < MAX_OBJECTS ==> call_state[o] == \at(call_state[\at(o,Here)],Pre) || (kind_of[o] == KIND_WEAKREF && call_state[o] == CALL_DONE);
      loop invariant forward:   CallsForward{Pre,Here};
      loop invariant lighter:   Owed <= \at(Owed,Pre);
      loop assigns   at, condemned[0 .. MAX_OBJECTS - 1], call_state[0 .. MAX_OBJECTS - 1], WEAK_STATE;
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++) {
    uint32_t object = order[at];
    if (object == 0) continue;
    /*@ assert member: Listed(object, UNREACHABLE) && position[object] == at && cells[FIRST_HELD + object] == 0; */
    if (referent[object] != 0) clear_weakref(object);
    condemned[object] = 1;
  }
  collecting = PHASE_DELETE;
}

void decide(void)
{
  uint32_t lost = separate();
  if (found_counts != COUNTS_FOUND) count_found(lost);
  if (saves_all) save_unreachable();
  else condemn();
}
