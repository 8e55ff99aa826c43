/* Circular doubly linked lists, as gc_list_... of CPython. */
#include "pieces.h"

struct link model_generation[3], model_permanent;

void model_list_clear(struct link *head)
{
  head->previous = head;
  head->next = head;
}

void model_lists_start(void)
{
  for (int i = 0; i < 3; i++) model_list_clear(&model_generation[i]);
  model_list_clear(&model_permanent);
}

struct model_object *model_object_at(struct link *link)
{
  return (struct model_object *)(void *)link;
}

int model_list_is_empty(const struct link *head)
{
  return head->next == head;
}

int model_is_tracked(const struct model_object *object)
{
  return object->link.next != NULL;
}

static void insert_before(struct link *head, struct link *link)
{
  link->previous = head->previous;
  link->next = head;
  head->previous->next = link;
  head->previous = link;
}

static void take_out(struct link *link)
{
  link->previous->next = link->next;
  link->next->previous = link->previous;
}

void model_track_at(struct link *head, struct model_object *object)
{
  insert_before(head, &object->link);
}

void model_untrack(struct model_object *object)
{
  if (!model_is_tracked(object)) return;
  take_out(&object->link);
  object->link.next = NULL;
  object->link.previous = NULL;
  object->is_collecting = 0;
}

void model_move_to(struct link *head, struct model_object *object)
{
  take_out(&object->link);
  insert_before(head, &object->link);
}

void model_merge(struct link *from, struct link *to)
{
  if (model_list_is_empty(from)) return;
  from->next->previous = to->previous;
  to->previous->next = from->next;
  from->previous->next = to;
  to->previous = from->previous;
  model_list_clear(from);
}

uint32_t model_list_size(const struct link *head)
{
  uint32_t size = 0;
  for (const struct link *link = head->next; link != head; link = link->next) size++;
  return size;
}
