/* The scan of a collection, phase by phase. */
#include "collector.h"
#include "gc_refs.h"
#include "move_unreachable.h"
#include "references.h"

uint8_t collecting;
uint32_t base;
uint32_t next_unreachable;
uint32_t clear_cursor;
uint32_t collection_generation, collection_found;

/*@ ghost uint8_t subtracted[CELLS]; */
/*@ ghost uint32_t own[CELLS]; */
/*@ ghost uint32_t plain[CELLS]; */
/*@ ghost uint64_t birth[MAX_OBJECTS]; */
/*@ ghost uint8_t iso[MAX_OBJECTS]; */

/* Lemma: objects that are held from outside or by an earlier one of their generation are all reachable. */
/*@ ghost
  /@ requires lists: ListInv && GENERATION_0 <= young <= GENERATION_2 && Dense(young);
     requires certs: \forall integer o; Listed(o, young) ==> Untraversed(o) ||
                       \exists integer k; ROOTS_END <= k < CELLS && own[k] != 0 && cells[k] == o && list_of[own[k]] == young && position[own[k]] < position[o];
     requires owned: \forall integer k; 0 <= k < CELLS ==> own[k] <= born;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  kept:  \forall integer o; Listed(o, young) ==> KeptWithin(MAX_OBJECTS - 1, o); @/
  void lemma_certificates(uint32_t young) {
    uint32_t n = 0;
    lemma_room(young);
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS - 1;
       loop invariant kept:  \forall integer o; Listed(o, young) ==> position[o] < young * LIST_SPACE + n ==> KeptWithin(n, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS - 1) n++;
  }
*/

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

/* update_refs, subtract_refs and move_unreachable: what nothing outside leads to is on UNREACHABLE, isolated. */
/*@ requires inv:        HeapInv;
    requires young:      GENERATION_0 <= young <= GENERATION_2 && Dense(young) && length[young] < MAX_OBJECTS && collecting == 0;

    terminates \true;
    exits    \false;
    assigns  SCAN_STATE(young), subtracted[0 .. CELLS - 1];

    ENSURES_LIST_INV
    ensures  stacks:   Stacks;
    ensures  kinds:    Kinds;
    ensures  targets:  Targets;
    ensures  dense:    Dense(young);
    ensures  shorter:  length[young] <= \old(length[young]);
    ensures  moves:    Moves{Pre,Here}(young);
    ensures  isolated: \forall integer k; 0 <= k < CELLS ==> cells[k] != 0 ==> list_of[cells[k]] == UNREACHABLE ==> own[k] != 0 && list_of[own[k]] == UNREACHABLE;
    ensures  certs:    \forall integer o; Listed(o, young) ==> External{Pre}(young, o) ||
                         \exists integer k; 0 <= k < CELLS && own[k] != 0 && cells[k] == o && list_of[own[k]] == young && position[own[k]] < position[o]; */
static void deduce_unreachable(uint32_t young)
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

/* The set that is about to be cleared, for the proof. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  iso[0 .. MAX_OBJECTS - 1];

     ensures  set: \forall integer o; 0 <= o < MAX_OBJECTS ==> iso[o] == (list_of[o] == UNREACHABLE ? 1 : 0); @/
  void ghost_isolate(void) {
    uint32_t o = 0;
    /@ loop invariant range: 0 <= o <= MAX_OBJECTS;
       loop invariant set:   \forall integer p; 0 <= p < o ==> iso[p] == (list_of[p] == UNREACHABLE ? 1 : 0);
       loop assigns   o, iso[0 .. MAX_OBJECTS - 1];
       loop variant   MAX_OBJECTS - o; @/
    while (o < MAX_OBJECTS) { iso[o] = list_of[o] == UNREACHABLE ? 1 : 0; o++; }
  }
*/

int heap_collect(uint32_t generation)
{
  /*@ ghost lemma_reachable_is_usable(); */
  if (collecting) return 0;
  uint32_t young = GENERATION_0 + generation;
  count_collection(generation);
  merge_younger(generation);
  uint32_t members = length[young];
  /*@ ghost merged: ; */
  deduce_unreachable(young);
  /*@ ghost
    if (generation == 2 && length[DYING] == 0) {
      /@ assert nowhere: \forall integer o; 0 < o <= born ==> \at(list_of[o],merged) == young || \at(list_of[o],merged) == FREE || \at(list_of[o],merged) == UNTRACKED; @/
      /@ assert outside: \forall integer o; 0 < o <= born ==> External{merged}(young, o) ==> Untraversed(o); @/
      lemma_certificates(young);
    }
  */
  /*@ assert untracked: \forall integer o; 0 < o <= born ==> (list_of[o] == UNTRACKED <==> \at(list_of[o],Pre) == UNTRACKED); */
  /*@ ghost
    uint32_t n = 0;
    /@ loop invariant range: 0 <= n <= MAX_OBJECTS;
       loop invariant same:  \forall integer o; KeptWithin{Pre}(n, o) <==> KeptWithin(n, o);
       loop invariant last:  n == MAX_OBJECTS ==> \forall integer o; KeptWithin{Pre}(n - 1, o) <==> KeptWithin(n - 1, o);
       loop assigns   n;
       loop variant   MAX_OBJECTS - n; @/
    while (n < MAX_OBJECTS) n++;
  */
  collection_generation = generation;
  collection_found = members - length[young];
  count_survivors(generation, length[young]);
  if (generation < 2) list_merge(young, young + 1);
  /*@ ghost ghost_isolate(); */
  base = length[DYING];
  next_unreachable = 0;
  collecting = 1;
  /*@ ghost lemma_reachable_is_usable(); */
  return 1;
}
