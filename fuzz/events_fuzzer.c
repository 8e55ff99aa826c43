/* Fuzz target: programs of the whole language, core against oracle and model after every statement: finalizers, weak
 * references, resurrection, the trashcan, freezing, legacy finalizers, of every profile.
 *
 * For libFuzzer, for AFL++ through its driver, and for the replayer (fuzz/replay.c).  A difference is written to
 * standard error; then the target aborts.
 *
 * Every run begins on a heap that equals a fresh one byte for byte.  One run in 64 is done again on a heap that was only
 * reset, and must give the same events. */
#include <stdio.h>
#include <stdlib.h>
#include "core/heap.h"
#include "event_programs.h"
#include "figures.h"
#include "fresh.h"
#include "hash.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TWICE_ONE_IN = 64 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fresh_remember();
  figures_open();
  return 0;
}

static void count(const struct event_run *run)
{
  for (uint32_t i = 0; i < GENERATIONS; i++) figures_add(COLLECTIONS_0 + i, run->collections[i]);
  figures_add(COMPARISONS, run->compared);
  figures_add(DEATHS, run->deaths);
  figures_add(GARBAGE, run->garbage);
  figures_add(RESURRECTIONS, run->resurrections);
  figures_raise(MOST_LIVE, run->most_live);
  figures_store();
  figures_run(run->statements);
}

static _Noreturn void report(const char *difference)
{
  fprintf(stderr, "events_fuzzer: %s\n", difference);
  figures_hand_over();
  abort();
}

static struct event_run run_once(const uint8_t *data, size_t size, int digests)
{
  struct event_run run = run_events(data, size, digests, NULL);
  count(&run);
  if (run.difference != NULL) report(run.difference);
  return run;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  int twice = hash_of(data, size) % TWICE_ONE_IN == 0;
  fresh_restore();
  struct event_run run = run_once(data, size, twice);
  if (!twice) return 0;
  figures_add(RUNS_AGAIN, 1);
  if (run_once(data, size, 1).digest != run.digest) report("the same program did something else when it ran again");
  return 0;
}
