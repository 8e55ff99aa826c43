/* Stepping through programs of the whole language, here and in CPython.
 *
 * What cannot be performed here is not given to CPython, nor what crashes it: a program ends when the tuple of a notice
 * begins a collection (tests/conformance/crashes).  Weak references made by actions are left out: CPython up to
 * 3.13 lets them reach what is being cleared, and heapproof does not (tests/conformance/differences). */
#define _GNU_SOURCE
#include "cpython_programs.h"
#include <string.h>
#include "core/heap.h"
#include "cpython_side.h"
#include "event_statements.h"
#include "program/driver.h"
#include "program/interpreter.h"
#include "program/profiles.h"
#include "resurrections.h"

enum { MOST_ACTIONS_OF_STATEMENT = 1000 };

static uint32_t profile;
static struct interpreter *interpreter;
static int collected_in_callback;

int cpython_open(void)
{
  if (!cpython_start()) return 0;
  profile = profile_named(cpython_profile());
  if (profile == PROFILES) fprintf(stderr, "cpython_fuzzer: there is no profile %s\n", cpython_profile());
  return profile != PROFILES;
}

static void start_both(void)
{
  struct interpreter_options options = {
      .form = EVENTS_JSON, .descriptor = -1, .profile = profile + 1, .most_actions = MOST_ACTIONS_OF_STATEMENT};
  if (interpreter != NULL) interpreter_close(interpreter);
  interpreter = interpreter_open(NULL, &options);
  collected_in_callback = 0;
  cpython_reset();
}

/* What would show in the coverage of the next run: how much there is to reset, and the old gc_refs, which collections
 * read and pay no heed to. */
static void forget_here(void)
{
  for (uint32_t object = 0; object <= born; object++) gc_refs[object] = 0;
  heap_reset();
}

static int is_left_out(const char *text, int *in_action)
{
  if (strncmp(text, "action ", 7) == 0) *in_action = 1;
  if (strcmp(text, "end") == 0) *in_action = 0;
  return *in_action && strncmp(text, "weak ", 5) == 0;
}

static int comes_after(const struct text *events, const char *first, const char *second)
{
  const char *at = events->used == 0 ? NULL : memmem(events->bytes, events->used, first, strlen(first));
  return at != NULL && memmem(at, events->used - (size_t)(at - events->bytes), second, strlen(second)) != NULL;
}

/* After a collection within a callback CPython may have weak references elsewhere in the lists of the generations
 * (tests/conformance/differences/tuple-refers-to-weakrefs.heap). */
static int may_have_another_order(const struct text *events, const char *text)
{
  if (comes_after(events, "\"event\":\"callback\"", "\"event\":\"collect_start\"")) collected_in_callback = 1;
  return collected_in_callback && strcmp(text, "objects") == 0;
}

static int is_same(const struct cpython_run *run)
{
  return run->here_size == 0 || memcmp(run->here, run->there, run->here_size) == 0;
}

/* On both sides, if it is possible here; 0 when the program ends. */
static int perform(char *text, struct cpython_run *run)
{
  struct line line = {.text = text, .size = (uint32_t)strlen(text), .number = run->performed + 1};
  struct text *events = interpreter_events(interpreter);
  events->used = 0;
  int step = interpreter_perform(interpreter, &line);
  if (run->most_live < driver_live()) run->most_live = driver_live();
  run->resurrections += resurrections_since();
  if (step != STEP_STATEMENT) return !interpreter_went_too_far(interpreter);
  if (driver_collected_for_tuple()) return 0;
  run->performed++;
  run->here = events->bytes;
  run->here_size = events->used;
  run->there = cpython_perform(text, &run->there_size);
  int any_order = may_have_another_order(events, text);
  run->differs = run->here_size != run->there_size || (!any_order && !is_same(run));
  return !run->differs;
}

struct cpython_run run_cpython(const uint8_t *data, size_t size, FILE *out)
{
  struct event_program program = start_events(data, size);
  struct cpython_run run = {.differs = 0};
  char text[STATEMENT_TEXT];
  int in_action = 0, goes_on = 1;
  start_both();
  resurrections_start();
  while (interpreter != NULL && goes_on) {
    size_t place = event_place(&program);
    if (!next_event_statement(&program, text)) break;
    if (is_left_out(text, &in_action)) continue;
    if (out != NULL) fprintf(out, "%zu: %s\n", place, text);
    uint64_t before = run.performed;
    goes_on = perform(text, &run);
    if (out != NULL && run.performed == before) fputs("# not possible\n", out);
  }
  run.deaths = births - driver_live();
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    run.collections[i] = gc_collections[i];
    run.garbage += gc_collected[i];
  }
  forget_here();
  return run;
}
