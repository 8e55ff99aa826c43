/* What a campaign has done and reached, counted by all its processes together.
 *
 * The figures are 64-bit numbers in the file that HEAPPROOF_COUNTS names, mapped by every process; without it they
 * are the process's own.  Sums are added and greatest values raised now and then, so that a killed process loses a
 * few runs at most.  fuzz/campaign/figures.py reads the same layout. */
#ifndef HEAPPROOF_FIGURES_H
#define HEAPPROOF_FIGURES_H
#include <stdint.h>
#include "operations.h"

enum figure {
  RUNS,
  OPERATIONS,
  COMPARISONS,
  RUNS_AGAIN, /* runs done twice, the second on a heap that was reset and not made afresh */
  COLLECTIONS_0,
  COLLECTIONS_1,
  COLLECTIONS_2,
  AUTOMATIC,         /* collections that an allocation began */
  COLLECTIONS_FOUND, /* collections that found garbage */
  DEATHS,
  GARBAGE,
  RESURRECTIONS, /* objects that lived on after their finalizer */
  ARENAS_OPENED,
  ARENAS_RETURNED,
  POOLS_LINKED, /* a pool entered the list of a size class: at its first block, or when it was full and has room again */
  SUMS_END,
  MOST_LIVE = SUMS_END,
  MOST_REFERENCES, /* the greatest reference count */
  MOST_GARBAGE,    /* found by one collection */
  MOST_FRAMES,
  MOST_OPERATIONS_IN_RUN,
  LARGEST_COMPONENT, /* objects that all reach each other, in one run of 256, before collections */
  LARGEST_GARBAGE_COMPONENT,
  GREATEST_END,
  ACTIONS_BEGIN = GREATEST_END,
  ROOMS_BEGIN = ACTIONS_BEGIN + ACTIONS,
  FIGURES = ROOMS_BEGIN + ROOMS
};

/* Maps the file of the campaign, if there is one. */
void figures_open(void);
void figures_add(enum figure figure, uint64_t more);
void figures_raise(enum figure figure, uint64_t value); /* of the greatest values */
/* A run of so many operations is over. */
void figures_run(uint64_t operations);
/* What the block store of a run did, before it is reset. */
void figures_store(void);
/* Before the process aborts. */
void figures_hand_over(void);

#endif
