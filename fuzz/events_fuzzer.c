/* Fuzz target: programs of the whole language, core against oracle and model after every statement: finalizers, weak
 * references, resurrection, the trashcan, freezing, legacy finalizers, of every profile.
 *
 * For libFuzzer and, through its driver, for AFL++.  A difference is written to standard error and, as a heap program,
 * into the folder HEAPPROOF_FINDINGS; then the target aborts.  Some inputs are run twice and the events compared. */
#include <inttypes.h>
#include <stdlib.h>
#include "counts.h"
#include "event_programs.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TWICE_ONE_IN = 64, PATH_BYTES = 4096 };

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

static _Noreturn void report(const char *difference, const uint8_t *data, size_t size)
{
  const char *folder = getenv("HEAPPROOF_FINDINGS");
  char path[PATH_BYTES];
  fprintf(stderr, "events_fuzzer: %s\n", difference);
  if (folder != NULL) {
    snprintf(path, sizeof path, "%s/%016" PRIx64 ".heap", folder, hash_of(data, size));
    int written = print_events(data, size, path);
    fprintf(stderr, "events_fuzzer: %s %s\n", written ? "program written to" : "cannot write", path);
  }
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  int twice = hash_of(data, size) % TWICE_ONE_IN == 0;
  struct event_run run = run_events(data, size, twice, NULL);
  if (run.difference != NULL) report(run.difference, data, size);
  if (twice && run_events(data, size, 1, NULL).digest != run.digest)
    report("the same program did something else when it ran again", data, size);
  counts_add(1, run.statements);
  return 0;
}
