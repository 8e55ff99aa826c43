/* Stepping through programs of the whole language. */
#include "event_programs.h"
#include <string.h>
#include "core/heap.h"
#include "event_statements.h"
#include "resurrections.h"
#include "program/driver.h"
#include "program/interpreter.h"

static uint64_t digest_of(const struct text *events, uint64_t digest)
{
  for (size_t i = 0; i < events->used; i++)
    digest = (digest ^ (unsigned char)events->bytes[i]) * UINT64_C(0x100000001B3);
  return digest;
}

/* Takes back the line that was written, and writes it as a comment. */
static void make_comment(FILE *out, long start, const char *text)
{
  if (out == NULL || fseek(out, start, SEEK_SET) != 0) return;
  fprintf(out, "# not possible: %s\n", text);
}

/* 0 when the program ends here. */
static int perform(struct interpreter *interpreter, char *text, uint64_t number, struct event_run *run, FILE *out)
{
  struct line line = {.text = text, .size = (uint32_t)strlen(text), .number = number};
  long start = out == NULL ? 0 : ftell(out);
  if (out != NULL) {
    fprintf(out, "%s\n", text);
    fflush(out);
  }
  int step = interpreter_perform(interpreter, &line);
  run->difference = driver_compare();
  run->compared++;
  run->resurrections += resurrections_since();
  if (run->most_live < driver_live()) run->most_live = driver_live();
  if (step == STEP_STATEMENT) run->statements++;
  else if (interpreter_went_too_far(interpreter)) return 0;
  else if (run->difference == NULL) make_comment(out, start, text);
  return run->difference == NULL;
}

static void count_happenings(struct event_run *run)
{
  run->deaths = births - driver_live();
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    run->collections[i] = gc_collections[i];
    run->garbage += gc_collected[i];
  }
}

struct event_run run_events(const uint8_t *data, size_t size, int digests, FILE *out)
{
  struct event_program program = start_events(data, size);
  struct event_run run = {.digest = UINT64_C(0xCBF29CE484222325)};
  struct interpreter_options options = {.form = digests ? EVENTS_JSON : EVENTS_NONE,
                                        .descriptor = -1,
                                        .mirror = DRIVER_BOTH,
                                        .profile = events_profile(&program) + 1};
  struct interpreter *interpreter = interpreter_open(NULL, &options);
  char text[STATEMENT_TEXT];
  if (interpreter == NULL) return run;
  resurrections_start();
  if (out != NULL) fprintf(out, "# profile %s\n", profiles[events_profile(&program)].name);
  for (uint64_t number = 1; next_event_statement(&program, text); number++)
    if (!perform(interpreter, text, number, &run, out)) break;
  count_happenings(&run);
  if (digests) run.digest = digest_of(interpreter_events(interpreter), run.digest);
  interpreter_close(interpreter);
  return run;
}

int print_events(const uint8_t *data, size_t size, FILE *out)
{
  struct event_run run = run_events(data, size, 0, out);
  if (run.difference != NULL) fprintf(out, "# %s\n", run.difference);
  return fflush(out) == 0 && !ferror(out);
}
