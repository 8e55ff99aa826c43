/* Chains of weak references. */
#include "weakrefs.h"

uint32_t referent[MAX_OBJECTS];
uint32_t weak_first[MAX_OBJECTS];
uint32_t weak_next[MAX_OBJECTS];
uint32_t weak_previous[MAX_OBJECTS];
uint64_t weak_links;

void weak_link_plain(uint32_t reference, uint32_t object)
{
  uint32_t next = weak_first[object];
  referent[reference] = object;
  weak_previous[reference] = 0;
  weak_next[reference] = next;
  weak_first[object] = reference;
  if (next != 0) weak_previous[next] = reference;
}

void weak_link_called(uint32_t reference, uint32_t object, uint32_t plain)
{
  uint32_t next = plain != 0 ? weak_next[plain] : weak_first[object];
  weak_links++;
  referent[reference] = object;
  weak_previous[reference] = plain;
  weak_next[reference] = next;
  if (plain != 0) weak_next[plain] = reference;
  else weak_first[object] = reference;
  if (next != 0) weak_previous[next] = reference;
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
