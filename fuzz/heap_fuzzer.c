/* Fuzz target: the core against the naive oracle, compared after every operation.
 *
 * For libFuzzer and, through its driver, for AFL++.  A difference is written to standard error and, as a heap
 * program that `heapproof check` of the same capacities reproduces, into the folder HEAPPROOF_FINDINGS; then the
 * target aborts.  Nothing is kept from one run to the next: some inputs are run twice and the two digests of their
 * events compared. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "counts.h"
#include "program/driver.h"
#include "programs.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  counts_open();
  return 0;
}

static uint64_t hash_of(const uint8_t *data, size_t size)
{
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < size; i++) hash = (hash ^ data[i]) * UINT64_C(0x100000001B3);
  return hash ^ (hash >> 32);
}

/* What this run did, so that a finding tells what happened, and not what the heap it left behind would do. */
static struct step steps[MOST_STEPS];
static uint32_t steps_done;

static _Noreturn void report(const char *difference, const uint8_t *data, size_t size)
{
  const char *folder = getenv("HEAPPROOF_FINDINGS");
  char path[4096];
  fprintf(stderr, "heap_fuzzer: %s\n", difference);
  if (folder != NULL) {
    snprintf(path, sizeof path, "%s/%016" PRIx64 ".heap", folder, hash_of(data, size));
    int written = print_steps(steps, steps_done, difference, path);
    fprintf(stderr, "heap_fuzzer: %s %s\n", written ? "program written to" : "cannot write", path);
  }
  abort();
}

static uint64_t run_program(const uint8_t *data, size_t size)
{
  struct program program = start_program(data, size);
  uint64_t operations = 0;
  steps_done = 0;
  while (next_step(&program, &steps[steps_done])) {
    const struct step *step = &steps[steps_done++];
    operations += step->operation.action != DO_NOTHING;
    if (step->difference != NULL) report(step->difference, data, size);
  }
  counts_add(1, operations);
  return operations_digest();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint64_t digest = run_program(data, size);
  if (hash_of(data, size) % 64 == 0 && run_program(data, size) != digest)
    report("the same program did something else when it ran again", data, size);
  return 0;
}
