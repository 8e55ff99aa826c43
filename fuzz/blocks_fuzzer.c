/* Fuzz target: the byte allocator against an interval list, after every operation, and once more with each request to
 * the system failing.
 *
 * For libFuzzer and, through its driver, for AFL++.  What is wrong is written to standard error with the operations up
 * to it; then the target aborts. */
#include <stdio.h>
#include <stdlib.h>
#include "blocks_program.h"
#include "figures.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static FILE *listing; /* of all operations, not only up to what is wrong: HEAPPROOF_LIST, for what crashes */

enum { MOST_FAILURES = 24 }; /* runs of one input with a failure; of more requests some are left out */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  listing = getenv("HEAPPROOF_LIST") != NULL ? stderr : NULL;
  figures_open();
  return 0;
}

static void run(const uint8_t *data, size_t size, uint64_t failing)
{
  if (listing != NULL) fputs("operations:\n", listing);
  const char *wrong = blocks_run(data, size, failing, listing);
  figures_store();
  figures_run(blocks_operations());
  figures_add(COMPARISONS, blocks_operations());
  if (wrong == NULL) return;
  fprintf(stderr, "blocks_fuzzer: %s; request %llu to the system fails; operations:\n", wrong,
          (unsigned long long)failing);
  (void)blocks_run(data, size, failing, stderr);
  figures_hand_over();
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  run(data, size, 0);
  uint64_t requests = blocks_requests(), step = 1 + requests / MOST_FAILURES, first = 1 + size % step;
  for (uint64_t failing = first; failing <= requests; failing += step) run(data, size, failing);
  return 0;
}
