/* Chains of weak references. */
#include "weakrefs.h"

uint32_t referent[MAX_OBJECTS];
uint8_t has_callback[MAX_OBJECTS];
uint32_t weak_first[MAX_OBJECTS];
uint32_t weak_next[MAX_OBJECTS];
uint32_t weak_previous[MAX_OBJECTS];

static void link_first(uint32_t reference, uint32_t object)
{
  uint32_t next = weak_first[object];
  referent[reference] = object;
  weak_previous[reference] = 0;
  weak_next[reference] = next;
  weak_first[object] = reference;
  if (next != 0) weak_previous[next] = reference;
}

static void link_after(uint32_t reference, uint32_t previous, uint32_t object)
{
  uint32_t next = weak_next[previous];
  referent[reference] = object;
  weak_previous[reference] = previous;
  weak_next[reference] = next;
  weak_next[previous] = reference;
  if (next != 0) weak_previous[next] = reference;
}

void weak_link(uint32_t reference, uint32_t object)
{
  uint32_t first = weak_first[object];
  if (has_callback[reference] && first != 0 && !has_callback[first]) link_after(reference, first, object);
  else link_first(reference, object);
}

void weak_unlink(uint32_t reference)
{
  uint32_t object = referent[reference];
  uint32_t previous = weak_previous[reference], next = weak_next[reference];
  if (previous == 0) weak_first[object] = next;
  else weak_next[previous] = next;
  if (next != 0) weak_previous[next] = previous;
  referent[reference] = 0;
}
