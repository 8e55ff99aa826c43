/* The model's operations. */
#include "model/model.h"
#include <stdlib.h>
#include <string.h>
#include "pieces.h"

int model_gave_up;
static model_listener *tell;
static struct model_object **roots; /* by root */
static uint32_t root_room;

void model_start(uint32_t profile, model_listener *listener)
{
  model_rules_now = &model_rules[profile];
  tell = listener;
  model_gave_up = 0;
  if (root_room > 0) memset(roots, 0, root_room * sizeof *roots);
  model_objects_clear();
  model_lists_start();
  model_counts_start();
  model_dealloc_start();
  model_weakrefs_start();
  model_garbage_start();
}

int model_is_beyond(void)
{
  return model_gave_up;
}

void model_tell(enum model_event_kind kind, const struct model_object *object)
{
  struct model_event event = {.kind = kind, .serial = object->serial};
  if (!model_gave_up) tell(&event);
}

void model_tell_collection(enum model_event_kind kind, uint32_t number, uint32_t collected, uint32_t uncollectable)
{
  struct model_event event = {
      .kind = kind, .generation = number, .collected = collected, .uncollectable = uncollectable};
  if (!model_gave_up) tell(&event);
}

/* --- roots and slots --- */

static struct model_object **root_at(uint32_t root)
{
  if (root >= root_room) {
    uint32_t room = root_room == 0 ? 1024 : root_room;
    while (room <= root) room *= 2;
    roots = realloc(roots, room * sizeof *roots);
    if (roots == NULL) abort();
    memset(roots + root_room, 0, (room - root_room) * sizeof *roots);
    root_room = room;
  }
  return &roots[root];
}

void model_set_root(uint32_t root, struct model_object *value)
{
  struct model_object **place = root_at(root), *old = *place;
  model_take(value);
  *place = value;
  model_give(old);
}

void model_move_root(uint32_t from, uint32_t to)
{
  struct model_object *value = *root_at(from), *old = *root_at(to);
  *root_at(from) = NULL;
  *root_at(to) = value;
  model_give(old);
}

void model_set_slot(struct model_object *object, uint32_t slot, struct model_object *value)
{
  struct model_object *old = object->slot[slot];
  if (object->kind == KIND_DICT && !model_is_tracked(object) && value != NULL && model_may_be_tracked(value))
    model_track_at(&model_generation[0], object);
  model_take(value);
  object->slot[slot] = value;
  model_give(old);
}

/* --- making objects --- */

static void put_items(struct model_object *object, const struct model_birth *birth)
{
  for (uint32_t i = 0; i < birth->items; i++) {
    model_take(birth->values[i]);
    object->slot[i] = birth->values[i];
  }
}

/* A dict is tracked once something that may be tracked is in it; tuples begin tracked. */
static int begins_tracked(const struct model_object *object)
{
  if (!kind_is_tracked(object->kind)) return 0;
  if (object->kind != KIND_DICT) return 1;
  for (uint32_t i = 0; i < object->slots; i++)
    if (object->slot[i] != NULL && model_may_be_tracked(object->slot[i])) return 1;
  return 0;
}

void model_new(uint32_t root, const struct model_birth *birth)
{
  struct model_object *object = model_object_make(birth->kind, birth->slots);
  object->has_finalizer = birth->has_finalizer != 0;
  object->is_legacy = birth->is_legacy != 0;
  object->is_immortal = birth->is_immortal != 0;
  put_items(object, birth);
  if (object->is_immortal) model_take(object);
  model_take(object);
  *root_at(root) = object;
  if (kind_is_tracked(object->kind)) model_count_new(object->kind, model_items(object));
  if (begins_tracked(object)) model_track_at(&model_generation[0], object);
}

/* Forgets a weak reference that nobody has seen. */
static void drop_unseen(struct model_object *reference)
{
  model_untrack(reference);
  model_count_freed(KIND_WEAKREF, 0);
  model_object_forget(reference);
}

/* PyWeakref_NewRef: an allocation may begin a collection, and that may make or clear the plain reference. */
void model_new_weak(uint32_t root, struct model_object *target, int calls_back)
{
  struct model_object *plain = calls_back ? NULL : model_plain_reference(target);
  if (plain == NULL) {
    struct model_object *reference = model_object_make(KIND_WEAKREF, 0);
    reference->has_callback = calls_back != 0;
    model_take(reference);
    model_take(target);
    *root_at(root) = reference;
    model_count_new(KIND_WEAKREF, 0);
    model_track_at(&model_generation[0], reference);
    plain = calls_back ? NULL : model_plain_reference(target);
    if (plain == NULL) model_insert_reference(reference, target);
    else drop_unseen(reference);
    if (plain != NULL) model_take(plain), *root_at(root) = plain;
    model_give(target);
    return;
  }
  model_take(plain);
  *root_at(root) = plain;
}

/* --- what there is --- */

uint64_t model_serial(const struct model_object *object)
{
  return object == NULL ? 0 : object->serial;
}

uint32_t model_references(const struct model_object *object)
{
  return (uint32_t)object->count;
}

uint32_t model_kind(const struct model_object *object)
{
  return object->kind;
}

uint32_t model_slots(const struct model_object *object)
{
  return object->slots;
}

struct model_object *model_slot(const struct model_object *object, uint32_t slot)
{
  return object->slot[slot];
}

struct model_object *model_referent(const struct model_object *reference)
{
  return reference->referent;
}

int model_is_finalized(const struct model_object *object)
{
  return object->is_finalized;
}

struct model_object *model_next(uint32_t list, const struct model_object *object)
{
  struct link *head = list == MODEL_PERMANENT ? &model_permanent : &model_generation[list];
  return object->link.next == head ? NULL : model_object_at(object->link.next);
}

struct model_object *model_first(uint32_t list)
{
  struct link *head = list == MODEL_PERMANENT ? &model_permanent : &model_generation[list];
  return model_list_is_empty(head) ? NULL : model_object_at(head->next);
}
