/* The scan of a collection, phase by phase. */
#include "collector.h"
#include "gc_refs.h"
#include "move_unreachable.h"
#include "references.h"
#include "uncollectable.h"
#include "untrack.h"

uint8_t collecting;
uint32_t next_unreachable;
uint32_t clear_cursor;
uint32_t collection_generation, collection_found, collection_uncollectable;

/*@ ghost uint8_t subtracted[CELLS]; */
/*@ ghost uint32_t own[CELLS]; */
/*@ ghost uint32_t plain[CELLS]; */
/*@ ghost uint64_t birth[MAX_OBJECTS]; */

/* Moves the younger generations to the end of the collected one, the youngest first, and closes its gaps. */
/*@ requires inv:        HeapInv;
    requires generation: generation < GENERATIONS && collecting == 0;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[GENERATION_0 .. GENERATION_2], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  young:  Dense(GENERATION_0 + generation) && length[GENERATION_0 + generation] < MAX_OBJECTS;
    ensures  moved:  \forall integer o; 0 <= o < MAX_OBJECTS ==>
                       list_of[o] == (0 < o <= born && GENERATION_0 <= \old(list_of[o]) <= GENERATION_0 + generation ? GENERATION_0 + generation : \old(list_of[o])); */
static void merge_younger(uint32_t generation)
{
  uint32_t young = GENERATION_0 + generation;
  if (generation > 0) list_merge(GENERATION_0, young);
  if (generation > 1) list_merge(GENERATION_1, young);
  list_compact(young);
  /*@ ghost lemma_room(young); */
}

void deduce_unreachable(uint32_t young)
{
  update_refs(young);
  subtract_refs(young);
  /*@ ghost seeds: ; */
  move_unreachable(young);
  /*@ assert held: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==>
        \at(list_of[cells[\at(k,Here)]],Pre) == young && \at(gc_refs[cells[\at(k,Here)]],seeds) == 0; */
  /*@ assert inside: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==>
        own[k] != 0 && \at(list_of[own[\at(k,Here)]],Pre) == young; */
}

uint32_t old_generation(void)
{
  return collection_generation < 2 ? GENERATION_1 + collection_generation : GENERATION_2;
}

/* The scan of the collected generation; then the machine has something to do. */
/*@ requires inv:        HeapInv;
    requires generation: generation < GENERATIONS && collecting == 0 && young == GENERATION_0 + generation;
    requires young:      Dense(young) && length[young] < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  SCAN_STATE(young), subtracted[0 .. CELLS - 1], collecting, next_unreachable, is_calling, collection_generation, ACTIVITY_STATE;

    ENSURES_HEAP_INV
    ensures  phase:      collecting == PHASE_WEAKREFS && next_unreachable == 0 && collection_generation == generation;
    ensures  stack:      activity_count == \old(activity_count) + 1 && activity_place[COLLECTION] == activity_count && Floor == length[DYING];
    ensures  moves:      Moves{Pre,Here}(young);
    ensures  isolated:   \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE;
    ensures  certs:      \forall integer o; Listed(o, young) ==> External{Pre}(young, o) ||
                           \exists integer k; 0 <= k < CELLS && own[k] != 0 && cells[k] == o && list_of[own[k]] == young && position[own[k]] < position[o];
    ensures  dense:      Dense(young); */
static void find_unreachable(uint32_t generation, uint32_t young)
{
  deduce_unreachable(young);
  collection_generation = generation;
  next_unreachable = 0;
  is_calling = 0;
  collecting = PHASE_WEAKREFS;
  activity_push(COLLECTION, length[DYING]);
}

/* The survivors of the scan go to the older generation, without those that need not be tracked. */
/*@ requires inv:        HeapInv;
    requires generation: generation < GENERATIONS && young == GENERATION_0 + generation && collecting == PHASE_WEAKREFS;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[GENERATION_0 .. GENERATION_2], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1],
             long_lived_total, long_lived_pending, tuples_of_age[0 .. AGES - 1];

    ENSURES_HEAP_INV
    ensures  moved:      \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == \old(list_of[o]) ||
                           (\old(list_of[o]) == young && (list_of[o] == UNTRACKED || list_of[o] == young + 1)); 
    ensures  full:       generation == 2 ==> \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == \old(list_of[o]) || (\old(list_of[o]) == young && list_of[o] == UNTRACKED); */
static void settle_survivors(uint32_t generation, uint32_t young)
{
  uint32_t untracked = untrack(young, KIND_TUPLE);
  uint32_t left = length[young] - untracked;
  if (generation == 2) {
    untracked = untrack(young, KIND_DICT);
    left = untracked < left ? left - untracked : 0;
  }
  count_survivors(generation, with_tuples(generation, left));
  if (generation < 2) move_members(young, young + 1);
}

/* What is on UNREACHABLE. */
/*@ requires lists: ListInv;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  some:  \result <= length[UNREACHABLE]; */
static uint32_t unreachable_count(void)
{
  uint32_t count = 0, start = UNREACHABLE * LIST_SPACE, end = start + length[UNREACHABLE];
  /*@ loop invariant range: start <= at <= end && count <= at - start;
      loop assigns   at, count;
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++)
    if (order[at] != 0) count++;
  return count;
}

int heap_collect(uint32_t generation)
{
  /*@ ghost lemma_reachable_is_usable(); */
  if (collecting) return 0;
  uint32_t young = GENERATION_0 + generation;
  count_collection(generation);
  merge_younger(generation);
  retire_immortals(young);
  /*@ ghost ready: ; */
  find_unreachable(generation, young);
  /*@ assert outside: generation == 2 && QuietHeap{Pre} ==> \forall integer o; o != 0 ==> External{ready}(young, o) ==> KeptWithin{Pre}(1, o); */
  /*@ ghost
    uint32_t n = 0;
    lemma_room(young);
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS - 1;
       loop invariant kept:  generation == 2 && QuietHeap{Pre} ==> \forall integer o; Listed(o, young) ==> position[o] < young * LIST_SPACE + n ==> KeptWithin{Pre}(n + 1, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS - 1) n++;
  */
  /*@ assert kept: generation == 2 && QuietHeap{Pre} ==> \forall integer o; Listed(o, young) ==> Kept{Pre}(o); */
  settle_survivors(generation, young);
  move_uncollectable();
  /*@ ghost
    n = 0;
    lemma_room(UNCOLLECTABLE);
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS - 1;
       loop invariant kept:  \forall integer o; Listed(o, UNCOLLECTABLE) ==> position[o] < UNCOLLECTABLE * LIST_SPACE + n ==> KeptWithin{Pre}(n + 1, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS - 1) n++;
  */
  /*@ assert legacy: \forall integer o; Listed(o, UNCOLLECTABLE) ==> Kept{Pre}(o); */
  collection_found = found_counts == COUNTS_FOUND ? unreachable_count() : 0;
  collection_uncollectable = 0;
  /*@ ghost lemma_reachable_is_usable(); */
  return 1;
}
