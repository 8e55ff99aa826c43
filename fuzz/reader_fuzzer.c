/* Fuzz target: any bytes as a heap program.  The reader and the interpreter neither crash nor leak nor hang, and
 * whatever runs keeps core and oracle in agreement. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "program/driver.h"
#include "program/interpreter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A `repeat` is allowed many more; one execution is to stay short. */
enum { MOST_STATEMENTS = 3000, PATH_BYTES = 64 };

static void run(struct interpreter *interpreter)
{
  for (int i = 0; i < MOST_STATEMENTS; i++) {
    int step = interpreter_step(interpreter);
    const char *difference = driver_compare();
    if (difference != NULL) {
      fprintf(stderr, "reader_fuzzer: %s\n", difference);
      abort();
    }
    if (step != STEP_STATEMENT) return;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const enum events_form forms[2] = {EVENTS_JSON, EVENTS_PEOPLE};
  static int memory = -1, sink = -1;
  char path[PATH_BYTES];
  if (memory < 0) memory = memfd_create("program", 0);
  if (sink < 0) sink = memfd_create("events", 0);
  if (ftruncate(memory, 0) != 0 || ftruncate(sink, 0) != 0 || pwrite(memory, data, size, 0) != (ssize_t)size) return 0;
  lseek(sink, 0, SEEK_SET);
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
  struct interpreter_options options = {.form = forms[size % 2], .descriptor = sink, .mirror = 1};
  struct interpreter *interpreter = interpreter_open(path, &options);
  if (interpreter == NULL) return 0;
  run(interpreter);
  interpreter_close(interpreter);
  return 0;
}
