/* Bags of pools: adding one and taking one out. */
#include "bags.h"

uint32_t pool_class[MAX_POOLS];
uint32_t bag[BAGS * MAX_POOLS];
uint32_t bag_size[BAGS];
uint32_t bag_place[MAX_POOLS];

/* A pool outside leaves room in every bag: a bag holds no pool twice. */
/*@ ghost
  /@ requires   bags: Bags;
     requires   out:  pool < MAX_POOLS && bag_place[pool] == 0;
     requires   class: class < BAGS;
     terminates \true;
     exits      \false;
     assigns    \nothing;
     ensures    room: bag_size[class] < MAX_POOLS;
  @/
  void lemma_bag_has_room(uint32_t pool, uint32_t class) {
    uint32_t order[MAX_POOLS];
    uint32_t place[MAX_POOLS];
    uint32_t i = 0;
    /@ loop invariant counted: i <= MAX_POOLS;
       loop invariant identity: \forall integer j; 0 <= j < i ==> order[j] == j && place[j] == j;
       loop assigns i, order[0 .. MAX_POOLS - 1], place[0 .. MAX_POOLS - 1];
       loop variant MAX_POOLS - i; @/
    while (i < MAX_POOLS) { order[i] = i; place[i] = i; i++; }
    order[pool] = MAX_POOLS - 1; place[MAX_POOLS - 1] = pool;
    order[MAX_POOLS - 1] = pool; place[pool] = MAX_POOLS - 1;
    i = 0;
    /@ loop invariant counted: i <= bag_size[class];
       loop invariant order: \forall integer j; 0 <= j < MAX_POOLS ==> order[j] < MAX_POOLS && place[order[j]] == j;
       loop invariant place: \forall integer p; 0 <= p < MAX_POOLS ==> place[p] < MAX_POOLS && order[place[p]] == p;
       loop invariant last: place[pool] == MAX_POOLS - 1;
       loop invariant room: i < MAX_POOLS;
       loop invariant seen: \forall integer p; 0 <= p < MAX_POOLS ==> place[p] < i ==>
         bag_place[p] == class * MAX_POOLS + place[p] + 1;
       loop assigns i, order[0 .. MAX_POOLS - 1], place[0 .. MAX_POOLS - 1];
       loop variant bag_size[class] - i; @/
    while (i < bag_size[class]) {
      uint32_t next = bag[class * MAX_POOLS + i];
      /@ assert known: next < MAX_POOLS && bag_place[next] == class * MAX_POOLS + i + 1; @/
      uint32_t from = place[next];
      uint32_t moved = order[i];
      /@ assert later: i <= from < MAX_POOLS - 1; @/
      order[i] = next; place[next] = i;
      order[from] = moved; place[moved] = from;
      i++;
    }
  }
*/

void bag_add(uint32_t pool, uint32_t class)
{
  /*@ ghost lemma_bag_has_room(pool, class); */
  uint32_t index = class * MAX_POOLS + bag_size[class];
  pool_class[pool] = class;
  bag[index] = pool;
  bag_place[pool] = index + 1;
  bag_size[class]++;
}

void bag_remove(uint32_t pool)
{
  uint32_t class = pool_class[pool];
  uint32_t index = bag_place[pool] - 1;
  uint32_t last = bag[class * MAX_POOLS + bag_size[class] - 1];
  /*@ assert last: last < MAX_POOLS && pool_class[last] == class &&
                   bag_place[last] == class * MAX_POOLS + bag_size[class]; */
  /*@ assert only: \forall integer other; 0 <= other < MAX_POOLS ==> bag_place[other] != 0 ==>
                   (bag_place[other] == bag_place[last] ==> other == last) &&
                   (bag_place[other] == bag_place[pool] ==> other == pool); */
  bag[index] = last;
  bag_place[last] = index + 1;
  bag_place[pool] = 0;
  bag_size[class]--;
}
