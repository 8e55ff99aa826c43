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
/*@ requires   from:  from <= MAX_EXTENT_UNITS;
    requires   some:  1 <= units;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    range: \result == MAX_EXTENT_UNITS || \result + units <= MAX_EXTENT_UNITS;
    ensures    free:  \result != MAX_EXTENT_UNITS ==> UnitsFree(\result, units);
    ensures    none:  \result == MAX_EXTENT_UNITS ==> NoRunFrom(from, MAX_EXTENT_UNITS, units);
*/
static uint32_t extent_search(uint32_t from, uint32_t units)
{
  uint32_t start = from;
  uint32_t unit = from;
  /*@ loop invariant range: from <= start <= unit <= MAX_EXTENT_UNITS;
      loop invariant free:  \forall integer u; start <= u < unit ==> extent_of[u] == 0;
      loop invariant short: unit - start < units;
      loop invariant none:  NoRunFrom(from, start, units);
      loop assigns start, unit;
      loop variant MAX_EXTENT_UNITS - unit; */
  while (unit < MAX_EXTENT_UNITS) {
    /*@ assert used: extent_of[unit] != 0 ==>
          \forall integer s; start <= s <= unit ==> !UnitsFree(s, units); */
    if (extent_of[unit] != 0) start = unit + 1;
    else if (unit + 1 - start >= units) return unit + 1 - units;
    unit++;
  }
  return MAX_EXTENT_UNITS;
}

/* Makes free units an extent. */
/*@ requires   extents: Extents;
    requires   range:   1 <= units && start < MAX_EXTENT_UNITS && start + units <= MAX_EXTENT_UNITS;
    requires   free:    UnitsFree(start, units);
    terminates \true;
    exits      \false;
    assigns    EXTENT_STATE, block_of[FIRST_EXTENT_CELL .. CELLS - 1];
    ensures    bounds:  ExtentBounds;
    ensures    whole:   ExtentWhole;
    ensures    words:   ExtentWords;
    ensures    region:  ExtentRegion;
    ensures    room:    BlockIs(EXTENT_CELL(start), units * EXTENT_UNIT_WORDS);
    ensures    fresh:   BlockTakenIn{Pre,Here}(FIRST_EXTENT_CELL, CELLS, EXTENT_CELL(start));
*/
static void extent_mark(uint32_t start, uint32_t units)
{
  uint32_t unit = start;
  /*@ assert first: extent_of[start] == 0; */
  /*@ assert unused: \forall integer k; FIRST_EXTENT_CELL <= k < CELLS ==> block_of[k] != EXTENT_CELL(start); */
  /*@ loop invariant range: start <= unit <= start + units;
      loop invariant marked: \forall integer u; start <= u < unit ==> extent_of[u] == start + 1;
      loop assigns unit, extent_of[start .. start + units - 1];
      loop variant start + units - unit; */
  while (unit < start + units) {
    extent_of[unit] = start + 1;
    unit++;
  }
  extent_next = unit;
  if (extents_begun < unit) extents_begun = unit;
  /*@ ghost
    uint32_t word = EXTENT_CELL(start);
    /@ loop invariant range: EXTENT_CELL(start) <= word <= EXTENT_CELL(start + units);
       loop invariant held: \forall integer k; EXTENT_CELL(start) <= k < word ==> block_of[k] == EXTENT_CELL(start);
       loop assigns word, block_of[EXTENT_CELL(start) .. EXTENT_CELL(start + units) - 1];
       loop variant EXTENT_CELL(start + units) - word; @/
    while (word < EXTENT_CELL(start + units)) { block_of[word] = EXTENT_CELL(start); word++; }
  */
}

uint32_t extent_take(uint32_t units)
{
  uint32_t start = extent_search(extent_next, units);
  if (start == MAX_EXTENT_UNITS) start = extent_search(0, units);
  if (start == MAX_EXTENT_UNITS) return 0;
  extent_mark(start, units);
  return EXTENT_CELL(start);
}

void extent_give(uint32_t first)
{
  uint32_t unit = (first - FIRST_EXTENT_CELL) / EXTENT_UNIT_WORDS;
  uint32_t mark = unit + 1;
  /*@ assert start: extent_of[unit] == mark && first == EXTENT_CELL(unit); */
  /*@ loop invariant range: mark - 1 <= unit <= MAX_EXTENT_UNITS;
      loop invariant freed: \forall integer u; mark - 1 <= u < unit ==>
                              \at(extent_of[u],Pre) == mark && extent_of[u] == 0;
      loop invariant others: \forall integer u; 0 <= u < MAX_EXTENT_UNITS ==> u < mark - 1 || unit <= u ==>
                               extent_of[u] == \at(extent_of[u],Pre);
      loop assigns unit, extent_of[0 .. MAX_EXTENT_UNITS - 1];
      loop variant MAX_EXTENT_UNITS - unit; */
  while (unit < MAX_EXTENT_UNITS && extent_of[unit] == mark) {
    extent_of[unit] = 0;
    unit++;
  }
  /*@ assert gone: \forall integer u; 0 <= u < MAX_EXTENT_UNITS ==>
        extent_of[u] == (\at(extent_of[u],Pre) == mark ? 0 : \at(extent_of[u],Pre)); */
  /*@ ghost
    uint32_t word = first;
    /@ loop invariant range: first <= word <= EXTENT_CELL(unit);
       loop invariant freed: \forall integer k; first <= k < word ==> block_of[k] == 0;
       loop assigns word, block_of[first .. EXTENT_CELL(unit) - 1];
       loop variant EXTENT_CELL(unit) - word; @/
    while (word < EXTENT_CELL(unit)) { block_of[word] = 0; word++; }
  */
}

uint32_t extent_holds(uint32_t first)
{
  uint32_t unit = (first - FIRST_EXTENT_CELL) / EXTENT_UNIT_WORDS;
  return extent_of[unit] == unit + 1 && first == EXTENT_CELL(unit);
}

void extent_reset(void)
{
  /*@ loop invariant counted: extents_begun <= MAX_EXTENT_UNITS;
      loop invariant cleared: \forall integer unit; extents_begun <= unit < MAX_EXTENT_UNITS ==> extent_of[unit] == 0;
      loop assigns extents_begun, extent_of[0 .. MAX_EXTENT_UNITS - 1];
      loop variant extents_begun; */
  while (extents_begun > 0) {
    extents_begun--;
    extent_of[extents_begun] = 0;
  }
  extent_next = 0;
}
