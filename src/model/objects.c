/* Storage of objects, and a hash table from their numbers. */
#include <stdlib.h>
#include "pieces.h"

static struct model_object **table; /* chained; as many chains as a power of two */
static uint32_t table_size, live;
static uint64_t made;

static struct model_object **chain_of(uint64_t serial)
{
  return &table[serial & (table_size - 1)];
}

static void *zeroed(size_t count, size_t size)
{
  void *memory = calloc(count, size);
  if (memory == NULL) abort();
  return memory;
}

static void insert(struct model_object *object)
{
  struct model_object **chain = chain_of(object->serial);
  object->table_next = *chain;
  *chain = object;
}

static void grow(void)
{
  struct model_object **old = table;
  uint32_t old_size = table_size;
  table_size = old_size == 0 ? 1024 : 2 * old_size;
  table = zeroed(table_size, sizeof *table);
  for (uint32_t i = 0; i < old_size; i++)
    for (struct model_object *object = old[i], *next; object != NULL; object = next) {
      next = object->table_next;
      insert(object);
    }
  free(old);
}

struct model_object *model_object_make(uint32_t kind, uint32_t slots)
{
  struct model_object *object = zeroed(1, sizeof *object + slots * sizeof object->slot[0]);
  if (live >= table_size) grow();
  object->serial = ++made;
  object->kind = kind;
  object->slots = slots;
  insert(object);
  live++;
  return object;
}

void model_object_forget(struct model_object *object)
{
  struct model_object **place = chain_of(object->serial);
  while (*place != object) place = &(*place)->table_next;
  *place = object->table_next;
  live--;
  free(object);
}

void model_objects_clear(void)
{
  for (uint32_t i = 0; live > 0 && i < table_size; i++)
    while (table[i] != NULL) model_object_forget(table[i]);
  free(table);
  table = NULL;
  table_size = 0;
  made = 0;
}

struct model_object *model_find(uint64_t serial)
{
  if (table_size == 0) return NULL;
  struct model_object *object = *chain_of(serial);
  while (object != NULL && object->serial != serial) object = object->table_next;
  return object;
}

uint64_t model_made(void)
{
  return made;
}

uint32_t model_live(void)
{
  return live;
}
