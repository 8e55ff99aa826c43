/* Candidates with fewer operations, then with simpler ones, until none fails in the same way any more. */
#include "shrink_bytes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include "encode.h"
#include "operations.h"

/* Seconds of the processor, which other work does not shorten: a run that ends takes milliseconds. */
enum { SECONDS_PER_RUN = 1, MOST_ROUNDS = 8, MOST_TO_COLLECT_IN = 40 };

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
  const struct form *form;
  const struct input *input;
  struct failure *failure;
};

static void run_input(void *context)
{
  struct run *run = context;
  if (freopen("/dev/null", "w", stderr) == NULL) _exit(0);
  const struct itimerval patience = {.it_value = {.tv_sec = SECONDS_PER_RUN}};
  (void)setitimer(ITIMER_PROF, &patience, NULL);
  const char *difference = run->form->run(run->input);
  snprintf(run->failure->text, FAILURE_BYTES, "%s", difference != NULL ? difference : "");
}

struct failure failure_of(const struct form *form, const struct input *input)
{
  static struct failure *shared;
  if (shared == NULL) shared = shared_memory(sizeof *shared);
  struct run run = {form, input, shared};
  snprintf(shared->text, FAILURE_BYTES, "the target crashes or hangs");
  apart(run_input, &run);
  runs++;
  return *shared;
}

/* What is made small, and how it is to fail. */
struct goal {
  const struct form *form;
  const struct failure *failure;
};

static int fails_the_same(const struct input *input, const struct goal *goal)
{
  return strcmp(failure_of(goal->form, input).text, goal->failure->text) == 0;
}

struct writing {
  const struct input *input;
  FILE *text;
  struct encoder *encoder; /* in shared memory, so that nothing is lost when the process crashes */
};

static void write_text(void *context)
{
  struct writing *writing = context;
  graph_form.print(writing->input, writing->text);
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
  struct goal goal = {&graph_form, failure};
  if (candidate.size > 0 && fails_the_same(&candidate, &goal)) *input = candidate;
}

static int try_without(struct input *input, size_t at, size_t size, const struct goal *goal)
{
  static struct input candidate;
  candidate.size = input->size - size;
  memcpy(candidate.bytes, input->bytes, at);
  memcpy(candidate.bytes + at, input->bytes + at + size, input->size - at - size);
  if (!fails_the_same(&candidate, goal)) return 0;
  *input = candidate;
  return 1;
}

/* Slices, from half of the program down to single operations, from the end to the beginning. */
static int take_away(struct input *input, const struct goal *goal)
{
  int smaller = 0;
  size_t before = goal->form->before;
  if (input->size <= before) return 0;
  size_t rest = (input->size - before) % OPERATION_BYTES;
  if (rest > 0 && try_without(input, input->size - rest, rest, goal)) smaller = 1;
  for (size_t slice = (input->size - before) / OPERATION_BYTES; slice > 0; slice /= 2) {
    size_t size = slice * OPERATION_BYTES;
    for (size_t at = input->size - (input->size - before) % OPERATION_BYTES; at >= before + size;)
      if (try_without(input, at - size, size, goal)) {
        smaller = 1;
        at = at - size < input->size ? at - size : input->size;
      } else at -= size;
  }
  return smaller;
}

/* One collection for several operations: what an automatic one came to can be said in fewer words. */
static int try_collection(struct input *input, size_t at, size_t size, uint8_t generation, const struct goal *goal)
{
  static struct input candidate;
  uint8_t collection[OPERATION_BYTES] = {goal->form->collect, generation};
  candidate.size = input->size - size + OPERATION_BYTES;
  memcpy(candidate.bytes, input->bytes, at);
  memcpy(candidate.bytes + at, collection, OPERATION_BYTES);
  memcpy(candidate.bytes + at + OPERATION_BYTES, input->bytes + at + size, input->size - at - size);
  if (!fails_the_same(&candidate, goal)) return 0;
  *input = candidate;
  return 1;
}

static int collect_instead(struct input *input, const struct goal *goal)
{
  size_t before = goal->form->before;
  int smaller = 0;
  if (input->size > before + MOST_TO_COLLECT_IN * OPERATION_BYTES) return 0;
  for (size_t at = before; at + 2 * OPERATION_BYTES <= input->size; at += OPERATION_BYTES)
    for (size_t end = input->size - (input->size - before) % OPERATION_BYTES; end >= at + 2 * OPERATION_BYTES;
         end -= OPERATION_BYTES)
      for (uint8_t generation = 0; generation < 3 && end <= input->size; generation++)
        smaller |= try_collection(input, at, end - at, generation, goal);
  return smaller;
}

static int try_byte(struct input *input, size_t at, uint8_t byte, const struct goal *goal)
{
  uint8_t before = input->bytes[at];
  if (byte >= before) return 0;
  input->bytes[at] = byte;
  if (fails_the_same(input, goal)) return 1;
  input->bytes[at] = before;
  return 0;
}

/* Smaller bytes: no path, lower names, no size. */
static int make_simpler(struct input *input, const struct goal *goal)
{
  int simpler = 0;
  for (size_t at = 0; at < input->size; at++) {
    uint8_t byte = input->bytes[at];
    if (try_byte(input, at, 0, goal) || try_byte(input, at, byte % NAMES, goal)) simpler = 1;
    for (uint8_t smaller = 1;
         smaller < 4 && (at < goal->form->before || (at - goal->form->before) % OPERATION_BYTES != 0); smaller++)
      if (input->bytes[at] > smaller && try_byte(input, at, smaller, goal)) simpler = 1;
  }
  return simpler;
}

/* One name for another, everywhere: of a ring of five that leaves a ring of four. */
static int merge_names(struct input *input, const struct goal *goal)
{
  static struct input candidate;
  int fewer = 0;
  for (uint8_t from = 1; from < NAMES; from++)
    for (uint8_t to = 0; to < from; to++) {
      int changed = 0;
      candidate = *input;
      for (size_t at = goal->form->before; at < candidate.size; at++) {
        size_t byte = (at - goal->form->before) % OPERATION_BYTES;
        if (byte != 1 && byte != 2) continue;
        if (candidate.bytes[at] % NAMES != from) continue;
        candidate.bytes[at] = (uint8_t)(candidate.bytes[at] - from + to);
        changed = 1;
      }
      if (!changed || !fails_the_same(&candidate, goal)) continue;
      *input = candidate;
      fewer = 1;
      break;
    }
  return fewer;
}

unsigned long shrink_input(const struct form *form, struct input *input, const struct failure *failure)
{
  struct goal goal = {form, failure};
  runs = 0;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    int changed = take_away(input, &goal);
    changed |= collect_instead(input, &goal);
    changed |= merge_names(input, &goal);
    changed |= make_simpler(input, &goal);
    if (!changed) break;
  }
  return runs;
}
