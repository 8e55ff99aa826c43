/* The steps of finalize_garbage, and handle_resurrected_objects. */
#include "finalize_garbage.h"
#include "calls.h"
#include "collector.h"
#include "gc_refs.h"
#include "move_unreachable.h"
#include "references.h"
#include "uncollectable.h"

uint8_t condemned[MAX_OBJECTS];

/* Does anything outside SUSPECTS refer into it (check_garbage)? */
static uint32_t any_came_back(void)
{
  update_refs(SUSPECTS);
  subtract_refs(SUSPECTS);
  uint32_t end = SUSPECTS * LIST_SPACE + length[SUSPECTS];
  for (uint32_t at = SUSPECTS * LIST_SPACE; at < end; at++)
    if (gc_refs[order[at]] > 0) return 1;
  return 0;
}

/* What came back goes to the older generation; the rest is on UNREACHABLE (handle_resurrected_objects). */
static void save_resurrected(void)
{
  if (resurrection_saves_all) {
    if (any_came_back()) list_merge(SUSPECTS, old_generation());
    else list_merge(SUSPECTS, UNREACHABLE);
  } else {
    deduce_unreachable(SUSPECTS);
    list_compact(UNREACHABLE); /* what came back later has left gaps */
    list_merge(SUSPECTS, old_generation());
  }
}

/* What is on UNREACHABLE will be cleared; its own weak references are of no use to anybody. */
static void condemn(void)
{
  uint32_t end = UNREACHABLE * LIST_SPACE + length[UNREACHABLE];
  for (uint32_t at = UNREACHABLE * LIST_SPACE; at < end; at++) {
    uint32_t object = order[at];
    condemned[object] = 1;
    if (referent[object] != 0) clear_weakref(object);
  }
}

/* All finalizers have run. */
static void end_finalizers(void)
{
  list_merge(UNREACHABLE, SUSPECTS);
  list_compact(SUSPECTS);
  save_resurrected();
  if (found_counts != COUNTS_FOUND) collection_found += length[UNREACHABLE];
  if (saves_all) save_unreachable();
  else condemn();
  next_unreachable = 0;
  collecting = PHASE_DELETE;
}

/* The finalizer of the pinned object has run. */
static void unpin_finalized(uint32_t object)
{
  write_cell(PIN, 0);
  release(object);
}

uint32_t step_finalizers(void)
{
  if (cells[PIN] != 0) {
    unpin_finalized(cells[PIN]);
    return EVENT_IDLE;
  }
  if (next_unreachable == length[UNREACHABLE]) {
    end_finalizers();
    return EVENT_IDLE;
  }
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  next_unreachable++;
  if (object == 0 || !kind_is_finalizable(kind_of[object]) || call_state[object] != CALL_PENDING) return EVENT_IDLE;
  set_call(object, CALL_DONE);
  reference_count[object]++;
  write_cell(PIN, object);
  event_object = object;
  return EVENT_FINALIZE;
}
