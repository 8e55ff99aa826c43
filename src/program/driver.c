/* Operations on the heap, each driven to its end, and the same operations on the oracle. */
#include "program/driver.h"
#include "core/heap.h"
#include "oracle/oracle.h"
#include "program/audit_names.h"
#include <stddef.h>
#include <stdio.h>

#define SCRATCH 1u /* the root that holds an object while it is made */

static driver_sink *event_sink;
static void *sink_context;
static int mirroring;
static uint64_t objects_made;

/* The live objects as the events tell of them: live_handle[0 .. live_count-1], each at its live_place. */
static uint32_t live_handle[MAX_OBJECTS];
static uint32_t live_place[MAX_OBJECTS];
static uint32_t live_count;
static uint64_t serial_of[MAX_OBJECTS];
static uint32_t twin_of[MAX_OBJECTS]; /* the oracle's identifier of a live object */
static const char *first_difference;  /* found between two calls of driver_compare */

static void note_difference(const char *what)
{
  if (first_difference == NULL) first_difference = what;
}

static int is_listed(uint32_t object)
{
  return object != 0 && object < MAX_OBJECTS && live_place[object] < live_count &&
         live_handle[live_place[object]] == object;
}

static void list_live(uint32_t object)
{
  if (is_listed(object)) {
    note_difference("the handle of a live object was given out again");
    return;
  }
  live_handle[live_count] = object;
  live_place[object] = live_count;
  live_count++;
  objects_made++;
  serial_of[object] = objects_made;
}

static void unlist_dead(uint32_t object)
{
  if (!is_listed(object)) {
    note_difference("an object was deallocated twice");
    return;
  }
  uint32_t last = live_handle[live_count - 1], place = live_place[object];
  live_handle[place] = last;
  live_place[last] = place;
  live_count--;
}

static uint32_t twin(uint32_t object)
{
  return object == 0 ? 0 : twin_of[object];
}

static void tell(int kind, uint32_t object, uint32_t generation, uint32_t collected)
{
  if (event_sink == NULL) return;
  struct driver_event event = {.kind = kind, .object = object, .generation = generation, .collected = collected};
  if (object != 0) event.serial = serial_of[object];
  event_sink(sink_context, &event);
}

/* Takes the machine's events until what was queued since `floor` is done. */
static void drive(uint32_t floor)
{
  for (;;) {
    switch (heap_next_event(floor)) {
    case EVENT_DEALLOC:
      tell(DRIVER_DEALLOC, event_object, 0, 0);
      unlist_dead(event_object);
      break;
    case EVENT_CLEAR: tell(DRIVER_CLEAR, event_object, 0, 0); break;
    case EVENT_COLLECT_STOP: tell(DRIVER_COLLECT_STOP, 0, collection_generation, collection_found); break;
    default: return;
    }
  }
}

void driver_start(driver_sink *sink, void *context, int mirror)
{
  heap_reset();
  oracle_reset();
  event_sink = sink;
  sink_context = context;
  mirroring = mirror;
  objects_made = 0;
  live_count = 0;
  first_difference = NULL;
}

static void set_root(uint32_t root, uint32_t value)
{
  uint32_t floor = heap_depth();
  heap_set_root(root, value);
  drive(floor);
}

uint32_t driver_collect(uint32_t generation)
{
  uint32_t floor = heap_depth();
  if (collecting) return 0;
  tell(DRIVER_COLLECT_START, 0, generation, 0);
  heap_collect(generation);
  uint32_t found = collection_found;
  drive(floor);
  if (mirroring) {
    oracle_settle();
    if (oracle_collect(generation) != found)
      note_difference("a collection found another number of unreachable objects than the oracle");
  }
  return found;
}

/* The oracle's part of `new`: the object as it is before it is tracked. */
static void mirror_new(uint32_t object, uint32_t slots, uint32_t items, const uint32_t *values)
{
  twin_of[object] = oracle_new(SCRATCH, slots);
  if (twin_of[object] == 0) {
    note_difference("the oracle has no room for an object that the heap has room for");
    mirroring = 0;
    return;
  }
  for (uint32_t i = 0; i < items; i++) oracle_set_slot(twin_of[object], i, twin(values[i]));
}

uint32_t driver_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes, uint32_t items,
                    const uint32_t *values)
{
  uint32_t object = heap_new(SCRATCH, kind, slots, bytes);
  if (object == 0) return 0;
  list_live(object);
  for (uint32_t i = 0; i < items; i++)
    if (values[i] != 0) heap_fill(i, values[i]);
  if (mirroring) mirror_new(object, slots, items, values);
  uint32_t due = kind_is_tracked(kind) ? heap_due() : NOTHING_DUE; /* only memory of a tracked kind triggers */
  if (due != NOTHING_DUE) driver_collect(due);
  heap_track(object);
  if (mirroring && kind_is_tracked(kind)) oracle_track(twin(object));
  driver_set_root(root, object);
  driver_set_root(SCRATCH, 0);
  return object;
}

void driver_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  uint32_t floor = heap_depth();
  if (mirroring) oracle_set_slot(twin(object), slot, twin(value));
  heap_set_slot(object, slot, value);
  drive(floor);
}

void driver_set_root(uint32_t root, uint32_t value)
{
  if (mirroring) oracle_set_root(root, twin(value));
  set_root(root, value);
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
  while (heap_release_local()) drive(floor);
  if (mirroring)
    for (uint32_t local = first; local < end; local++) oracle_set_root(FIRST_LOCAL + local, 0);
}

uint64_t driver_serial(uint32_t object)
{
  return serial_of[object];
}

uint32_t driver_live(void)
{
  return live_count;
}

uint32_t driver_live_object(uint32_t index)
{
  return live_handle[index];
}

uint32_t driver_twin(uint32_t object)
{
  return twin(object);
}

void driver_mark(void)
{
  oracle_mark();
}

int driver_is_reachable(uint32_t object)
{
  return oracle_is_marked(twin_of[object]) != 0;
}

static const char *compare_slots(uint32_t object)
{
  for (uint32_t i = 0; i < slot_count[object]; i++)
    if (twin(heap_get_slot(object, i)) != oracle_get_slot(twin_of[object], i))
      return "a slot refers to another object than in the oracle";
  return NULL;
}

static const char *compare_object(uint32_t object)
{
  if (list_of[object] < UNREACHABLE) return "an object is gone without a dealloc event";
  if (!oracle_is_live(twin_of[object])) return "an object that the oracle lost is still live";
  if (reference_count[object] != oracle_count[twin_of[object]])
    return "the reference count of an object differs from the oracle's recount";
  return compare_slots(object);
}

static const char *compare_with_oracle(void)
{
  oracle_settle();
  if (born - length[FREE] != live_count) return "the heap holds more objects than its events tell of";
  if (oracle_present > live_count) return "an object died that the oracle still has";
  if (oracle_present < live_count) return "an object is live that the oracle lost";
  for (uint32_t i = 0; i < live_count; i++) {
    const char *difference = compare_object(live_handle[i]);
    if (difference != NULL) return difference;
  }
  return NULL;
}

const char *driver_compare_oracle(void)
{
  if (first_difference != NULL) return first_difference;
  return mirroring ? compare_with_oracle() : NULL;
}

const char *driver_compare(void)
{
  if (first_difference != NULL) return first_difference;
  uint32_t clause = heap_audit();
  if (clause != 0) {
    static char text[96];
    (void)snprintf(text, sizeof text, "the audit of the heap: %s is violated", audit_clause_name(clause));
    return text;
  }
  return mirroring ? compare_with_oracle() : NULL;
}
