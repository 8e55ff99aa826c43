/* Counting references, and deallocation: tp_dealloc of each kind, the trashcan, finalizers. */
#include "pieces.h"

/* Deaths inside deaths that the C stack surely has room for. */
enum { DEEPEST = 12000 };

static uint32_t depth;                  /* of dealloc inside dealloc */
static uint32_t trash_nesting;          /* deaths of containers inside each other */
static struct model_object *trash_last; /* what waits, the latest first */

void model_dealloc_start(void)
{
  depth = 0;
  trash_nesting = 0;
  trash_last = NULL;
}

static void dealloc(struct model_object *object);

void model_take(struct model_object *object)
{
  if (object != NULL) object->count++;
}

void model_give(struct model_object *object)
{
  if (object == NULL || model_gave_up) return;
  if (--object->count > 0) return;
  if (depth == DEEPEST) {
    model_gave_up = 1;
    return;
  }
  depth++;
  dealloc(object);
  depth--;
}

static int goes_backward(uint32_t kind)
{
  return kind == KIND_LIST || kind == KIND_TUPLE;
}

void model_release_slots(struct model_object *object)
{
  for (uint32_t i = 0; i < object->slots; i++) {
    uint32_t at = goes_backward(object->kind) ? object->slots - 1 - i : i;
    struct model_object *old = object->slot[at];
    object->slot[at] = NULL;
    model_give(old);
  }
}

void model_traverse(struct model_object *object, void (*visit)(struct model_object *target))
{
  for (uint32_t i = 0; i < object->slots; i++) {
    struct model_object *target = object->slot[goes_backward(object->kind) ? object->slots - 1 - i : i];
    if (target != NULL) visit(target);
  }
}

/* --- the trashcan --- */

/* Py_TRASHCAN_BEGIN: 0 when the object must wait. */
static int may_die_now(struct model_object *object)
{
  if (trash_nesting >= model_rules_now->trash_limit) {
    object->trash_next = trash_last;
    trash_last = object;
    return 0;
  }
  trash_nesting++;
  return 1;
}

/* _PyTrash_thread_destroy_chain */
static void destroy_trash(void)
{
  trash_nesting++;
  while (trash_last != NULL && !model_gave_up) {
    struct model_object *object = trash_last;
    trash_last = object->trash_next;
    dealloc(object);
  }
  trash_nesting--;
}

/* Py_TRASHCAN_END */
static void death_ended(void)
{
  trash_nesting--;
  if (trash_last != NULL && trash_nesting < model_rules_now->trash_resume) destroy_trash();
}

void model_settle(void)
{
  if (trash_last != NULL && trash_nesting == 0) destroy_trash();
}

/* --- deaths --- */

/* PyObject_CallFinalizerFromDealloc: 1 when the object lives again. */
static int finalizer_revives(struct model_object *object)
{
  if (!object->has_finalizer) return 0;
  object->count = 1;
  if (!object->is_finalized) {
    model_tell(MODEL_FINALIZE, object);
    object->is_finalized = 1;
  }
  object->count--;
  return object->count > 0;
}

uint32_t model_items(const struct model_object *object)
{
  return object->kind == KIND_TUPLE ? object->slots + 1 : object->slots;
}

/* The death is certain: the contents go, then the memory. */
static void destroy(struct model_object *object)
{
  model_tell(MODEL_DEALLOC, object);
  model_release_slots(object);
  if (model_gave_up) return;
  if (kind_is_tracked(object->kind)) model_count_freed(object->kind, model_items(object));
  model_object_forget(object);
}

static void cell_dealloc(struct model_object *object)
{
  if (finalizer_revives(object)) return;
  model_untrack(object);
  model_clear_references_to(object);
  destroy(object);
}

static void container_dealloc(struct model_object *object)
{
  model_untrack(object);
  if (!may_die_now(object)) return;
  destroy(object);
  death_ended();
}

/* subtype_dealloc; up to 3.7 it counts itself once more while it asks, and when it ends. */
static void instance_dealloc(struct model_object *object)
{
  uint32_t more = model_rules_now->instances_count_twice ? 1 : 0;
  model_untrack(object);
  trash_nesting += more;
  int dies = may_die_now(object);
  trash_nesting -= more;
  if (!dies) return;
  if (object->has_finalizer) model_track_at(&model_generation[0], object);
  if (!finalizer_revives(object)) {
    model_untrack(object);
    model_clear_references_to(object);
    destroy(object);
  }
  trash_nesting += more;
  death_ended();
  trash_nesting -= more;
}

static void weakref_dealloc(struct model_object *object)
{
  model_untrack(object);
  model_clear_reference(object);
  destroy(object);
}

static void dealloc(struct model_object *object)
{
  switch (object->kind) {
  case KIND_CELL: cell_dealloc(object); break;
  case KIND_LIST:
  case KIND_TUPLE:
  case KIND_DICT: container_dealloc(object); break;
  case KIND_INSTANCE: instance_dealloc(object); break;
  case KIND_WEAKREF: weakref_dealloc(object); break;
  default: destroy(object); break;
  }
}
