/* The steps of handle_weakrefs. */
#include "handle_weakrefs.h"
#include "calls.h"
#include "collector.h"
#include "references.h"

uint32_t next_notified;
uint8_t is_calling;

/* Holds a weak reference and moves it to the end of NOTIFIED. */
static void notify_later(uint32_t reference)
{
  reference_count[reference]++;
  write_cell(FIRST_HELD + reference, reference);
  if (list_of[reference] != UNTRACKED) list_unlink(reference);
  list_enlist(NOTIFIED, reference);
}

/* Clears the first weak reference to an object. */
static void clear_first(uint32_t object)
{
  uint32_t reference = weak_first[object];
  clear_weakref(reference);
  if (has_callback[reference] && list_of[reference] != UNREACHABLE) notify_later(reference);
}

void step_clear_weakrefs(void)
{
  if (next_unreachable == length[UNREACHABLE]) {
    collecting = PHASE_CALLBACKS;
    return;
  }
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  if (object != 0 && trash_weakrefs_cleared && referent[object] != 0 && cells[FIRST_HELD + object] == 0)
    clear_weakref(object);
  else if (object != 0 && weak_first[object] != 0) clear_first(object);
  else next_unreachable++;
}

/* The callback has run: the weak reference lives on in the older generation, or dies. */
static void let_notified_go(uint32_t reference)
{
  is_calling = 0;
  next_notified++;
  if (reference_count[reference] > 1) {
    list_unlink(reference);
    list_enlist(old_generation(), reference);
  } else {
    collection_found++;
  }
  write_cell(FIRST_HELD + reference, 0);
  release(reference);
}

uint32_t step_callbacks(void)
{
  if (next_notified == length[NOTIFIED]) {
    length[NOTIFIED] = 0;
    next_notified = 0;
    collecting = PHASE_FINALIZERS;
    next_unreachable = 0;
    return EVENT_IDLE;
  }
  uint32_t reference = order[NOTIFIED * LIST_SPACE + next_notified];
  if (reference == 0) {
    next_notified++;
    return EVENT_IDLE;
  }
  if (is_calling) {
    let_notified_go(reference);
    return EVENT_IDLE;
  }
  is_calling = 1;
  event_object = reference;
  return EVENT_CALLBACK;
}
