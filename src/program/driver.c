/* Operations on the heap, each driven to its end, and the same operations on the oracle and the model. */
#include "program/driver.h"
#include "core/heap.h"
#include "model/follow.h"
#include "oracle/oracle.h"
#include "program/audit_names.h"
#include "program/model_comparison.h"
#include <stddef.h>
#include <stdio.h>

enum { MOST_WATCHED = 128 };

static driver_sink *event_sink;
static void *sink_context;
static int mirroring;
static uint64_t objects_made;
static uint32_t scratch_used; /* roots 1 .. scratch_used hold objects that are being made, the last one innermost */
static int is_scheduled;      /* a collection is due at the next safe point */
static uint32_t result_of_collection;

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

static uint64_t serial(uint32_t object)
{
  return object == 0 ? 0 : serial_of[object];
}

/* To the model, and to the sink, which runs the action if the event has one. */
static void tell_event(const struct driver_event *event)
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
  if (event_sink != NULL) event_sink(sink_context, event);
  follow_handled();
}

static void tell(int kind, uint32_t object)
{
  struct driver_event event = {.kind = kind, .object = object, .serial = serial(object)};
  tell_event(&event);
}

static void tell_collection(int kind, uint32_t generation, uint32_t collected, uint32_t uncollectable)
{
  struct driver_event event = {
      .kind = kind, .generation = generation, .collected = collected, .uncollectable = uncollectable};
  tell_event(&event);
}

static void collect_if_due(void);

/* What is cleared or dies, nothing that has a name leads to: the oracle is asked, while few enough objects live, and
 * while it does not follow by itself. */
static void watch(uint32_t object)
{
  if (mirroring || !follow_is_on() || live_count > MOST_WATCHED) return;
  driver_mark();
  if (driver_is_reachable(object)) note_difference("an object was cleared or freed that the roots reach");
}

static void take_event(uint32_t event)
{
  uint32_t object = event_object;
  switch (event) {
  case EVENT_DEALLOC:
    watch(object);
    tell(DRIVER_DEALLOC, object);
    unlist_dead(object);
    break;
  case EVENT_CLEAR:
    watch(object);
    tell(DRIVER_CLEAR, object);
    break;
  case EVENT_FINALIZE: tell(DRIVER_FINALIZE, object); break;
  case EVENT_CALLBACK:
    collect_if_due(); /* a tuple of the weak references may have been made just now */
    tell(DRIVER_CALLBACK, object);
    break;
  default:
    result_of_collection = collection_found + collection_uncollectable;
    tell_collection(DRIVER_COLLECT_STOP, collection_generation, collection_found, collection_uncollectable);
  }
}

/* Takes the machine's events until what was queued since `floor` is done. */
static void drive(uint32_t floor)
{
  uint32_t event;
  while ((event = heap_next_event(floor)) != EVENT_IDLE) take_event(event);
}

void driver_start_as(uint32_t profile, driver_sink *sink, void *context, int mirror)
{
  heap_set_profile(profile);
  heap_reset();
  oracle_reset();
  event_sink = sink;
  sink_context = context;
  mirroring = (mirror & DRIVER_ORACLE) != 0;
  if (mirror & DRIVER_MODEL) follow_start(profile);
  else follow_stop();
  objects_made = 0;
  live_count = 0;
  scratch_used = 0;
  is_scheduled = 0;
  first_difference = NULL;
}

void driver_start(driver_sink *sink, void *context, int mirror)
{
  driver_start_as(DEFAULT_PROFILE, sink, context, mirror);
}

/* --- collections --- */

/* The oracle knows nothing of tuples that are not tracked any more: it is told. */
static void mirror_untracked(void)
{
  for (uint32_t i = 0; i < live_count; i++)
    if (list_of[live_handle[i]] == UNTRACKED) oracle_age[twin(live_handle[i])] = ORACLE_UNTRACKED;
}

static void mirror_collection(uint32_t generation, uint32_t found)
{
  oracle_settle();
  if (oracle_collect(generation) != found)
    note_difference("a collection found another number of unreachable objects than the oracle");
  mirror_untracked();
}

static uint32_t collect(uint32_t generation)
{
  uint32_t floor = heap_depth();
  if (collecting) return 0;
  tell_collection(DRIVER_COLLECT_START, generation, 0, 0);
  heap_collect(generation);
  drive(floor);
  uint32_t result = result_of_collection;
  if (mirroring) mirror_collection(generation, result);
  return result;
}

uint32_t driver_collect(uint32_t generation)
{
  follow_begin(FOLLOW_COLLECT, generation, 0, 0);
  uint32_t result = collect(generation);
  follow_end();
  return result;
}

