/* Ordered lists of objects.
 *
 * A generation's order is observable, so a list is a vector that keeps order: append at the end, removal leaves a
 * tombstone, compaction closes the gaps.  All lists share one flat array `order`; an object has one tag
 * (`list_of`) and one absolute `position`, so it is on one list at most.  FREE, DYING and TRASH are used as stacks
 * and have no tombstones.  An object that is on no list is UNTRACKED; null and the handles above `born` are FREE.
 *
 * Invariant: ListInv (spec/acsl/lists.acsl).  It holds between any two calls; move_unreachable keeps it too. */
#ifndef HEAPPROOF_LISTS_H
#define HEAPPROOF_LISTS_H
#include <stdint.h>
#include "limits.h"

enum {
  FREE = 0,        /* handles to be used again */
  DYING = 1,       /* count has reached zero; the last is the innermost */
  TRASH = 2,       /* count has reached zero too deep inside other deaths: their turn comes later, the last first */
  UNREACHABLE = 3, /* from here on: live.  What a collection found */
  GENERATION_0 = 4,
  GENERATION_1 = 5,
  GENERATION_2 = 6,
  SUSPECTS = 7,      /* what was found, while it is looked at once more after finalizers have run */
  NOTIFIED = 8,      /* weak references whose callbacks a collection runs */
  UNCOLLECTABLE = 9, /* objects with legacy finalizers and what they lead to, while a collection runs */
  PERMANENT = 10,    /* gc.freeze */
  LISTS = 11,
  UNTRACKED = 11 /* live and on no list */
};

/* A generation needs room for each of its objects once, and once more for those that move_unreachable takes back. */
extern uint32_t order[LISTS * LIST_SPACE];
extern uint32_t length[LISTS];
extern uint32_t position[MAX_OBJECTS];
extern uint8_t list_of[MAX_OBJECTS];
extern uint32_t born; /* handles 1 .. born have been used */

#ifdef __FRAMAC__
#include "acsl/lists.acsl"
#endif

/* Lemma: a list without tombstones is shorter than the number of handles (pigeonhole, by a permutation). */
/*@ ghost
  /@ requires list:  l < LISTS;
     requires inv:   ListInv;
     requires dense: Dense(l);

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  room:  length[l] < MAX_OBJECTS; @/
  void lemma_room(uint32_t l);
*/

/* Puts an object that is on no list at the end of `list`, which must have room (gc_list_append). */
/*@ requires inv:    ListInv;
    requires object: IsHandle(object) && list_of[object] == UNTRACKED;
    requires list:   list < LISTS && length[list] < LIST_SPACE;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE + length[list]], length[list], position[object], list_of[object];

    ENSURES_LIST_INV
    ensures  placed: list_of[object] == list && length[list] == \old(length[list]) + 1 &&
                     position[object] == list * LIST_SPACE + \old(length[list]) && order[position[object]] == object; */
static inline void list_append(uint32_t list, uint32_t object)
{
  uint32_t at = list * LIST_SPACE + length[list];
  order[at] = object;
  position[object] = at;
  list_of[object] = (uint8_t)list;
  length[list]++;
}

/* Takes an object out of its list; a tombstone remains (gc_list_remove). */
/*@ requires inv:    ListInv;
    requires object: IsHandle(object) && list_of[object] < LISTS;

    terminates \true;
    exits    \false;
    assigns  order[position[object]], list_of[object];

    ENSURES_LIST_INV
    ensures  off:    list_of[object] == UNTRACKED && order[position[object]] == 0; */
static inline void list_unlink(uint32_t object)
{
  order[position[object]] = 0;
  list_of[object] = UNTRACKED;
}

