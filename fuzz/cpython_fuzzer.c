/* Fuzz target: programs of the whole language here and in real CPython, inside this process, event by event.
 *
 * Bytes are statements as for the target `events`; the profile is that of the interpreter, and capacities are those of
 * the library, since CPython has no small ones.  A difference is written to standard error with the program up to it;
 * then the target aborts.  HEAPPROOF_LIST=1 writes every statement before it runs, for what crashes. */
#include <stdio.h>
#include <stdlib.h>
#include "cpython_programs.h"
#include "cpython_side.h"
#include "figures.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int __lsan_is_turned_off(void);

static FILE *listing;

/* Interpreters do not free all they took when a process ends. */
int __lsan_is_turned_off(void)
{
  return 1;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  listing = getenv("HEAPPROOF_LIST") != NULL ? stderr : NULL;
  if (!cpython_open()) exit(2);
  figures_open();
  return 0;
}

static void count(const struct cpython_run *run)
{
  for (uint32_t i = 0; i < GENERATIONS; i++) figures_add(COLLECTIONS_0 + i, run->collections[i]);
  figures_add(COMPARISONS, run->performed);
  figures_add(DEATHS, run->deaths);
  figures_add(GARBAGE, run->garbage);
  figures_add(RESURRECTIONS, run->resurrections);
  figures_raise(MOST_LIVE, run->most_live);
  figures_run(run->performed);
}

static _Noreturn void report(const uint8_t *data, size_t size, const struct cpython_run *run)
{
  fprintf(stderr, "cpython_fuzzer: %s sees other events\nhere:\n%.*sthere:\n%.*soperations:\n", cpython_profile(),
          (int)run->here_size, run->here, (int)run->there_size, run->there);
  (void)run_cpython(data, size, stderr);
  figures_hand_over();
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (listing != NULL) fputs("operations:\n", listing);
  struct cpython_run run = run_cpython(data, size, listing);
  count(&run);
  if (run.differs) report(data, size, &run);
  return 0;
}
