/* Objects leave the generations without dying. */
#include "untrack.h"
#include "objects.h"

uint32_t untrack(uint32_t list, uint32_t kind)
{
  uint32_t count = 0, end = list * LIST_SPACE + length[list];
  for (uint32_t at = list * LIST_SPACE; at < end; at++) {
    uint32_t object = order[at];
    if (object == 0 || kind_of[object] != kind || holds_trackable(object)) continue;
    list_unlink(object);
    count++;
  }
  return count;
}

void retire_immortals(uint32_t list)
{
  if (!immortals_retire || immortal_count == 0) return;
  uint32_t end = list * LIST_SPACE + length[list];
  for (uint32_t at = list * LIST_SPACE; at < end; at++) {
    uint32_t object = order[at];
    if (object == 0 || !is_immortal[object]) continue;
    list_unlink(object);
    list_enlist(PERMANENT, object);
  }
  list_compact(list);
}

void heap_freeze(void)
{
  list_merge(GENERATION_0, PERMANENT);
  list_merge(GENERATION_1, PERMANENT);
  list_merge(GENERATION_2, PERMANENT);
  gc_count[0] = 0;
  gc_count[1] = 0;
  gc_count[2] = 0;
}

void heap_unfreeze(void)
{
  list_merge(PERMANENT, GENERATION_2);
}
