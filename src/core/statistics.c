/* Counts, thresholds and when a collection is due. */
#include "statistics.h"
#include "state.h"

uint32_t gc_count[GENERATIONS];
uint32_t gc_threshold[GENERATIONS] = {700, 10, 10};
uint8_t gc_enabled = 1;
uint64_t gc_collections[GENERATIONS];
uint64_t gc_collected[GENERATIONS];
uint64_t gc_uncollectable[GENERATIONS];
uint8_t was_counted;
uint32_t long_lived_total, long_lived_pending;

/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  more: \result == Saturated(count + 1); */
static uint32_t one_more(uint32_t count)
{
  return count == UINT32_MAX ? count : count + 1;
}

void count_allocation(uint32_t kind, uint32_t slots)
{
  was_counted = 0;
  if (free_list_take(kind, slots)) return;
  gc_count[0] = one_more(gc_count[0]);
  was_counted = 1;
}

void count_deallocation(uint32_t kind, uint32_t slots)
{
  if (free_list_give(kind, slots)) return;
  if (gc_count[0] > 0) gc_count[0]--;
}

void count_freed_lists(void)
{
  uint32_t freed = free_lists_clear();
  gc_count[0] = freed < gc_count[0] ? gc_count[0] - freed : 0;
}

void count_collection(uint32_t generation)
{
  if (generation < 2) gc_count[generation + 1] = one_more(gc_count[generation + 1]);
  gc_count[0] = 0;
  if (generation > 0) gc_count[1] = 0;
  if (generation > 1) gc_count[2] = 0;
}

void count_survivors(uint32_t generation, uint32_t survivors)
{
  if (generation == 1)
    long_lived_pending = survivors > UINT32_MAX - long_lived_pending ? UINT32_MAX : long_lived_pending + survivors;
  if (generation == 2) {
    long_lived_pending = 0;
    long_lived_total = survivors;
  }
}

void count_found(uint32_t more)
{
  collection_found = more > UINT32_MAX - collection_found ? UINT32_MAX : collection_found + more;
}

void count_result(uint32_t generation, uint32_t found, uint32_t uncollectable)
{
  if (gc_collections[generation] < UINT64_MAX) gc_collections[generation]++;
  uint64_t room = UINT64_MAX - gc_collected[generation];
  gc_collected[generation] += found < room ? found : room;
  room = UINT64_MAX - gc_uncollectable[generation];
  gc_uncollectable[generation] += uncollectable < room ? uncollectable : room;
}

uint32_t heap_due(void)
{
  if (collecting || !gc_enabled || gc_threshold[0] == 0 || gc_count[0] <= gc_threshold[0]) return NOTHING_DUE;
  if (gc_count[2] > gc_threshold[2] && long_lived_pending >= long_lived_total / 4) return 2;
  if (gc_count[1] > gc_threshold[1]) return 1;
  return 0;
}

void heap_enable(void)
{
  gc_enabled = 1;
}

void heap_disable(void)
{
  gc_enabled = 0;
}

int heap_is_enabled(void)
{
  return gc_enabled;
}

void heap_set_threshold(uint32_t generation, uint32_t threshold)
{
  gc_threshold[generation] = threshold;
}

void statistics_reset(void)
{
  /*@ loop invariant range:  0 <= i <= GENERATIONS;
      loop invariant counts: \forall integer j; 0 <= j < i ==> gc_count[j] == 0;
      loop assigns   i, gc_count[0 .. GENERATIONS - 1], gc_threshold[0 .. GENERATIONS - 1], gc_collections[0 .. GENERATIONS - 1], gc_collected[0 .. GENERATIONS - 1], gc_uncollectable[0 .. GENERATIONS - 1];
      loop variant   GENERATIONS - i; */
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    gc_count[i] = 0;
    gc_threshold[i] = i == 0 ? profiles[profile_now].first_threshold : 10;
    gc_collections[i] = 0;
    gc_collected[i] = 0;
    gc_uncollectable[i] = 0;
  }
  gc_enabled = 1;
  long_lived_total = 0;
  long_lived_pending = 0;
}
