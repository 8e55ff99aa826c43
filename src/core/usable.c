/* Arenas with free pools, kept in order by exchanges of neighbours. */
#include "usable.h"

uint32_t usable_count;
uint32_t usable_at[ARENAS_END];
uint32_t usable_place[ARENAS_END];
uint32_t free_pools[ARENAS_END];

/* Exchanges the arenas at `index` and `index + 1`. */
static void usable_swap(uint32_t index)
{
  uint32_t low = usable_at[index];
  uint32_t high = usable_at[index + 1];
  usable_at[index] = high;
  usable_place[high] = index + 1;
  usable_at[index + 1] = low;
  usable_place[low] = index + 2;
}

void usable_push(uint32_t arena, uint32_t pools)
{
  usable_at[usable_count] = arena;
  usable_count++;
  usable_place[arena] = usable_count;
  free_pools[arena] = pools;
}

void usable_take(void)
{
  uint32_t arena = usable_at[usable_count - 1];
  free_pools[arena]--;
  if (free_pools[arena] == 0) {
    usable_place[arena] = 0;
    usable_count--;
  }
}

void usable_rise(uint32_t arena)
{
  uint32_t index = usable_place[arena] - 1;
  free_pools[arena]++;
  while (index > 0 && free_pools[usable_at[index - 1]] < free_pools[arena]) {
    index--;
    usable_swap(index);
  }
}

void usable_remove(uint32_t arena)
{
  uint32_t index = usable_place[arena] - 1;
  while (index + 1 < usable_count) {
    usable_swap(index);
    index++;
  }
  usable_count--;
  usable_place[arena] = 0;
  free_pools[arena] = 0;
}
