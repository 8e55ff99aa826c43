/* Extents: a next-fit search over a map of units. */
#include "extents.h"

#ifndef __FRAMAC__ /* Frama-C does not parse these; the compiler checks them */
_Static_assert(EXTENT_UNIT_WORDS > 0 && MAX_EXTENT_UNITS > 0, "the extent region is not empty");
_Static_assert(MAX_EXTENT_UNITS < UINT32_MAX / EXTENT_UNIT_WORDS / 4u, "cell numbers fit 32 bits with room to add");
#endif

uint32_t extent_of[MAX_EXTENT_UNITS];
uint32_t extents_begun;
uint32_t extent_next;

/* The first of `units` free units in a row at or after `from`, or MAX_EXTENT_UNITS. */
static uint32_t extent_search(uint32_t from, uint32_t units)
{
  uint32_t start = from;
  uint32_t unit = from;
  while (unit < MAX_EXTENT_UNITS) {
    if (extent_of[unit] != 0) start = unit + 1;
    else if (unit + 1 - start == units) return start;
    unit++;
  }
  return MAX_EXTENT_UNITS;
}

uint32_t extent_take(uint32_t units)
{
  uint32_t start = extent_search(extent_next, units);
  if (start == MAX_EXTENT_UNITS) start = extent_search(0, units);
  if (start == MAX_EXTENT_UNITS) return 0;
  for (uint32_t i = 0; i < units; i++) extent_of[start + i] = start + 1;
  extent_next = start + units;
  if (extents_begun < extent_next) extents_begun = extent_next;
  return FIRST_EXTENT_CELL + start * EXTENT_UNIT_WORDS;
}

void extent_give(uint32_t first)
{
  uint32_t unit = (first - FIRST_EXTENT_CELL) / EXTENT_UNIT_WORDS;
  uint32_t mark = unit + 1;
  while (unit < MAX_EXTENT_UNITS && extent_of[unit] == mark) {
    extent_of[unit] = 0;
    unit++;
  }
}

uint32_t extent_holds(uint32_t first)
{
  uint32_t unit = (first - FIRST_EXTENT_CELL) / EXTENT_UNIT_WORDS;
  return extent_of[unit] == unit + 1 && first == FIRST_EXTENT_CELL + unit * EXTENT_UNIT_WORDS;
}

void extent_reset(void)
{
  while (extents_begun > 0) {
    extents_begun--;
    extent_of[extents_begun] = 0;
  }
  extent_next = 0;
}
