/* The table of live objects: live_handle[0 .. live_count-1], each at its live_place. */
#include "program/living.h"
#include <stddef.h>
#include "core/limits.h"

static uint32_t live_handle[MAX_OBJECTS];
static uint32_t live_place[MAX_OBJECTS];
static uint32_t live_count;
static uint64_t serial_of[MAX_OBJECTS]; /* of 0 it is 0 */
static uint64_t objects_made;
static const char *first_difference;

void living_start(void)
{
  objects_made = 0;
  live_count = 0;
  first_difference = NULL;
}

void note_difference(const char *what)
{
  if (first_difference == NULL) first_difference = what;
}

const char *noted_difference(void)
{
  return first_difference;
}

int living_has(uint32_t object)
{
  return object != 0 && object < MAX_OBJECTS && live_place[object] < live_count &&
         live_handle[live_place[object]] == object;
}

void living_add(uint32_t object)
{
  if (living_has(object)) {
    note_difference("the handle of a live object was given out again");
    return;
  }
  live_handle[live_count] = object;
  live_place[object] = live_count;
  live_count++;
  objects_made++;
  serial_of[object] = objects_made;
}

void living_remove(uint32_t object)
{
  if (!living_has(object)) {
    note_difference("an object was deallocated twice");
    return;
  }
  uint32_t last = live_handle[live_count - 1], place = live_place[object];
  live_handle[place] = last;
  live_place[last] = place;
  live_count--;
}

uint32_t living_count(void)
{
  return live_count;
}

uint32_t living_at(uint32_t index)
{
  return live_handle[index];
}

uint64_t living_serial(uint32_t object)
{
  return serial_of[object];
}
