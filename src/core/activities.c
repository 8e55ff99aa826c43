/* The stack of activities. */
#include "activities.h"

uint32_t activity_count;
uint32_t activities[MAX_ACTIVITIES];
uint32_t activity_base[MAX_ACTIVITIES];
uint32_t activity_place[MAX_ACTIVITIES];

/*@ ghost
  void lemma_activity_room(uint32_t activity) {
    uint32_t order_[MAX_ACTIVITIES];
    uint32_t place_[MAX_ACTIVITIES];
    uint32_t i = 0;
    /@ loop invariant range:    0 <= i <= MAX_ACTIVITIES;
       loop invariant identity: \forall integer j; 0 <= j < i ==> order_[j] == j && place_[j] == j;
       loop assigns   i, order_[0 .. MAX_ACTIVITIES - 1], place_[0 .. MAX_ACTIVITIES - 1];
       loop variant   MAX_ACTIVITIES - i; @/
    while (i < MAX_ACTIVITIES) { order_[i] = i; place_[i] = i; i++; }
    order_[0] = MAX_ACTIVITIES - 1; place_[MAX_ACTIVITIES - 1] = 0;
    order_[MAX_ACTIVITIES - 1] = 0; place_[0] = MAX_ACTIVITIES - 1;
    uint32_t from_ = place_[activity]; uint32_t last_ = order_[MAX_ACTIVITIES - 2];
    order_[MAX_ACTIVITIES - 2] = activity; place_[activity] = MAX_ACTIVITIES - 2;
    order_[from_] = last_; place_[last_] = from_;
    i = 0;
    /@ loop invariant range:  0 <= i <= activity_count;
       loop invariant order:  \forall integer j; 0 <= j < MAX_ACTIVITIES ==> order_[j] < MAX_ACTIVITIES && place_[order_[j]] == j;
       loop invariant place:  \forall integer a; 0 <= a < MAX_ACTIVITIES ==> place_[a] < MAX_ACTIVITIES && order_[place_[a]] == a;
       loop invariant null:   place_[0] == MAX_ACTIVITIES - 1;
       loop invariant out:    place_[activity] == MAX_ACTIVITIES - 2;
       loop invariant room:   i < MAX_ACTIVITIES - 1;
       loop invariant seen:   \forall integer a; 0 <= a < MAX_ACTIVITIES ==> place_[a] < i ==> activity_place[a] == place_[a] + 1;
       loop assigns   i, order_[0 .. MAX_ACTIVITIES - 1], place_[0 .. MAX_ACTIVITIES - 1];
       loop variant   activity_count - i; @/
    while (i < activity_count) {
      uint32_t next = activities[i];
      /@ assert known: next < MAX_ACTIVITIES && activity_place[next] == i + 1; @/
      uint32_t from = place_[next];
      uint32_t moved = order_[i];
      /@ assert later: i <= from < MAX_ACTIVITIES - 2; @/
      order_[i] = next; place_[next] = i;
      order_[from] = moved; place_[moved] = from;
      i++;
    }
  }
*/

void activity_push(uint32_t activity, uint32_t depth)
{
  /*@ ghost lemma_activity_room(activity); */
  activities[activity_count] = activity;
  activity_base[activity_count] = depth;
  activity_place[activity] = activity_count + 1;
  activity_count++;
}

void activity_pop(void)
{
  activity_count--;
  activity_place[activities[activity_count]] = 0;
}

uint32_t activity_floor(void)
{
  /* Read in any case: asked at every step, it then takes no jump. */
  uint32_t base = activity_base[activity_count > 0 ? activity_count - 1 : 0];
  return activity_count > 0 ? base : 0;
}
