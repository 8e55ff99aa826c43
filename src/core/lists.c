#include "lists.h"

uint32_t order[LISTS * LIST_SPACE];
uint32_t length[LISTS];
uint32_t position[MAX_OBJECTS];
uint8_t list_of[MAX_OBJECTS];
uint32_t born;

uint32_t list_pop(uint32_t list)
{
  uint32_t object = order[list * LIST_SPACE + length[list] - 1];
  length[list]--;
  order[list * LIST_SPACE + length[list]] = 0;
  list_of[object] = UNTRACKED;
  return object;
}

void list_compact(uint32_t list)
{
  uint32_t start = list * LIST_SPACE, end = start + length[list];
  uint32_t write = start;
  /*@ loop invariant range:    start <= write <= read <= end;
      loop invariant placed:   \forall integer i; start <= i < write ==> order[i] != 0 && order[i] <= born && list_of[order[i]] == list &&
                                 position[order[i]] == i && \at(position[\at(order[i],Here)],Pre) < read;
      loop invariant gap:      \forall integer i; write <= i < read ==> order[i] == 0;
      loop invariant rest:     \forall integer i; read <= i < end ==> order[i] == \at(order[\at(i,Here)],Pre);
      loop invariant waiting:  \forall integer o; Listed(o, list) ==> \at(position[o],Pre) >= read ==> position[o] == \at(position[o],Pre);
      loop invariant moved:    \forall integer o; Listed(o, list) ==> \at(position[o],Pre) < read ==> start <= position[o] < write && order[position[o]] == o;
      loop invariant others:   \forall integer o; 0 < o <= born ==> list_of[o] != list ==> position[o] == \at(position[o],Pre);
      loop invariant outside:  \forall integer i; 0 <= i < start || end <= i < LISTS * LIST_SPACE ==> order[i] == \at(order[\at(i,Here)],Pre);
      loop invariant stable:   \forall integer i, j; start <= i < j < write ==> \at(position[\at(order[i],Here)],Pre) < \at(position[\at(order[j],Here)],Pre);
      loop assigns   read, write, order[list * LIST_SPACE .. list * LIST_SPACE + LIST_SPACE - 1], position[0 .. MAX_OBJECTS - 1];
      loop variant   end - read; */
  for (uint32_t read = start; read < end; read++) {
    uint32_t object = order[read];
    order[read] = 0;
    if (object != 0) {
      order[write] = object;
      position[object] = write;
      write++;
    }
  }
  length[list] = write - start;
}

void list_enlist(uint32_t list, uint32_t object)
{
  if (length[list] == LIST_SPACE) {
    list_compact(list);
    /*@ ghost lemma_room(list); */
  }
  list_append(list, object);
}

void list_merge(uint32_t from, uint32_t to)
{
  uint32_t start = from * LIST_SPACE, end = start + length[from];
  /*@ loop invariant range:  start <= read <= end;
      INVARIANT_LIST_INV
      loop invariant passed: \forall integer i; start <= i < read ==> order[i] == 0;
      loop invariant same:   length[from] == \at(length[from],Pre);
      loop invariant kept:   \forall integer i; 0 <= i < LISTS * LIST_SPACE ==> (i < from * LIST_SPACE || from * LIST_SPACE + LIST_SPACE <= i) ==>
                               (i < to * LIST_SPACE || to * LIST_SPACE + LIST_SPACE <= i) ==> order[i] == \at(order[\at(i,Here)],Pre);
      loop invariant moved:  \forall integer o; 0 <= o < MAX_OBJECTS ==> list_of[o] == \at(list_of[o],Pre) || (0 < o <= born && \at(list_of[o],Pre) == from && list_of[o] == to);
      loop invariant others: \forall integer o; 0 < o <= born ==> list_of[o] != to ==> position[o] == \at(position[o],Pre);
      loop assigns   read, order[0 .. LISTS * LIST_SPACE - 1], length[to], position[0 .. MAX_OBJECTS - 1], list_of[0 .. MAX_OBJECTS - 1];
      loop variant   end - read; */
  for (uint32_t read = start; read < end; read++) {
    uint32_t object = order[read];
    if (object != 0) {
      /*@ assert member: IsHandle(object) && list_of[object] == from && position[object] == read; */
      list_unlink(object);
      list_enlist(to, object);
    }
  }
  /*@ assert none: \forall integer o; 0 < o <= born ==> list_of[o] != from; */
  length[from] = 0;
}

uint32_t handle_take(void)
{
  if (length[FREE] > 0) return list_pop(FREE);
  if (born + 1 == MAX_OBJECTS) return 0;
  born++;
  list_of[born] = UNTRACKED;
  return born;
}