/* An object of a tracked kind was made: only memory that is new counts, and only what counts triggers. */
static void collect_if_due(void)
{
  uint32_t due = was_counted ? heap_due() : NOTHING_DUE;
  was_counted = 0;
  if (due == NOTHING_DUE) return;
  if (profiles[profile_now].collects_at_safepoints) is_scheduled = 1;
  else collect(due);
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

/* --- making objects --- */

/* A null root for an object that is being made, or 0. */
static uint32_t take_scratch(void)
{
  return scratch_used + 1 < FIRST_CALLER_ROOT ? ++scratch_used : 0;
}

/* What the oracle cannot follow. */
static void stop_mirroring(void)
{
  mirroring = 0;
}

/* The oracle's part of `new`: the object as it is before it is tracked. */
static void mirror_new(uint32_t object, const struct driver_birth *birth)
{
  if (birth->has_finalizer || birth->is_legacy || birth->is_immortal || birth->kind == KIND_DICT) {
    stop_mirroring();
    return;
  }
  twin_of[object] = oracle_new(scratch_used, birth->slots);
  if (twin_of[object] == 0) {
    note_difference("the oracle has no room for an object that the heap has room for");
    stop_mirroring();
    return;
  }
  for (uint32_t i = 0; i < birth->items; i++) oracle_set_slot(twin_of[object], i, twin(birth->values[i]));
}

static void give_properties(uint32_t object, const struct driver_birth *birth)
{
  if (birth->has_finalizer) heap_give_finalizer(object);
  if (birth->is_legacy) heap_make_legacy(object);
  if (birth->is_immortal) heap_make_immortal(object);
}

static void follow_new(uint32_t root, const struct driver_birth *birth)
{
  uint64_t flags = birth->has_finalizer ? FOLLOW_FINALIZER : 0;
  if (birth->is_legacy) flags |= FOLLOW_LEGACY;
  if (birth->is_immortal) flags |= FOLLOW_IMMORTAL;
  follow_begin(FOLLOW_NEW, root, birth->kind | flags, birth->slots);
  follow_items(birth->items);
  for (uint32_t i = 0; i < birth->items; i++) follow_item(serial(birth->values[i]));
}

uint32_t driver_make(const struct driver_birth *birth)
{
  uint32_t scratch = take_scratch();
  uint32_t object = scratch == 0 ? 0 : heap_new(scratch, birth->kind, birth->slots, birth->bytes);
  if (object == 0) {
    if (scratch != 0) scratch_used--;
    return 0;
  }
  follow_new(scratch, birth);
  list_live(object);
  for (uint32_t i = 0; i < birth->items; i++)
    if (birth->values[i] != 0) heap_fill(i, birth->values[i]);
  give_properties(object, birth);
  if (mirroring) mirror_new(object, birth);
  if (kind_is_tracked(birth->kind)) collect_if_due();
  heap_track(object);
  if (mirroring && kind_is_tracked(birth->kind)) oracle_track(twin(object));
  follow_end();
  return object;
}

void driver_bind_made(uint32_t root)
{
  uint32_t scratch = scratch_used--;
  driver_move_root(scratch, root);
}

void driver_drop_made(void)
{
  driver_set_root(scratch_used--, 0);
}

/* The root `made` holds a fresh weak reference that nobody knows yet; someone else has made the plain one meanwhile. */
static void exchange_made(uint32_t made, uint32_t plain)
{
  uint32_t floor = heap_depth(), fresh = heap_get_root(made);
  heap_set_root(made, plain);
  while (heap_next_event(floor) != EVENT_IDLE) continue; /* of the death of the fresh one no event tells */
  unlist_dead(fresh);
}

static void set_root(uint32_t root, uint32_t value);

/* PyWeakref_NewRef: the target is held meanwhile; what an allocation begins may make its plain weak reference. */
static void make_fresh_weak(uint32_t made, uint32_t target, int calls_back, int *is_new)
{
  uint32_t reference = heap_get_root(made);
  list_live(reference);
  stop_mirroring();
  collect_if_due();
  heap_track(reference);
  uint32_t plain = calls_back ? 0 : heap_plain_weakref(target);
  *is_new = plain == 0;
  if (plain == 0) heap_refer_weakly(reference, target, calls_back != 0);
  else exchange_made(made, plain);
}

uint32_t driver_make_weak(uint32_t target, uint32_t bytes, int calls_back, int *is_new)
{
  uint32_t made = take_scratch(), pin = take_scratch();
  uint32_t plain = calls_back ? 0 : heap_plain_weakref(target);
  *is_new = 0;
  if (pin != 0 && plain != 0) heap_set_root(made, plain);
  if (pin == 0 || (plain == 0 && heap_new(made, KIND_WEAKREF, 0, bytes) == 0)) {
    scratch_used -= (uint32_t)(made != 0) + (uint32_t)(pin != 0);
    return 0;
  }
  follow_begin(FOLLOW_NEW_WEAK, made, serial(target), calls_back != 0);
  if (plain == 0) {
    heap_set_root(pin, target);
    make_fresh_weak(made, target, calls_back, is_new);
    set_root(pin, 0);
  }
  follow_end();
  scratch_used--;
  return heap_get_root(made);
}

uint32_t driver_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes, uint32_t items,
                    const uint32_t *values)
{
  struct driver_birth birth = {.kind = kind, .slots = slots, .bytes = bytes, .items = items, .values = values};
  uint32_t object = driver_make(&birth);
  if (object != 0) driver_bind_made(root);
  return object;
}

