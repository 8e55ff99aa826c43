/* Candidates with fewer operations, then with simpler ones, until none fails in the same way any more. */
#include "shrink_bytes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "byte_programs.h"
#include "encode.h"

enum { SECONDS_PER_RUN = 10, MOST_ROUNDS = 8 };

static unsigned long runs;

void apart(void (*work)(void *context), void *context)
{
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    work(context);
    fflush(NULL);
    _exit(0);
  }
  if (child > 0) waitpid(child, NULL, 0);
}

/* What two processes see. */
static void *shared_memory(size_t size)
{
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) abort();
  return memory;
}

struct run {
  const struct input *input;
  struct failure *failure;
};

static void run_input(void *context)
{
  struct run *run = context;
  struct program program = start_program(run->input->bytes, run->input->size, COMPARE_OPERATIONS);
  struct step step = {.difference = NULL};
  if (freopen("/dev/null", "w", stderr) == NULL) _exit(0);
  alarm(SECONDS_PER_RUN);
  while (step.difference == NULL && next_step(&program, &step)) continue;
  snprintf(run->failure->text, FAILURE_BYTES, "%s", step.difference != NULL ? step.difference : "");
}

struct failure failure_of(const struct input *input)
{
  static struct failure *shared;
  if (shared == NULL) shared = shared_memory(sizeof *shared);
  struct run run = {input, shared};
  snprintf(shared->text, FAILURE_BYTES, "the target crashes or hangs");
  apart(run_input, &run);
  runs++;
  return *shared;
}

static int fails_the_same(const struct input *input, const struct failure *failure)
{
  return strcmp(failure_of(input).text, failure->text) == 0;
}

struct writing {
  const struct input *input;
  FILE *text;
  struct encoder *encoder; /* in shared memory, so that nothing is lost when the process crashes */
};

static void write_text(void *context)
{
  struct writing *writing = context;
  print_program(writing->input->bytes, writing->input->size, PRINT_STATEMENTS, writing->text);
}

static void write_encoding(void *context)
{
  struct writing *writing = context;
  uint8_t *bytes = writing->encoder->bytes;
  char text[1024];
  struct problem problem;
  encoder_start(writing->encoder);
  writing->encoder->bytes = bytes;
  writing->encoder->room = MOST_INPUT;
  rewind(writing->text);
  while (fgets(text, sizeof text, writing->text) != NULL) {
    struct line line = {text, (uint32_t)strcspn(text, "\n"), 1};
    if (text[0] == '#') continue;
    if (!encode_statement(writing->encoder, &line, &problem)) return;
  }
}

void write_out(struct input *input, const struct failure *failure)
{
  static struct input candidate;
  struct writing writing = {input, tmpfile(), shared_memory(sizeof(struct encoder))};
  writing.encoder->bytes = shared_memory(MOST_INPUT);
  if (writing.text == NULL) return;
  apart(write_text, &writing);
  apart(write_encoding, &writing);
  fclose(writing.text);
  candidate.size = writing.encoder->size;
  memcpy(candidate.bytes, writing.encoder->bytes, candidate.size);
  if (candidate.size > 0 && fails_the_same(&candidate, failure)) *input = candidate;
}

static int try_without(struct input *input, size_t at, size_t size, const struct failure *failure)
{
  static struct input candidate;
  candidate.size = input->size - size;
  memcpy(candidate.bytes, input->bytes, at);
  memcpy(candidate.bytes + at, input->bytes + at + size, input->size - at - size);
  if (!fails_the_same(&candidate, failure)) return 0;
  *input = candidate;
  return 1;
}

/* Slices, from half of the program down to single operations, from the end to the beginning. */
static int take_away(struct input *input, const struct failure *failure)
{
  int smaller = 0;
  size_t rest = input->size % OPERATION_BYTES;
  if (rest > 0 && try_without(input, input->size - rest, rest, failure)) smaller = 1;
  for (size_t slice = input->size / OPERATION_BYTES; slice > 0; slice /= 2) {
    size_t size = slice * OPERATION_BYTES;
    for (size_t at = input->size - input->size % OPERATION_BYTES; at >= size;)
      if (try_without(input, at - size, size, failure)) {
        smaller = 1;
        at = at - size < input->size ? at - size : input->size;
      } else at -= size;
  }
  return smaller;
}

static int try_byte(struct input *input, size_t at, uint8_t byte, const struct failure *failure)
{
  uint8_t before = input->bytes[at];
  if (byte >= before) return 0;
  input->bytes[at] = byte;
  if (fails_the_same(input, failure)) return 1;
  input->bytes[at] = before;
  return 0;
}

/* Smaller bytes: no path, lower names, no size. */
static int make_simpler(struct input *input, const struct failure *failure)
{
  int simpler = 0;
  for (size_t at = 0; at < input->size; at++) {
    uint8_t byte = input->bytes[at];
    if (try_byte(input, at, 0, failure) || try_byte(input, at, byte % NAMES, failure)) simpler = 1;
    for (uint8_t smaller = 1; smaller < 4 && at % OPERATION_BYTES != 0; smaller++)
      if (input->bytes[at] > smaller && try_byte(input, at, smaller, failure)) simpler = 1;
  }
  return simpler;
}

/* One name for another, everywhere: of a ring of five that leaves a ring of four. */
static int merge_names(struct input *input, const struct failure *failure)
{
  static struct input candidate;
  int fewer = 0;
  for (uint8_t from = 1; from < NAMES; from++)
    for (uint8_t to = 0; to < from; to++) {
      int changed = 0;
      candidate = *input;
      for (size_t at = 0; at < candidate.size; at++) {
        if (at % OPERATION_BYTES != 1 && at % OPERATION_BYTES != 2) continue;
        if (candidate.bytes[at] % NAMES != from) continue;
        candidate.bytes[at] = (uint8_t)(candidate.bytes[at] - from + to);
        changed = 1;
      }
      if (!changed || !fails_the_same(&candidate, failure)) continue;
      *input = candidate;
      fewer = 1;
      break;
    }
  return fewer;
}

unsigned long shrink_input(struct input *input, const struct failure *failure)
{
  runs = 0;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    int changed = take_away(input, failure);
    changed |= merge_names(input, failure);
    changed |= make_simpler(input, failure);
    if (!changed) break;
  }
  return runs;
}