/* Takes the last entry, an object, off the list and returns it. */
/*@ requires inv:    ListInv;
    requires list:   list < LISTS && length[list] > 0 && order[list * LIST_SPACE + length[list] - 1] != 0;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE + length[list] - 1], length[list], list_of[order[list * LIST_SPACE + length[list] - 1]];

    ENSURES_LIST_INV
    ensures  last:   \result == \old(order[list * LIST_SPACE + length[list] - 1]) && IsHandle(\result) && \old(list_of[order[list * LIST_SPACE + length[list] - 1]]) == list;
    ensures  off:    list_of[\result] == UNTRACKED && length[list] == \old(length[list]) - 1; */
uint32_t list_pop(uint32_t list);

/* Closes the gaps, keeping the order. */
/*@ requires inv:     ListInv;
    requires list:    list < LISTS;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], length[list], position[0 .. MAX_OBJECTS - 1];

    ENSURES_LIST_INV
    ensures  dense:   Dense(list);
    ensures  shorter: length[list] <= \old(length[list]);
    ensures  others:  \forall integer o; 0 < o <= born ==> list_of[o] != list ==> position[o] == \old(position[o]);
    ensures  stable:  \forall integer o, p; Listed(o, list) && Listed(p, list) ==>
                        (\at(position[o],Pre) < \at(position[p],Pre) <==> position[o] < position[p]); */
void list_compact(uint32_t list);

/* Appends to a list that may have tombstones, compacting it first when it is full. */
/*@ requires inv:    ListInv;
    requires object: IsHandle(object) && list_of[object] == UNTRACKED;
    requires list:   list < LISTS;

    terminates \true;
    exits    \false;
    assigns  order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], length[list], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_LIST_INV
    ensures  placed: list_of[object] == list;
    ensures  longer: length[list] <= \old(length[list]) + 1;
    ensures  others: \forall integer o; 0 < o <= born ==> list_of[o] != list ==> position[o] == \old(position[o]); */
void list_enlist(uint32_t list, uint32_t object);

/* Appends the members of `from` to `to`, in their order (gc_list_merge). */
/*@ requires inv:     ListInv;
    requires lists:   GENERATION_0 <= from < LISTS && GENERATION_0 <= to < LISTS && from != to;

    terminates \true;
    exits    \false;
    assigns  order[0 .. LISTS * LIST_SPACE - 1], length[from], length[to], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];

    ENSURES_LIST_INV
    ensures  emptied: length[from] == 0;
    ensures  merged:  \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == (\old(list_of[o]) == from && 0 < o <= born ? to : \old(list_of[o]));
    ensures  others:  \forall integer o; 0 < o <= born ==> list_of[o] != to ==> position[o] == \old(position[o]);
    ensures  kept:    \forall integer i; 0 <= i < GENERATION_0 * LIST_SPACE ==> order[i] == \old(order[i]); */
void list_merge(uint32_t from, uint32_t to);

/* A handle that is not in use, the last freed first, or 0 when there is none; then nothing has changed. */
/*@ requires inv:   ListInv;
    requires stack: Dense(FREE);

    terminates \true;
    exits    \false;
    assigns  order[FREE * LIST_SPACE + length[FREE] - 1], length[FREE], list_of[0 .. MAX_OBJECTS - 1], born;

    ENSURES_LIST_INV
    ensures  stack: Dense(FREE);
    ensures  none:  \result == 0 <==> \old(length[FREE]) == 0 && \old(born) + 1 == MAX_OBJECTS;
    ensures  fresh: \result != 0 ==> IsHandle(\result) && \old(list_of[\result]) == FREE && list_of[\result] == UNTRACKED;
    ensures  kept:  \forall integer o; 0 <= o < MAX_OBJECTS ==> o != \result ==> list_of[o] == \old(list_of[o]);
    ensures  grown: \old(born) <= born && (\forall integer o; \old(born) < o <= born ==> o == \result);
    ensures  same:  \result == 0 ==> length[FREE] == \old(length[FREE]) && born == \old(born) && SameOrder{Pre,Here}; */
uint32_t handle_take(void);

#endif
