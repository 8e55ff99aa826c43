/* Fuzz target: the core against the naive oracle.
 *
 * For libFuzzer, for AFL++ through its driver, and for the replayer (fuzz/replay.c).  One run in eight, chosen by the
 * bytes themselves, is compared and audited after every operation, the others are compared whenever a collection ends,
 * the last one being that of their ending; HEAPPROOF_COMPARE=operations or =collections decides for all.  A difference
 * is written to standard error; then the target aborts.
 *
 * Every run begins on a heap that equals a fresh one byte for byte.  One run in 256 is run again on a heap that was
 * only reset, and must do the same. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "core/heap.h"
#include "figures.h"
#include "fresh.h"
#include "hash.h"
#include "program/driver.h"
#include "step_figures.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OFTEN = 8, SOMETIMES = 256 };
static enum { AS_THE_BYTES_SAY, ALWAYS_OPERATIONS, ALWAYS_COLLECTIONS } when;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  const char *wanted = getenv("HEAPPROOF_COMPARE");
  if (wanted != NULL && strcmp(wanted, "operations") == 0) when = ALWAYS_OPERATIONS;
  if (wanted != NULL && strcmp(wanted, "collections") == 0) when = ALWAYS_COLLECTIONS;
  fresh_remember();
  figures_open();
  return 0;
}

static _Noreturn void report(const char *difference)
{
  fprintf(stderr, "graph_fuzzer: %s\n", difference);
  figures_end_steps();
  figures_hand_over();
  abort();
}

static uint64_t run_program(const uint8_t *data, size_t size, enum comparing comparing, int thorough)
{
  struct program program = start_program(data, size, comparing);
  struct step step;
  while (next_operation(&program, &step)) {
    if (thorough) figures_before_collection(&step);
    perform_step(&program, &step);
    figures_after(&step);
    if (step.difference != NULL) report(step.difference);
  }
  figures_end_steps();
  return operations_digest();
}

/* The storage that the last run used, back to what it was; now and then looked at, byte by byte. */
static void make_fresh(int thorough)
{
  fresh_restore();
  if (!thorough) return;
  if (!fresh_is()) report("the storage of a run is not as it was at first");
  decode_start((struct swarm){.families_off = 0});
  driver_start(NULL, NULL, 0);
  if (!fresh_is()) report("the reset of a fresh heap changes it");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint64_t hash = hash_of(data, size);
  int thorough = hash % SOMETIMES == 0;
  enum comparing comparing = hash / SOMETIMES % OFTEN == 0 ? COMPARE_OPERATIONS : COMPARE_COLLECTIONS;
  if (when != AS_THE_BYTES_SAY) comparing = when == ALWAYS_OPERATIONS ? COMPARE_OPERATIONS : COMPARE_COLLECTIONS;
  make_fresh(thorough);
  uint64_t digest = run_program(data, size, comparing, thorough);
  if (!thorough) return 0;
  figures_add(RUNS_AGAIN, 1);
  if (run_program(data, size, comparing, 0) != digest) report("the same program did something else when it ran again");
  return 0;
}
