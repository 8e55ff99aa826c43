/* The oracle beside the heap. */
#include "program/mirror.h"
#include <stddef.h>
#include "core/heap.h"
#include "oracle/oracle.h"
#include "program/living.h"

static int mirroring;
static uint32_t twin_of[MAX_OBJECTS]; /* the oracle's identifier of a live object; of 0 it is 0 */

static uint32_t twin(uint32_t object)
{
  return twin_of[object];
}

uint32_t driver_twin(uint32_t object)
{
  return twin(object);
}

void mirror_start(int on)
{
  oracle_reset();
  mirroring = on;
}

int mirror_is_on(void)
{
  return mirroring;
}

void mirror_stop(void)
{
  mirroring = 0;
}

void mirror_set_slot(uint32_t object, uint32_t slot, uint32_t value)
{
  if (mirroring) oracle_set_slot(twin(object), slot, twin(value));
}

void mirror_set_root(uint32_t root, uint32_t value)
{
  if (mirroring) oracle_set_root(root, twin(value));
}

void mirror_new(uint32_t object, uint32_t root, const struct driver_birth *birth)
{
  if (birth->has_finalizer || birth->is_legacy || birth->is_immortal || birth->kind == KIND_DICT) mirror_stop();
  if (!mirroring) return;
  twin_of[object] = oracle_new(root, birth->slots);
  if (twin_of[object] == 0) {
    note_difference("the oracle has no room for an object that the heap has room for");
    mirror_stop();
    return;
  }
  for (uint32_t i = 0; i < birth->items; i++) oracle_set_slot(twin_of[object], i, twin(birth->values[i]));
}

void mirror_track(uint32_t object)
{
  if (mirroring && kind_is_tracked(kind_of[object])) oracle_track(twin(object));
}

/* The oracle's graph made anew, as the heap is now; what the machine holds for ever, by roots that nothing uses. */
static void copy_to_oracle(void)
{
  uint32_t spare = ROOTS_END - 1;
  oracle_reset();
  for (uint32_t i = 0; i < living_count(); i++) {
    twin_of[living_at(i)] = oracle_new(1, slot_count[living_at(i)]);
    oracle_set_root(1, 0);
  }
  for (uint32_t i = 0; i < living_count(); i++)
    for (uint32_t slot = 0; slot < slot_count[living_at(i)]; slot++)
      oracle_set_slot(twin_of[living_at(i)], slot, twin(heap_get_slot(living_at(i), slot)));
  for (uint32_t root = 1; root < FIRST_LOCAL + locals_count; root++)
    if (cells[root] != 0) oracle_set_root(root, twin(cells[root]));
  for (uint32_t i = 0; i < living_count() && spare >= FIRST_LOCAL + locals_count; i++)
    if (is_immortal[living_at(i)]) oracle_set_root(spare--, twin(living_at(i)));
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

/* The oracle's references are counted. */
static const char *compare_counted(void)
{
  if (oracle_present > living_count()) return "an object died that the oracle still has";
  if (oracle_present < living_count()) return "an object is live that the oracle lost";
  for (uint32_t i = 0; i < living_count(); i++) {
    const char *difference = compare_object(living_at(i));
    if (difference != NULL) return difference;
  }
  return NULL;
}

const char *compare_with_oracle(void)
{
  if (!mirroring) return NULL;
  oracle_settle();
  return compare_counted();
}

/* The oracle knows nothing of tuples that are not tracked any more: it is told. */
static void mirror_untracked(void)
{
  for (uint32_t i = 0; i < living_count(); i++)
    if (list_of[living_at(i)] == UNTRACKED) oracle_age[twin(living_at(i))] = ORACLE_UNTRACKED;
}

void mirror_collection(uint32_t generation, uint32_t found)
{
  if (!mirroring) return;
  oracle_settle();
  uint32_t unreachable = oracle_collect(generation);
  if (unreachable != found) note_difference("a collection found another number of unreachable objects than the oracle");
  if (unreachable > 0) oracle_remove_dead(); /* what only the garbage held */
  mirror_untracked();
  const char *difference = compare_counted();
  if (difference != NULL) note_difference(difference);
}
