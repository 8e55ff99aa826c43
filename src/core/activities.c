/* The stack of activities. */
#include "activities.h"

uint32_t activity_count;
uint32_t activities[MAX_ACTIVITIES];
uint32_t activity_base[MAX_ACTIVITIES];
uint32_t activity_place[MAX_ACTIVITIES];

void activity_push(uint32_t activity, uint32_t depth)
{
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
  return activity_count == 0 ? 0 : activity_base[activity_count - 1];
}
