/* The table of profiles. */
#include "profile.h"
#include "limits.h"

/* clang-format off */ /* a table */
const struct profile profiles[PROFILES] = {
  /*                 compared saves_all          counts cleared single retire twice immortal freeze safe args arena first saved reused            limit            resume   pool */
  {"cpython-3.6"    ,       1,        1,    COUNTS_FOUND,       0,      0,      0,     1,        0,      0,    0,    1,     0,   700,    19,    19,      TRASH_LIMIT,                 1,  4096},
  {"cpython-3.7"    ,       1,        1, COUNTS_ALL_LOST,       0,      0,      0,     1,        0,      1,    0,    1,     0,   700,    19,    19,      TRASH_LIMIT,                 1,  4096},
  {"cpython-3.8"    ,       1,        1, COUNTS_ALL_LOST,       1,      0,      0,     0,        0,      1,    0,    1,     0,   700,    19,    19,      TRASH_LIMIT,                 1,  4096},
  {"cpython-3.9"    ,       1,        0,     COUNTS_LOST,       1,      0,      0,     0,        0,      1,    0,    1,     1,   700,    19,    19,      TRASH_LIMIT,                 1,  4096},
  {"cpython-3.10"   ,       1,        0,     COUNTS_LOST,       1,      0,      0,     0,        0,      1,    0,    1,     1,   700,    19,    19,      TRASH_LIMIT,                 1, 16384},
  {"cpython-3.11"   ,       1,        0,     COUNTS_LOST,       1,      0,      0,     0,        0,      1,    0,    0,     1,   700,    20,    19,      TRASH_LIMIT,                 1, 16384},
  {"cpython-3.12"   ,       1,        0,     COUNTS_LOST,       1,      0,      1,     0,        1,      1,    1,    0,     1,   700,    20,    19,      TRASH_LIMIT,                 1, 16384},
  {"cpython-3.13"   ,       1,        0,     COUNTS_LOST,       1,      1,      1,     0,        1,      1,    1,    0,     1,  2000,    20,    20, LATE_TRASH_LIMIT, LATE_TRASH_RESUME, 16384},
  {"cpython-3.14.5" ,       0,        0,     COUNTS_LOST,       1,      1,      1,     0,        1,      1,    1,    0,     1,  2000,    20,    20, LATE_TRASH_LIMIT, LATE_TRASH_RESUME, 16384},
  {"cpython-3.15"   ,       0,        0,     COUNTS_LOST,       1,      1,      1,     0,        1,      1,    1,    0,     1,  2000,    20,    20, LATE_TRASH_LIMIT, LATE_TRASH_RESUME, 16384},
};
/* clang-format on */

uint32_t profile_now;
uint8_t resurrection_saves_all, found_counts, trash_weakrefs_cleared, single_notice_held, immortals_retire,
    instances_count_twice;
uint32_t saved_tuple_items, reused_tuple_items, trash_limit, trash_resume;

void heap_set_profile(uint32_t row)
{
  profile_now = row;
  resurrection_saves_all = profiles[row].resurrection_saves_all;
  found_counts = profiles[row].found_counts;
  trash_weakrefs_cleared = profiles[row].trash_weakrefs_cleared;
  single_notice_held = profiles[row].single_notice_held;
  immortals_retire = profiles[row].immortals_retire;
  instances_count_twice = profiles[row].instances_count_twice;
  saved_tuple_items = profiles[row].saved_tuple_items;
  reused_tuple_items = profiles[row].reused_tuple_items;
  trash_limit = profiles[row].trash_limit;
  trash_resume = profiles[row].trash_resume;
}
