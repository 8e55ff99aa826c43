/* gc.garbage, and objects that a collection gives up or no longer looks at. */
#include <stdlib.h>
#include "core/limits.h"
#include "pieces.h"

int model_saves_all;
static struct model_object **garbage;
static uint32_t garbage_used, garbage_room;

void model_garbage_start(void)
{
  free(garbage);
  garbage = NULL;
  garbage_used = garbage_room = 0;
  model_saves_all = 0;
}

/* The core's list has an end: further objects stay off it. */
void model_garbage_append(struct model_object *object)
{
  if (garbage_used == MAX_GARBAGE) return;
  if (garbage_used == garbage_room) {
    garbage_room = garbage_room == 0 ? 16 : 2 * garbage_room;
    garbage = realloc(garbage, garbage_room * sizeof *garbage);
    if (garbage == NULL) abort();
  }
  model_take(object);
  garbage[garbage_used++] = object;
}

struct model_object *model_garbage(uint32_t index)
{
  return index < garbage_used ? garbage[index] : NULL;
}

void model_save_all(int on)
{
  model_saves_all = on;
}

/* _PyObject_GC_MAY_BE_TRACKED */
int model_may_be_tracked(const struct model_object *object)
{
  return kind_is_tracked(object->kind) && (object->kind != KIND_TUPLE || model_is_tracked(object));
}

static int holds_what_may_be_tracked(const struct model_object *object)
{
  for (uint32_t i = 0; i < object->slots; i++)
    if (object->slot[i] != NULL && model_may_be_tracked(object->slot[i])) return 1;
  return 0;
}

/* untrack_tuples, untrack_dicts */
void model_untrack_kind(struct link *head, uint32_t kind)
{
  for (struct link *link = head->next, *next; link != head; link = next) {
    next = link->next;
    struct model_object *object = model_object_at(link);
    if (object->kind == kind && !holds_what_may_be_tracked(object)) model_untrack(object);
  }
}

void model_freeze(void)
{
  for (int i = 0; i < 3; i++) {
    model_merge(&model_generation[i], &model_permanent);
    model_figures.count[i] = 0;
  }
  model_move_tuples(0, 2, MODEL_PERMANENT);
}

void model_unfreeze(void)
{
  model_merge(&model_permanent, &model_generation[2]);
  model_move_tuples(MODEL_PERMANENT, MODEL_PERMANENT, 2);
}
