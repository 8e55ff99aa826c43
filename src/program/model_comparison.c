/* Comparing the state of the heap with the model's. */
#include "program/model_comparison.h"
#include <inttypes.h>
#include <stdio.h>
#include "core/heap.h"
#include "model/follow.h"
#include "program/driver.h"

static char text[160];

static const char *differs(const char *what, uint64_t serial)
{
  snprintf(text, sizeof text, "%s of object %" PRIu64 " than in the model", what, serial);
  return text;
}

static uint64_t serial(uint32_t object)
{
  return object == 0 ? 0 : driver_serial(object);
}

static const char *compare_slots(uint32_t object, const struct model_object *twin)
{
  for (uint32_t i = 0; i < slot_count[object]; i++)
    if (serial(heap_get_slot(object, i)) != model_serial(model_slot(twin, i)))
      return differs("another value in a slot", serial(object));
  return NULL;
}

static const char *compare_object(uint32_t object)
{
  const struct model_object *twin = model_find(serial(object));
  if (twin == NULL) return differs("other news", serial(object));
  if (kind_of[object] != model_kind(twin) || slot_count[object] != model_slots(twin))
    return differs("another kind or size", serial(object));
  if (reference_count[object] != model_references(twin)) return differs("another reference count", serial(object));
  if (kind_is_finalizable(kind_of[object]) && (call_state[object] == CALL_DONE) != model_is_finalized(twin))
    return differs("another history of finalization", serial(object));
  if (serial(referent[object]) != model_serial(model_referent(twin)))
    return differs("another referent", serial(object));
  return compare_slots(object, twin);
}

/* Tombstones left out, a list is in the same order. */
static const char *compare_list(uint32_t list, uint32_t models)
{
  const struct model_object *twin = model_first(models);
  for (uint32_t i = 0; i < length[list]; i++) {
    uint32_t object = order[list * LIST_SPACE + i];
    if (object == 0) continue;
    if (twin == NULL || model_serial(twin) != serial(object)) return differs("another place on a list", serial(object));
    twin = model_next(models, twin);
  }
  return twin == NULL ? NULL : differs("another place on a list", model_serial(twin));
}

static const char *compare_lists(void)
{
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    const char *difference = compare_list(GENERATION_0 + i, i);
    if (difference != NULL) return difference;
  }
  return compare_list(PERMANENT, MODEL_PERMANENT);
}

static const char *compare_garbage(void)
{
  for (uint32_t i = 0; i < garbage_count; i++)
    if (serial(cells[FIRST_GARBAGE + i]) != model_serial(model_garbage(i)))
      return "gc.garbage holds something else than in the model";
  return model_garbage(garbage_count) == NULL ? NULL : "gc.garbage holds less than in the model";
}

static const char *compare_figures(void)
{
  const struct model_numbers *figures = model_numbers();
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    if (gc_count[i] != figures->count[i]) {
      snprintf(text, sizeof text, "the count of generation %u is %u, in the model %u", (unsigned)i,
               (unsigned)gc_count[i], (unsigned)figures->count[i]);
      return text;
    }
    if (gc_threshold[i] != figures->threshold[i]) return "another threshold than in the model";
    if (gc_collections[i] != figures->collections[i] || gc_collected[i] != figures->collected[i] ||
        gc_uncollectable[i] != figures->uncollectable[i])
      return "other statistics than in the model";
  }
  if (long_lived_total != figures->long_lived_total || long_lived_pending != figures->long_lived_pending)
    return "other numbers of long-lived objects than in the model";
  return heap_is_enabled() == figures->is_enabled ? NULL : "collections enabled otherwise than in the model";
}

const char *compare_with_model(void)
{
  const char *difference = follow_difference();
  if (difference != NULL || !follow_is_on()) return difference;
  if (driver_live() != model_live()) return "another number of live objects than in the model";
  for (uint32_t i = 0; i < driver_live(); i++)
    if ((difference = compare_object(driver_live_object(i))) != NULL) return difference;
  if ((difference = compare_lists()) != NULL) return difference;
  if ((difference = compare_garbage()) != NULL) return difference;
  return compare_figures();
}
