/* Hints to the processor: what subtract_refs and move_unreachable will read a few entries later.
 *
 * They scan what was taken back, and any generation collected before, in the order in which objects were reached:
 * neighbours on the list are far apart in memory, and the scan would wait for one object after the other.  A hint
 * is a guess and changes nothing: it looks at what may be stale, checks its own bounds, may be given at any time. */
#ifndef HEAPPROOF_PREFETCH_H
#define HEAPPROOF_PREFETCH_H
#include "state.h"

/* Brings an element of an array close.  Frama-C sees a read of it, so that its bounds are proved.  A function whose
 * only effect is such hints must be inlined before GCC takes its calls to be without effect and drops them. */
#if defined(__GNUC__) && !defined(__FRAMAC__)
#define PREFETCH(place) __builtin_prefetch(&(place))
#define HINT inline __attribute__((always_inline))
#else
#define PREFETCH(place) prefetch_nothing(place)
#define HINT inline
#endif

/* Entries ahead, in stages: the object first; later what it says leads to its cells, and these to their targets.
 * Of each, only what nearly every object is asked for: a processor has few hints under way at a time. */
enum { OBJECTS_AHEAD = 32, CELLS_AHEAD = 16, TARGETS_AHEAD = 8, TARGETS_EACH = 4 };

/* What PREFETCH is where there is no such instruction. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing; */
static inline void prefetch_nothing(uint32_t value)
{
  (void)value;
}

/* Where the slots of an object are. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing; */
static HINT void prefetch_object(uint32_t object)
{
  if (object >= MAX_OBJECTS) return;
  PREFETCH(first_cell[object]);
  PREFETCH(slot_count[object]);
}

/*@ terminates \true;
    exits    \false;
    assigns  \nothing; */
static HINT void prefetch_cells(uint32_t object)
{
  if (object < MAX_OBJECTS && first_cell[object] < CELLS) PREFETCH(cells[first_cell[object]]);
}

/* What is asked of the objects that the first slots of an object refer to. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing; */
static HINT void prefetch_targets(uint32_t object)
{
  if (object >= MAX_OBJECTS || first_cell[object] >= CELLS - TARGETS_EACH) return;
  uint32_t first = first_cell[object], end = slot_count[object] < TARGETS_EACH ? slot_count[object] : TARGETS_EACH;
  /*@ loop invariant range: 0 <= i <= end;
      loop assigns   i;
      loop variant   end - i; */
  for (uint32_t i = 0; i < end; i++) {
    uint32_t target = cells[first + i];
    if (target < MAX_OBJECTS) PREFETCH(gc_refs[target]);
  }
}

/* For a scan that is at entry `at` of `order`. */
/*@ terminates \true;
    exits    \false;
    assigns  \nothing; */
static HINT void prefetch_ahead(uint32_t at)
{
  if (!HINTS_PAY) return;
  if (at >= LISTS * LIST_SPACE - OBJECTS_AHEAD) return;
  prefetch_object(order[at + OBJECTS_AHEAD]);
  prefetch_cells(order[at + CELLS_AHEAD]);
  prefetch_targets(order[at + TARGETS_AHEAD]);
}

#endif