/* --- references --- */

void driver_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  uint32_t floor = heap_depth();
  follow_begin(FOLLOW_SET_SLOT, serial(object), slot, serial(value));
  if (mirroring) oracle_set_slot(twin(object), slot, twin(value));
  heap_set_slot(object, slot, value);
  drive(floor);
  follow_end();
}

static void set_root(uint32_t root, uint32_t value)
{
  uint32_t floor = heap_depth();
  if (mirroring) oracle_set_root(root, twin(value));
  heap_set_root(root, value);
  drive(floor);
}

void driver_set_root(uint32_t root, uint32_t value)
{
  follow_begin(FOLLOW_SET_ROOT, root, serial(value), 0);
  set_root(root, value);
  follow_end();
}

void driver_move_root(uint32_t from, uint32_t to)
{
  uint32_t floor = heap_depth(), value = heap_get_root(from);
  follow_begin(FOLLOW_MOVE_ROOT, from, to, 0);
  if (mirroring) oracle_set_root(to, twin(value));
  if (mirroring) oracle_set_root(from, 0);
  heap_set_root(to, value);
  heap_set_root(from, 0);
  drive(floor);
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
  while (heap_release_local()) drive(floor);
  follow_end();
  if (mirroring)
    for (uint32_t local = first; local < end; local++) oracle_set_root(FIRST_LOCAL + local, 0);
}

/* --- the collector's controls --- */

static void follow_control(enum follow_operation operation, uint64_t first, uint64_t second)
{
  follow_begin(operation, first, second, 0);
  follow_end();
}

void driver_freeze(void)
{
  stop_mirroring();
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
  if (on) stop_mirroring();
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
  return is_listed(object) && serial_of[object] == serial;
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

/* The oracle's graph made anew, as the heap is now; what the machine holds for ever, by roots that nothing uses. */
static void copy_to_oracle(void)
{
  uint32_t spare = ROOTS_END - 1;
  oracle_reset();
  for (uint32_t i = 0; i < live_count; i++) {
    twin_of[live_handle[i]] = oracle_new(1, slot_count[live_handle[i]]);
    oracle_set_root(1, 0);
  }
  for (uint32_t i = 0; i < live_count; i++)
    for (uint32_t slot = 0; slot < slot_count[live_handle[i]]; slot++)
      oracle_set_slot(twin_of[live_handle[i]], slot, twin(heap_get_slot(live_handle[i], slot)));
  for (uint32_t root = 1; root < FIRST_LOCAL + locals_count; root++)
    if (cells[root] != 0) oracle_set_root(root, twin(cells[root]));
  for (uint32_t i = 0; i < live_count && spare >= FIRST_LOCAL + locals_count; i++)
    if (is_immortal[live_handle[i]]) oracle_set_root(spare--, twin(live_handle[i]));
  for (uint32_t i = 0; i < garbage_count && spare >= FIRST_LOCAL + locals_count; i++)
    oracle_set_root(spare--, twin(cells[FIRST_GARBAGE + i]));
}

void driver_mark(void)
{
  if (!mirroring) copy_to_oracle();
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
  if (oracle_present > live_count) return "an object died that the oracle still has";
  if (oracle_present < live_count) return "an object is live that the oracle lost";
  for (uint32_t i = 0; i < live_count; i++) {
    const char *difference = compare_object(live_handle[i]);
    if (difference != NULL) return difference;
  }
  return NULL;
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
  if (born - length[FREE] != live_count) return "the heap holds more objects than its events tell of";
  const char *difference = mirroring ? compare_with_oracle() : NULL;
  return difference != NULL ? difference : compare_with_model();
}

int driver_is_beyond_model(void)
{
  return follow_is_beyond();
}
