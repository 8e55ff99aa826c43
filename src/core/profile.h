/* Profiles: what differs between the versions of CPython, as switches.
 *
 * A profile is one row of a table; code tests a switch, never a version.  The switches that the core itself tests are
 * copied from the row when the profile is chosen.  No invariant depends on them. */
#ifndef HEAPPROOF_PROFILE_H
#define HEAPPROOF_PROFILE_H
#include <stdint.h>

#define PROFILES 10u
#define DEFAULT_PROFILE 5u /* cpython-3.11 */
#define PROFILE_NAME_BYTES 16u

/* What gc.collect() counts, beside the weak references that callbacks let go. */
enum {
  COUNTS_FOUND = 0,    /* what was unreachable before anything ran */
  COUNTS_ALL_LOST = 1, /* the same after finalizers, and nothing when one object came back */
  COUNTS_LOST = 2      /* what is unreachable after finalizers */
};

struct profile {
  char name[PROFILE_NAME_BYTES];
  uint8_t is_compared;            /* with real interpreters */
  uint8_t resurrection_saves_all; /* one object that comes back saves all that was found with it */
  uint8_t found_counts;           /* COUNTS_... */
  uint8_t trash_weakrefs_cleared; /* weak references that are garbage are cleared before any callback */
  uint8_t single_notice_held;     /* a lone weak reference is held while its callback runs at its referent's death */
  uint8_t immortals_retire;       /* a collection moves immortal objects to the permanent generation */
  uint8_t instances_count_twice;  /* in the trashcan's nesting, so that one waits earlier and its end opens nothing */
  uint8_t has_immortals;          /* objects may be immortal */
  uint8_t has_freeze;             /* gc.freeze */
  uint8_t collects_at_safepoints; /* a collection that is due waits for the end of the statement */
  uint8_t caller_keeps_arguments; /* the caller's stack releases a call's arguments, the last first */
  uint8_t keeps_last_arena;       /* an arena that is free is kept when it is the last usable one */
  uint32_t first_threshold;       /* of generation 0, in a new interpreter */
  uint32_t saved_tuple_items;     /* the largest tuples that go to a free list when they die */
  uint32_t reused_tuple_items;    /* the largest that are taken off one */
  uint32_t trash_limit;           /* a death that is nested this deep waits in the trashcan ... */
  uint32_t trash_resume;          /* ... until fewer than this many are nested */
  uint32_t pool_bytes;            /* of a pool; an arena has 64 */
};

extern const struct profile profiles[PROFILES];

extern uint32_t profile_now; /* the row that was chosen */
extern uint8_t resurrection_saves_all, found_counts, trash_weakrefs_cleared, single_notice_held, immortals_retire,
    instances_count_twice;
extern uint32_t saved_tuple_items, reused_tuple_items, trash_limit, trash_resume;

/* Chooses a profile, for an empty heap. */
/*@ requires row:    row < PROFILES;

    terminates \true;
    exits    \false;
    assigns  profile_now, resurrection_saves_all, found_counts, trash_weakrefs_cleared, single_notice_held, immortals_retire,
             instances_count_twice, saved_tuple_items, reused_tuple_items, trash_limit, trash_resume;

    ensures  chosen: profile_now == row; */
void heap_set_profile(uint32_t row);

#endif
