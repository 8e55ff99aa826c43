/* Objects that a collection stops tracking: tuples and dicts that hold nothing to be tracked; immortal objects. */
#ifndef HEAPPROOF_UNTRACK_H
#define HEAPPROOF_UNTRACK_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/collect.acsl"
#endif

/* Takes off `list` the objects of a kind that hold nothing that may be tracked, in order (untrack_tuples,
 * untrack_dicts).  Returns how many. */
/*@ requires inv:    HeapInv;
    requires list:   GENERATION_0 <= list <= GENERATION_2;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  moved:  MovedOnly{Pre,Here}(list, UNTRACKED);
    ensures  some:   \result <= length[list]; */
uint32_t untrack(uint32_t list, uint32_t kind);

/* Moves immortal objects from `list` to the permanent generation (update_refs of CPython 3.12); the list is dense. */
/*@ requires inv:    HeapInv;
    requires list:   GENERATION_0 <= list <= GENERATION_2 && Dense(list) && length[list] < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[list], length[PERMANENT], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  dense:  Dense(list) && length[list] < MAX_OBJECTS;
    ensures  moved:  MovedOnly{Pre,Here}(list, PERMANENT);
    ensures  only:   \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] != \old(list_of[o]) ==> is_immortal[o] != 0; */
void retire_immortals(uint32_t list);

/* Appends the members of one list to another, where they are as usable. */
/*@ requires inv:    HeapInv;
    requires lists:  (GENERATION_0 <= from <= GENERATION_2 || from == PERMANENT) && (GENERATION_0 <= to <= GENERATION_2 || to == PERMANENT) && from != to;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[from], length[to], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_HEAP_INV
    ensures  moved:  \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == (\old(list_of[o]) == from && 0 < o <= born ? to : \old(list_of[o]));
    ensures  empty:  length[from] == 0; */
void move_members(uint32_t from, uint32_t to);

/* gc.freeze: all generations to the permanent one, counts to 0. */
/*@ requires inv:    HeapInv;

    terminates \true;
    exits    \false;
    assigns  LIST_STATE, gc_count[0 .. GENERATIONS - 1], tuples_of_age[0 .. AGES - 1];

    ENSURES_HEAP_INV
    ensures  none:   \forall integer o; 0 < o <= born ==> !(GENERATION_0 <= list_of[o] <= GENERATION_2); */
void heap_freeze(void);

/* gc.unfreeze: back to the oldest generation. */
/*@ requires inv:    HeapInv;

    terminates \true;
    exits    \false;
    assigns  LIST_STATE, tuples_of_age[0 .. AGES - 1];

    ENSURES_HEAP_INV
    ensures  none:   \forall integer o; 0 < o <= born ==> list_of[o] != PERMANENT; */
void heap_unfreeze(void);

#endif
