/* Weak references, as Objects/weakrefobject.c has them. */
#include <stdlib.h>
#include "pieces.h"

/* clear_weakref: out of its target's list; it has no target then. */
void model_clear_reference(struct model_object *reference)
{
  struct model_object *target = reference->referent;
  if (target == NULL) return;
  if (target->weak_first == reference) target->weak_first = reference->weak_next;
  if (reference->weak_previous != NULL) reference->weak_previous->weak_next = reference->weak_next;
  if (reference->weak_next != NULL) reference->weak_next->weak_previous = reference->weak_previous;
  reference->weak_previous = NULL;
  reference->weak_next = NULL;
  reference->referent = NULL;
}

struct model_object *model_plain_reference(const struct model_object *target)
{
  struct model_object *first = target->weak_first;
  return first != NULL && !first->has_callback ? first : NULL;
}

/* The one without callback comes first, then those with, the newest first. */
void model_insert_reference(struct model_object *reference, struct model_object *target)
{
  struct model_object *before = reference->has_callback ? model_plain_reference(target) : NULL;
  struct model_object *after = before != NULL ? before->weak_next : target->weak_first;
  reference->referent = target;
  reference->weak_previous = before;
  reference->weak_next = after;
  if (before != NULL) before->weak_next = reference;
  else target->weak_first = reference;
  if (after != NULL) after->weak_previous = reference;
}

static uint32_t references_to(const struct model_object *object)
{
  uint32_t count = 0;
  for (const struct model_object *reference = object->weak_first; reference != NULL; reference = reference->weak_next)
    count++;
  return count;
}

/* The tuples of all deaths that call back now, the innermost first: they are tracked, and collections count them. */
struct held_tuple {
  uint32_t generation;
  struct held_tuple *outer;
};
static struct held_tuple *innermost;

void model_weakrefs_start(void)
{
  innermost = NULL;
}

uint32_t model_move_tuples(uint32_t first, uint32_t last, uint32_t to)
{
  uint32_t moved = 0;
  for (struct held_tuple *tuple = innermost; tuple != NULL; tuple = tuple->outer) {
    if (tuple->generation < first || tuple->generation > last) continue;
    tuple->generation = to;
    moved++;
  }
  return moved;
}

/* All are taken into a tuple and cleared; then callbacks run in order; then the tuple dies, its last item first. */
static void notify_all(struct model_object *object, uint32_t count)
{
  struct model_object **held = malloc(count * sizeof *held);
  if (held == NULL) abort();
  for (uint32_t i = 0; i < count; i++) {
    held[i] = object->weak_first;
    model_take(held[i]);
    model_clear_reference(held[i]);
  }
  model_count_new(KIND_TUPLE, 2 * count);
  struct held_tuple tuple = {.generation = 0, .outer = innermost};
  innermost = &tuple;
  for (uint32_t i = 0; i < count; i++) model_tell(MODEL_CALLBACK, held[i]);
  innermost = tuple.outer;
  model_count_freed(KIND_TUPLE, 2 * count);
  for (uint32_t i = count; i > 0; i--) model_give(held[i - 1]);
  free(held);
}

/* PyObject_ClearWeakRefs, for an object that dies. */
void model_clear_references_to(struct model_object *object)
{
  if (model_plain_reference(object) != NULL) model_clear_reference(object->weak_first);
  uint32_t count = references_to(object);
  if (count == 0) return;
  if (count > 1 || model_rules_now->always_a_tuple) {
    notify_all(object, count);
    return;
  }
  struct model_object *reference = object->weak_first;
  model_clear_reference(reference);
  model_tell(MODEL_CALLBACK, reference);
}
