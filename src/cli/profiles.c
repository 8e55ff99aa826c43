/* heapproof profiles: the table of what differs between the versions of CPython. */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "profile.h"

static const char usage[] =
    "Usage: heapproof profiles\n"
    "Writes the profiles, versions of CPython, and the switches in which they differ: what each\n"
    "does, and how it stands in each profile (spec/profiles.md).\n"
    "\n"
    "  --help  this text\n"
    "\n"
    "Exit status: 0 fine, 2 bad usage, or output that cannot be written.\n";

enum { TRUTH = 1, COUNT_RULE, NUMBER };

struct switch_row {
  const char *name, *what;
  int form;
};

/* In the order of `value_of`. */
static const struct switch_row rows[] = {
    {"compared", "this profile is compared with real interpreters; the others follow descriptions alone", TRUTH},
    {"resurrection_saves_all", "one object that a finalizer brings back saves all that was found with it", TRUTH},
    {"found_counts",
     "gc.collect() counts what was `found` before anything ran, or after finalizers, when `all` or what\n"
     "      is still unreachable (`lost`) goes",
     COUNT_RULE},
    {"trash_weakrefs_cleared", "weak references that are garbage are cleared before any callback runs", TRUTH},
    {"single_notice_held", "a lone weak reference is held while its callback runs at its referent's death", TRUTH},
    {"immortals_retire", "a collection moves immortal objects to the permanent generation", TRUTH},
    {"instances_count_twice", "an instance waits in the trashcan one level earlier, and its end does not open it",
     TRUTH},
    {"has_immortals", "objects may be immortal", TRUTH},
    {"has_freeze", "there is gc.freeze()", TRUTH},
    {"collects_at_safepoints",
     "an automatic collection waits for the end of the statement; else the allocation runs it", TRUTH},
    {"caller_keeps_arguments",
     "the caller's stack holds a call's arguments, and releases them after the locals, the last\n"
     "      first",
     TRUTH},
    {"keeps_last_arena", "an arena that becomes free is kept when it is the last usable one", TRUTH},
    {"first_threshold", "the threshold of generation 0 in a new interpreter", NUMBER},
    {"saved_tuple_items", "the largest tuples, in items, that go to a free list when they die ...", NUMBER},
    {"reused_tuple_items", "... and that are taken off one to be used again", NUMBER},
    {"trash_limit", "a death that is nested this deep waits in the trashcan ...", NUMBER},
    {"trash_resume", "... until fewer than this many are nested", NUMBER},
    {"pool_bytes", "of a pool of small blocks; an arena has 64", NUMBER},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static uint32_t value_of(const struct profile *profile, int row)
{
  const uint32_t values[ROWS] = {profile->is_compared,
                                 profile->resurrection_saves_all,
                                 profile->found_counts,
                                 profile->trash_weakrefs_cleared,
                                 profile->single_notice_held,
                                 profile->immortals_retire,
                                 profile->instances_count_twice,
                                 profile->has_immortals,
                                 profile->has_freeze,
                                 profile->collects_at_safepoints,
                                 profile->caller_keeps_arguments,
                                 profile->keeps_last_arena,
                                 profile->first_threshold,
                                 profile->saved_tuple_items,
                                 profile->reused_tuple_items,
                                 profile->trash_limit,
                                 profile->trash_resume,
                                 profile->pool_bytes};
  return values[row];
}

static void print_value(int form, uint32_t value)
{
  static const char *const count_rules[] = {
      [COUNTS_FOUND] = "found", [COUNTS_ALL_LOST] = "all", [COUNTS_LOST] = "lost"};
  if (form == TRUTH) printf(" %6s", value ? "yes" : "-");
  else if (form == COUNT_RULE) printf(" %6s", count_rules[value]);
  else printf(" %6u", value);
}

int profiles_main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "--help") == 0)
    return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  if (argc > 1) {
    fprintf(stderr, "heapproof profiles: unexpected argument: %s\nTry 'heapproof profiles --help'.\n", argv[1]);
    return EXIT_BAD_INPUT;
  }
  printf("%-22s", "cpython-");
  for (uint32_t i = 0; i < PROFILES; i++) printf(" %6s", profiles[i].name + strlen("cpython-"));
  printf("\n");
  for (int row = 0; row < ROWS; row++) {
    printf("%-22s", rows[row].name);
    for (uint32_t i = 0; i < PROFILES; i++) print_value(rows[row].form, value_of(&profiles[i], row));
    printf("\n      %s\n", rows[row].what);
  }
  if (fflush(stdout) == 0 && !ferror(stdout)) return EXIT_FINE;
  fputs("heapproof profiles: cannot write to standard output\n", stderr);
  return EXIT_BAD_INPUT;
}
