/* Legacy finalizers and gc.garbage. */
#include "uncollectable.h"
#include "collector.h"
#include "objects.h"
#include "references.h"

uint8_t saves_all;
uint32_t garbage_count;

static void append_garbage(uint32_t object)
{
  if (garbage_count == MAX_GARBAGE) return;
  reference_count[object]++;
  write_cell(FIRST_GARBAGE + garbage_count, object);
  garbage_count++;
}

static void move_to_uncollectable(uint32_t object)
{
  list_unlink(object);
  list_append(UNCOLLECTABLE, object);
}

static void move_legacy(void)
{
  uint32_t end = UNREACHABLE * LIST_SPACE + length[UNREACHABLE];
  for (uint32_t at = UNREACHABLE * LIST_SPACE; at < end; at++)
    if (order[at] != 0 && is_legacy[order[at]]) move_to_uncollectable(order[at]);
}

static void move_referents(uint32_t object)
{
  for (uint32_t turn = 0; turn < slot_count[object]; turn++) {
    uint32_t target = cells[slot_cell(object, turn)];
    if (target != 0 && list_of[target] == UNREACHABLE) move_to_uncollectable(target);
  }
}

void move_uncollectable(void)
{
  move_legacy();
  for (uint32_t at = UNCOLLECTABLE * LIST_SPACE; at < UNCOLLECTABLE * LIST_SPACE + length[UNCOLLECTABLE]; at++)
    move_referents(order[at]);
}

void save_unreachable(void)
{
  uint32_t end = UNREACHABLE * LIST_SPACE + length[UNREACHABLE];
  for (uint32_t at = UNREACHABLE * LIST_SPACE; at < end; at++)
    if (order[at] != 0) append_garbage(order[at]);
  list_merge(UNREACHABLE, old_generation());
}

uint32_t settle_uncollectable(void)
{
  uint32_t count = 0;
  uint32_t end = UNCOLLECTABLE * LIST_SPACE + length[UNCOLLECTABLE];
  for (uint32_t at = UNCOLLECTABLE * LIST_SPACE; at < end; at++) {
    if (order[at] == 0) continue;
    count++;
    if (saves_all || is_legacy[order[at]]) append_garbage(order[at]);
  }
  list_merge(UNCOLLECTABLE, old_generation());
  return count;
}
