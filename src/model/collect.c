/* A collection, phase by phase, under CPython's names for them. */
#include "pieces.h"

/* --- deduce_unreachable --- */

static void update_counts(struct link *young)
{
  for (struct link *link = young->next, *next; link != young; link = next) {
    struct model_object *object = model_object_at(link);
    next = link->next;
    if (object->is_immortal && model_rules_now->immortals_retire) {
      model_move_to(&model_permanent, object);
      continue;
    }
    object->gc_refs = object->count;
    object->is_collecting = 1;
  }
}

static void visit_decref(struct model_object *target)
{
  if (target->is_collecting) target->gc_refs--;
}

static struct link *young_now; /* where visit_reachable puts back what was passed over */

static void visit_reachable(struct model_object *target)
{
  if (!target->is_collecting) return;
  if (target->is_passed_over) {
    target->is_passed_over = 0;
    target->gc_refs = 1;
    model_move_to(young_now, target);
  } else if (target->gc_refs == 0) {
    target->gc_refs = 1;
  }
}

static void move_what_is_unreachable(struct link *young, struct link *unreachable)
{
  young_now = young;
  struct link *link = young->next;
  while (link != young) {
    struct model_object *object = model_object_at(link);
    if (object->gc_refs > 0) {
      object->is_collecting = 0;
      model_traverse(object, visit_reachable);
      link = link->next;
    } else {
      link = link->next;
      object->is_passed_over = 1;
      model_move_to(unreachable, object);
    }
  }
}

static void deduce(struct link *young, struct link *unreachable)
{
  model_list_clear(unreachable);
  update_counts(young);
  for (struct link *link = young->next; link != young; link = link->next)
    model_traverse(model_object_at(link), visit_decref);
  move_what_is_unreachable(young, unreachable);
  for (struct link *link = unreachable->next; link != unreachable; link = link->next)
    model_object_at(link)->is_passed_over = 0;
}

/* check_garbage: does anything in the set have a reference from outside it? */
static int anything_came_back(struct link *set)
{
  int found = 0;
  update_counts(set);
  for (struct link *link = set->next; link != set; link = link->next)
    model_traverse(model_object_at(link), visit_decref);
  for (struct link *link = set->next; link != set; link = link->next) found |= model_object_at(link)->gc_refs > 0;
  return found;
}

static void end_collecting(struct link *set)
{
  for (struct link *link = set->next; link != set; link = link->next) model_object_at(link)->is_collecting = 0;
}

/* --- legacy finalizers --- */

static struct link *finalizers_now;

static void visit_move(struct model_object *target)
{
  if (!target->is_collecting) return;
  target->is_collecting = 0;
  model_move_to(finalizers_now, target);
}

static void move_legacy_finalizers(struct link *unreachable, struct link *finalizers)
{
  model_list_clear(finalizers);
  finalizers_now = finalizers;
  for (struct link *link = unreachable->next, *next; link != unreachable; link = next) {
    next = link->next;
    if (!model_object_at(link)->is_legacy) continue;
    model_object_at(link)->is_collecting = 0;
    model_move_to(finalizers, model_object_at(link));
  }
  for (struct link *link = finalizers->next; link != finalizers; link = link->next)
    model_traverse(model_object_at(link), visit_move);
}

static uint32_t handle_legacy_finalizers(struct link *finalizers, struct link *old)
{
  uint32_t count = model_list_size(finalizers);
  for (struct link *link = finalizers->next; link != finalizers; link = link->next)
    if (model_saves_all || model_object_at(link)->is_legacy) model_garbage_append(model_object_at(link));
  model_merge(finalizers, old);
  return count;
}

/* --- handle_weakrefs --- */

static void clear_references_of_garbage(struct link *unreachable, struct link *to_call)
{
  model_list_clear(to_call);
  for (struct link *link = unreachable->next; link != unreachable; link = link->next) {
    struct model_object *object = model_object_at(link), *reference;
    if (object->kind == KIND_WEAKREF && model_rules_now->clears_trash_references) model_clear_reference(object);
    while ((reference = object->weak_first) != NULL) {
      model_clear_reference(reference);
      if (!reference->has_callback || reference->is_collecting) continue;
      model_take(reference);
      model_move_to(to_call, reference);
    }
  }
}

/* Returns how many weak references died by that. */
static uint32_t handle_weakrefs(struct link *unreachable, struct link *old)
{
  struct link to_call;
  uint32_t freed = 0;
  clear_references_of_garbage(unreachable, &to_call);
  while (!model_list_is_empty(&to_call) && !model_gave_up) {
    struct model_object *reference = model_object_at(to_call.next);
    model_tell(MODEL_CALLBACK, reference);
    model_give(reference);
    if (to_call.next == &reference->link) model_move_to(old, reference); /* alive */
    else freed++;
  }
  return freed;
}

