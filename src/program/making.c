/* Making objects and weak references: each is held by a root of the driver until it is bound. */
#include "core/heap.h"
#include "model/follow.h"
#include "program/driver.h"
#include "program/driver_insides.h"
#include "program/living.h"
#include "program/mirror.h"

static uint32_t scratch_used; /* roots 1 .. scratch_used hold objects that are being made, the last one innermost */
static int holds_target;      /* the root after them holds the target of a weak reference that was just made */

void making_start(void)
{
  scratch_used = 0;
  holds_target = 0;
}

/* A null root for an object that is being made, or 0. */
static uint32_t take_scratch(void)
{
  return scratch_used + 1 < FIRST_CALLER_ROOT ? ++scratch_used : 0;
}

/* Before it is tracked, and before anything else is made. */
static void give_properties(uint32_t object, const struct driver_birth *birth)
{
  if (birth->has_finalizer) heap_give_finalizer();
  if (birth->is_legacy) heap_make_legacy(object);
  if (birth->is_immortal) heap_make_immortal();
}

static void follow_new(uint32_t root, const struct driver_birth *birth)
{
  uint64_t flags = birth->has_finalizer ? FOLLOW_FINALIZER : 0;
  if (birth->is_legacy) flags |= FOLLOW_LEGACY;
  if (birth->is_immortal) flags |= FOLLOW_IMMORTAL;
  if (!follow_is_on()) return;
  follow_begin(FOLLOW_NEW, root, birth->kind | flags, birth->slots);
  follow_items(birth->items);
  for (uint32_t i = 0; i < birth->items; i++) follow_item(living_serial(birth->values[i]));
}

uint32_t driver_make(const struct driver_birth *birth)
{
  uint32_t scratch = take_scratch();
  uint32_t object = scratch == 0 ? 0 : heap_new(scratch, birth->kind, birth->slots, birth->bytes);
  if (object == 0) {
    if (scratch != 0) scratch_used--;
    return 0;
  }
  driver_look_at_arenas();
  follow_new(scratch, birth);
  living_add(object);
  for (uint32_t i = 0; i < birth->items; i++)
    if (birth->values[i] != 0) heap_fill(i, birth->values[i]);
  give_properties(object, birth);
  mirror_new(object, scratch, birth);
  if (kind_is_tracked(birth->kind)) driver_collect_if_due();
  heap_track(object);
  mirror_track(object);
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
  while (driver_next_event(floor) != EVENT_IDLE) continue; /* of the death of the fresh one no event tells */
  living_remove(fresh);
}

/* PyWeakref_NewRef: the target is held meanwhile; what an allocation begins may make its plain weak reference. */
static void make_fresh_weak(uint32_t made, uint32_t target, int calls_back, int *is_new)
{
  uint32_t reference = heap_get_root(made);
  living_add(reference);
  mirror_stop();
  driver_collect_if_due();
  heap_track(reference);
  uint32_t plain = calls_back ? 0 : heap_plain_weakref(target);
  *is_new = plain == 0;
  if (plain == 0) heap_refer_weakly(reference, target, calls_back != 0); /* refuses after 2^64 - 2 of them: never */
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
  driver_look_at_arenas();
  follow_begin(FOLLOW_NEW_WEAK, made, living_serial(target), calls_back != 0);
  if (plain == 0) {
    heap_set_root(pin, target);
    make_fresh_weak(made, target, calls_back, is_new);
  }
  holds_target = plain == 0;
  scratch_used--;
  return heap_get_root(made);
}

void driver_release_target(void)
{
  uint32_t pin = ++scratch_used;
  if (holds_target) driver_bind_root(pin, 0);
  holds_target = 0;
  follow_end();
  scratch_used--;
}

uint32_t driver_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes, uint32_t items,
                    const uint32_t *values)
{
  struct driver_birth birth = {.kind = kind, .slots = slots, .bytes = bytes, .items = items, .values = values};
  uint32_t object = driver_make(&birth);
  if (object != 0) driver_bind_made(root);
  return object;
}
