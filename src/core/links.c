/* Lists of pools: linking at the front, unlinking anywhere. */
#include "links.h"

uint32_t first_linked[CLASSES_END];
uint32_t next_linked[POOLS_END];
uint32_t previous_linked[POOLS_END];
uint32_t link_class[POOLS_END];
uint64_t links_made;
/*@ ghost uint64_t link_stamp[POOLS_END]; */

void link_push(uint32_t pool, uint32_t class)
{
  uint32_t next = first_linked[class];
  /*@ assert newest: next != 0 ==> \forall integer other; Linked(other) ==> link_class[other] == class ==>
                       link_stamp[other] <= link_stamp[next]; */
  /*@ assert none: next == 0 ==> \forall integer other; Linked(other) ==> link_class[other] != class; */
  /*@ assert apart: \forall integer other; Linked(other) ==> other != pool && next_linked[other] != pool &&
                      previous_linked[other] != pool; */
  next_linked[pool] = next;
  previous_linked[pool] = 0;
  previous_linked[next] = pool;
  first_linked[class] = pool;
  link_class[pool] = class;
  /*@ ghost link_stamp[pool] = links_made; */
  links_made++;
  /*@ assert befores: \forall integer other; 0 < other < POOLS_END ==> other != pool && other != next ==>
                        previous_linked[other] == \at(previous_linked[other],Pre); */
}

void link_remove(uint32_t pool)
{
  uint32_t next = next_linked[pool];
  uint32_t previous = previous_linked[pool];
  /*@ assert first: previous == 0 <==> first_linked[link_class[pool]] == pool; */
  if (previous == 0) first_linked[link_class[pool]] = next;
  else next_linked[previous] = next;
  previous_linked[next] = previous;
  link_class[pool] = NO_CLASS;
  /*@ assert nexts: \forall integer other; 0 < other < POOLS_END ==> other != previous ==>
                      next_linked[other] == \at(next_linked[other],Pre); */
  /*@ assert befores: \forall integer other; 0 < other < POOLS_END ==> other != next ==>
                        previous_linked[other] == \at(previous_linked[other],Pre); */
}
