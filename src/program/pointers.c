/* Pointers: see pointers.h. */
#include "pointers.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

void pointers_close(struct pointers *pointers)
{
  free(pointers->by_name);
  pointers->by_name = NULL;
  pointers->room = 0;
}

struct pointer *pointers_find(const struct pointers *pointers, uint32_t name)
{
  if (name >= pointers->room || !pointers->by_name[name].known) return NULL;
  return &pointers->by_name[name];
}

struct pointer *pointers_reserve(struct pointers *pointers, uint32_t name)
{
  if (name >= pointers->room) {
    uint32_t room = pointers->room == 0 ? FIRST_ROOM : pointers->room;
    while (room <= name) room *= 2;
    struct pointer *by_name = realloc(pointers->by_name, room * sizeof *by_name);
    if (by_name == NULL) return NULL;
    memset(by_name + pointers->room, 0, (room - pointers->room) * sizeof *by_name);
    pointers->by_name = by_name;
    pointers->room = room;
  }
  return &pointers->by_name[name];
}

uint64_t pointers_raw(const struct pointers *pointers)
{
  uint64_t count = 0;
  for (uint32_t i = 0; i < pointers->room; i++) {
    const struct pointer *pointer = &pointers->by_name[i];
    count += pointer->known && pointer->owns && pointer->cell == 0;
  }
  return count;
}
