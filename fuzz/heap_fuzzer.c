/* Fuzz target: the core against the naive oracle, compared after every operation.
 *
 * For libFuzzer and, through its driver, for AFL++.  A difference is written to standard error and, as a heap
 * program that `heapproof check` of the same capacities reproduces, into the folder HEAPPROOF_FINDINGS; then the
 * target aborts.  Nothing is kept from one run to the next: some inputs are run twice and the two digests of their
 * events compared. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "program/driver.h"
#include "programs.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Work done, for the report; shared by all processes of a campaign through the file HEAPPROOF_COUNTS. */
struct counts {
  _Atomic uint64_t runs, operations;
};
static struct counts own_counts, *counts = &own_counts;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  const char *path = getenv("HEAPPROOF_COUNTS");
  if (path == NULL) return 0;
  int file = open(path, O_RDWR | O_CREAT, 0644);
  if (file < 0) return 0;
  if (ftruncate(file, sizeof *counts) == 0) {
    void *shared = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) counts = shared;
  }
  close(file);
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
  atomic_fetch_add_explicit(&counts->runs, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&counts->operations, operations, memory_order_relaxed);
  return operations_digest();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint64_t digest = run_program(data, size);
  if (hash_of(data, size) % 64 == 0 && run_program(data, size) != digest)
    report("the same program did something else when it ran again", data, size);
  return 0;
}
