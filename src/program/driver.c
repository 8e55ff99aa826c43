/* Operations on the heap, each driven to its end, and the same operations on the oracle and the model. */
#include "program/driver.h"
#include "core/heap.h"
#include "model/follow.h"
#include "program/arena_watch.h"
#include "program/audit_names.h"
#include "program/driver_insides.h"
#include "program/living.h"
#include "program/mirror.h"
#include "program/model_comparison.h"
#include <stddef.h>
#include <stdio.h>

enum { MOST_WATCHED = 128, LARGE_POOL = 16384 };

static driver_sink *event_sink;
static void *sink_context;
static int telling_arenas;
static int is_scheduled; /* a collection is due at the next safe point */
static uint32_t result_of_collection;
static int collected_for_tuple;

static void tell_model(const struct driver_event *event)
{
  static const enum model_event_kind kinds[] = {[DRIVER_DEALLOC] = MODEL_DEALLOC,
                                                [DRIVER_CLEAR] = MODEL_CLEAR,
                                                [DRIVER_COLLECT_START] = MODEL_COLLECT_START,
                                                [DRIVER_COLLECT_STOP] = MODEL_COLLECT_STOP,
                                                [DRIVER_FINALIZE] = MODEL_FINALIZE,
                                                [DRIVER_CALLBACK] = MODEL_CALLBACK};
  struct model_event told = {.kind = kinds[event->kind],
                             .serial = event->serial,
                             .generation = event->generation,
                             .collected = event->collected,
                             .uncollectable = event->uncollectable};
  follow_event(&told);
}

/* To the model, and to the sink, which runs the action if the event has one. */
static void tell_event(const struct driver_event *event)
{
  if (follow_is_on()) tell_model(event);
  if (event_sink != NULL) event_sink(sink_context, event);
  follow_handled();
}

static void tell(int kind, uint32_t object)
{
  struct driver_event event = {.kind = kind, .object = object, .serial = living_serial(object)};
  tell_event(&event);
}

static void tell_collection(int kind, uint32_t generation, uint32_t collected, uint32_t uncollectable)
{
  struct driver_event event = {
      .kind = kind, .generation = generation, .collected = collected, .uncollectable = uncollectable};
  tell_event(&event);
}

/* What is cleared or dies, nothing that has a name leads to: the oracle is asked, while few enough objects live, and
 * while it does not follow by itself. */
static void watch(uint32_t object)
{
  if (mirror_is_on() || !follow_is_on() || driver_live() > MOST_WATCHED) return;
  driver_mark();
  if (driver_is_reachable(object)) note_difference("an object was cleared or freed that the roots reach");
}

/* A tuple of the weak references may have been made just now: making it may begin a collection, in which it is not. */
static void track_tuple(void)
{
  int made = tuple_was_made;
  tuple_was_made = 0;
  int collected = driver_collect_if_due();
  if (!made) return;
  if (collected) collected_for_tuple = 1;
  heap_track_tuple();
}

static void take_event(uint32_t event)
{
  uint32_t object = event_object;
  switch (event) {
  case EVENT_DEALLOC:
    watch(object);
    tell(DRIVER_DEALLOC, object);
    living_remove(object);
    break;
  case EVENT_CLEAR:
    watch(object);
    tell(DRIVER_CLEAR, object);
    break;
  case EVENT_FINALIZE: tell(DRIVER_FINALIZE, object); break;
  case EVENT_CALLBACK:
    track_tuple();
    tell(DRIVER_CALLBACK, object);
    break;
  default:
    result_of_collection = collection_found + collection_uncollectable;
    tell_collection(DRIVER_COLLECT_STOP, collection_generation, collection_found, collection_uncollectable);
  }
}

/* Of these the model knows nothing. */
void driver_look_at_arenas(void)
{
  struct arena_change change;
  while (arena_watch_next(&change)) {
    struct driver_event event = {
        .kind = change.opened ? DRIVER_ARENA_NEW : DRIVER_ARENA_FREE, .arena = change.ordinal, .pools = change.pools};
    if (telling_arenas && event_sink != NULL) event_sink(sink_context, &event);
  }
}

void driver_tell_arenas(int tell)
{
  telling_arenas = tell != 0;
}

uint32_t driver_next_event(uint32_t floor)
{
  uint32_t event = heap_next_event(floor);
  driver_look_at_arenas();
  return event;
}

void driver_settle(uint32_t floor)
{
  uint32_t event;
  while ((event = driver_next_event(floor)) != EVENT_IDLE) take_event(event);
}

void driver_start_as(uint32_t profile, driver_sink *sink, void *context, int mirror)
{
  heap_set_profile(profile);
  heap_reset();
  block_profile(profiles[profile].pool_bytes < LARGE_POOL, !profiles[profile].keeps_last_arena);
  arena_watch_start();
  taking_start();
  event_sink = sink;
  sink_context = context;
  telling_arenas = 0;
  mirror_start((mirror & DRIVER_ORACLE) != 0);
  if (mirror & DRIVER_MODEL) follow_start(profile);
  else follow_stop();
  living_start();
  making_start();
  is_scheduled = 0;
  collected_for_tuple = 0;
}

void driver_start(driver_sink *sink, void *context, int mirror)
{
  driver_start_as(DEFAULT_PROFILE, sink, context, mirror);
}

/* --- collections --- */