/* --- finalize_garbage, and what came back --- */

static void finalize_garbage(struct link *unreachable)
{
  struct link seen;
  model_list_clear(&seen);
  while (!model_list_is_empty(unreachable) && !model_gave_up) {
    struct model_object *object = model_object_at(unreachable->next);
    model_move_to(&seen, object);
    if (!object->has_finalizer || object->is_finalized) continue;
    object->is_finalized = 1;
    model_take(object);
    model_tell(MODEL_FINALIZE, object);
    model_give(object);
  }
  model_merge(&seen, unreachable);
}

static void handle_resurrected_objects(struct link *unreachable, struct link *final, struct link *old)
{
  end_collecting(unreachable);
  if (!model_rules_now->one_saves_all) {
    deduce(unreachable, final);
    model_merge(unreachable, old);
    return;
  }
  model_list_clear(final);
  int came_back = anything_came_back(unreachable);
  if (came_back) end_collecting(unreachable);
  model_merge(unreachable, came_back ? old : final);
}

/* Here the model leaves CPython, as the heap does: weak references that are about to be cleared themselves, and that a
 * finalizer has pointed somewhere since, call nobody.  So nothing that is being cleared is ever seen. */
static void silence_references(struct link *unreachable)
{
  for (struct link *link = unreachable->next; link != unreachable; link = link->next)
    model_clear_reference(model_object_at(link));
}

/* --- delete_garbage --- */

static void clear_object(struct model_object *object)
{
  if (object->kind == KIND_TUPLE) return; /* no tp_clear */
  model_take(object);
  model_tell(MODEL_CLEAR, object);
  if (object->kind == KIND_WEAKREF) model_clear_reference(object);
  model_release_slots(object);
  model_give(object);
}

static void delete_garbage(struct link *unreachable, struct link *old)
{
  while (!model_list_is_empty(unreachable) && !model_gave_up) {
    struct link *link = unreachable->next;
    if (model_saves_all) model_garbage_append(model_object_at(link));
    else clear_object(model_object_at(link));
    if (unreachable->next != link) continue;
    model_object_at(link)->is_collecting = 0; /* alive: it may die later */
    model_move_to(old, model_object_at(link));
  }
}

/* --- all of it --- */

static void begin_counts(uint32_t number)
{
  if (number < 2) model_figures.count[number + 1]++;
  for (uint32_t i = 0; i <= number; i++) model_figures.count[i] = 0;
}

/* Survivors go to the next older generation, and no longer count as young. */
static void promote_survivors(uint32_t number, struct link *young, struct link *old)
{
  model_untrack_kind(young, KIND_TUPLE);
  uint32_t tuples = model_move_tuples(0, number, number < 2 ? number + 1 : 2);
  if (number == 1) model_figures.long_lived_pending += model_list_size(young) + tuples;
  if (number < 2) {
    model_merge(young, old);
    return;
  }
  model_untrack_kind(young, KIND_DICT);
  model_figures.long_lived_pending = 0;
  model_figures.long_lived_total = model_list_size(young) + tuples;
}

/* What collect() counts, beside weak references that died in callbacks. */
static uint32_t delete_what_is_left(struct link *unreachable, struct link *old)
{
  struct link final;
  uint32_t before = model_list_size(unreachable);
  uint32_t freed = handle_weakrefs(unreachable, old);
  finalize_garbage(unreachable);
  if (model_gave_up) return 0;
  handle_resurrected_objects(unreachable, &final, old);
  uint32_t found = model_rules_now->counting == COUNT_BEFORE ? before : model_list_size(&final);
  if (!model_saves_all) silence_references(&final);
  delete_garbage(&final, old);
  return freed + found;
}

void model_collect(uint32_t number)
{
  struct link unreachable, finalizers, *young = &model_generation[number];
  struct link *old = &model_generation[number < 2 ? number + 1 : 2];
  if (model_is_collecting || model_gave_up) return;
  model_is_collecting = 1;
  model_tell_collection(MODEL_COLLECT_START, number, 0, 0);
  begin_counts(number);
  for (uint32_t i = 0; i < number; i++) model_merge(&model_generation[i], young);
  deduce(young, &unreachable);
  promote_survivors(number, young, old);
  move_legacy_finalizers(&unreachable, &finalizers);
  uint32_t collected = delete_what_is_left(&unreachable, old);
  if (model_gave_up) return;
  model_settle();
  uint32_t uncollectable = handle_legacy_finalizers(&finalizers, old);
  model_figures.collections[number]++;
  model_figures.collected[number] += collected;
  model_figures.uncollectable[number] += uncollectable;
  if (number == 2) model_clear_free_lists();
  model_is_collecting = 0;
  model_tell_collection(MODEL_COLLECT_STOP, number, collected, uncollectable);
}
