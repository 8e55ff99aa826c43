/* The lengths of the free lists. */
#include "free_lists.h"
#include "kinds.h"
#include "profile.h"

uint32_t saved[FREE_LISTS];

/* FREE_LISTS when there is none for such an object; of tuples `most` items are the limit. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  list: \result <= FREE_LISTS; */
static uint32_t free_list_of(uint32_t kind, uint32_t slots, uint32_t most)
{
  if (kind == KIND_LIST) return 0;
  if (kind == KIND_DICT) return 1;
  if (kind == KIND_TUPLE && slots <= MAX_SAVED_SLOTS && slots < most) return 2 + slots;
  return FREE_LISTS;
}

uint32_t free_list_take(uint32_t kind, uint32_t slots)
{
  uint32_t list = free_list_of(kind, slots, reused_tuple_items);
  if (list == FREE_LISTS || saved[list] == 0) return 0;
  saved[list]--;
  return 1;
}

uint32_t free_list_give(uint32_t kind, uint32_t slots)
{
  uint32_t list = free_list_of(kind, slots, saved_tuple_items);
  if (list == FREE_LISTS || saved[list] >= (list < 2 ? MOST_SAVED : MOST_SAVED_TUPLES)) return 0;
  saved[list]++;
  return 1;
}

uint32_t free_lists_clear(void)
{
  uint32_t total = 0;
  /*@ loop invariant range: 0 <= list <= FREE_LISTS;
      loop invariant total: total <= list * MOST_SAVED_TUPLES;
      loop invariant empty: \forall integer i; 0 <= i < list ==> saved[i] == 0;
      loop assigns   list, total, saved[0 .. FREE_LISTS - 1];
      loop variant   FREE_LISTS - list; */
  for (uint32_t list = 0; list < FREE_LISTS; list++) {
    total += saved[list] <= MOST_SAVED_TUPLES ? saved[list] : 0;
    saved[list] = 0;
  }
  return total;
}