static uint32_t collect(uint32_t generation)
{
  uint32_t floor = heap_depth();
  if (collecting) return 0;
  tell_collection(DRIVER_COLLECT_START, generation, 0, 0);
  heap_collect(generation);
  driver_settle(floor);
  uint32_t result = result_of_collection;
  mirror_collection(generation, result);
  return result;
}

uint32_t driver_collect(uint32_t generation)
{
  follow_begin(FOLLOW_COLLECT, generation, 0, 0);
  uint32_t result = collect(generation);
  follow_end();
  return result;
}

int driver_collect_if_due(void)
{
  uint32_t due = was_counted ? heap_due() : NOTHING_DUE;
  was_counted = 0;
  if (due == NOTHING_DUE) return 0;
  if (profiles[profile_now].collects_at_safepoints) {
    is_scheduled = 1;
    return 0;
  }
  collect(due);
  return 1;
}

/* The oldest generation whose count exceeds its threshold: what was due then may not be due any more, or an older one
 * may be.  Whether generation 0 has a threshold at all is not asked again (_Py_RunGC). */
static uint32_t due_now(void)
{
  if (gc_count[2] > gc_threshold[2] && long_lived_pending >= long_lived_total / 4) return 2;
  if (gc_count[1] > gc_threshold[1]) return 1;
  return gc_count[0] > gc_threshold[0] ? 0 : NOTHING_DUE;
}

static void safe_point(void)
{
  if (!is_scheduled) return;
  is_scheduled = 0;
  uint32_t due = due_now();
  if (heap_is_enabled() && due != NOTHING_DUE) collect(due);
}

void driver_safe_point(void)
{
  if (!profiles[profile_now].collects_at_safepoints) return;
  follow_begin(FOLLOW_SAFE_POINT, 0, 0, 0);
  safe_point();
  follow_end();
}

/* --- references --- */

void driver_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  uint32_t floor = heap_depth();
  follow_begin(FOLLOW_SET_SLOT, living_serial(object), slot, living_serial(value));
  mirror_set_slot(object, slot, value);
  heap_set_slot(object, slot, value);
  driver_settle(floor);
  follow_end();
}

void driver_bind_root(uint32_t root, uint32_t value)
{
  uint32_t floor = heap_depth();
  mirror_set_root(root, value);
  heap_set_root(root, value);
  driver_settle(floor);
}

void driver_set_root(uint32_t root, uint32_t value)
{
  follow_begin(FOLLOW_SET_ROOT, root, living_serial(value), 0);
  driver_bind_root(root, value);
  follow_end();
}

void driver_move_root(uint32_t from, uint32_t to)
{
  uint32_t floor = heap_depth(), value = heap_get_root(from);
  follow_begin(FOLLOW_MOVE_ROOT, from, to, 0);
  mirror_set_root(to, value);
  mirror_set_root(from, 0);
  heap_set_root(to, value);
  heap_set_root(from, 0);
  driver_settle(floor);
  follow_end();
}

int driver_push_frame(void)
{
  return heap_push_frame();
}

uint32_t driver_push_local(void)
{
  return heap_push_local();
}

void driver_return(void)
{
  uint32_t first = frame_start[frame_count - 1], end = locals_count;
  uint32_t floor = heap_depth();
  follow_begin(FOLLOW_RETURN, FIRST_LOCAL + first, FIRST_LOCAL + end, 0);
  while (heap_release_local()) driver_settle(floor);
  follow_end();
  for (uint32_t local = first; local < end; local++) mirror_set_root(FIRST_LOCAL + local, 0);
}

/* --- the collector's controls --- */

static void follow_control(enum follow_operation operation, uint64_t first, uint64_t second)
{
  follow_begin(operation, first, second, 0);
  follow_end();
}

void driver_freeze(void)
{
  mirror_stop();
  heap_freeze();
  follow_control(FOLLOW_FREEZE, 0, 0);
}

void driver_unfreeze(void)
{
  heap_unfreeze();
  follow_control(FOLLOW_UNFREEZE, 0, 0);
}

void driver_save_all(int on)
{
  if (on) mirror_stop();
  saves_all = on != 0;
  follow_control(FOLLOW_SAVE_ALL, on != 0, 0);
}

void driver_enable(int on)
{
  if (on) heap_enable();
  else heap_disable();
  follow_control(FOLLOW_ENABLE, on != 0, 0);
}

void driver_set_threshold(uint32_t generation, uint32_t threshold)
{
  heap_set_threshold(generation, threshold);
  follow_control(FOLLOW_THRESHOLD, generation, threshold);
}

/* --- looking --- */

int driver_is_live(uint32_t object, uint64_t serial)
{
  return living_has(object) && living_serial(object) == serial;
}

uint64_t driver_serial(uint32_t object)
{
  return living_serial(object);
}

uint32_t driver_live(void)
{
  return living_count();
}

uint32_t driver_live_object(uint32_t index)
{
  return living_at(index);
}

const char *driver_difference(void)
{
  return noted_difference();
}

const char *driver_compare(void)
{
  if (noted_difference() != NULL) return noted_difference();
  uint32_t clause = heap_audit();
  if (clause != 0) {
    static char text[96];
    (void)snprintf(text, sizeof text, "the audit of the heap: %s is violated", audit_clause_name(clause));
    return text;
  }
  if (born - length[FREE] != living_count()) return "the heap holds more objects than its events tell of";
  const char *difference = compare_with_oracle();
  return difference != NULL ? difference : compare_with_model();
}

int driver_collected_for_tuple(void)
{
  return collected_for_tuple;
}

int driver_is_beyond_model(void)
{
  return follow_is_beyond();
}
