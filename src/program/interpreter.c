/* Running statements: where the words of a line meet the function that does what they say. */
#include "interpreter.h"
#include <stdlib.h>
#include "heap.h"
#include "interpreter_state.h"
#include "running.h"
#include "statements.h"

struct statement_row {
  const char *name;
  int (*run)(struct interpreter *interpreter);
};

/* Frequent ones first: the table is searched from the top. */
static const struct statement_row rows[] = {
    {"new", statement_new},         {"set", statement_set},         {"let", statement_let},
    {"del", statement_del},         {"call", statement_call},       {"return", statement_return},
    {"end", statement_end},         {"hold", statement_hold},       {"release", statement_release},
    {"expect", statement_expect},   {"collect", statement_collect}, {"repeat", statement_repeat},
    {"weak", statement_weak},       {"gc", statement_gc},           {"action", statement_action},
    {"exit", statement_exit},       {"malloc", statement_malloc},   {"calloc", statement_calloc},
    {"realloc", statement_realloc}, {"free", statement_free},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

int fail_without(struct interpreter *interpreter, const struct word *word, const char *what)
{
  interpreter->lacking = 1;
  return scanner_fail(&interpreter->scanner, word->column, "%s has no %s `%.*s`", profiles[profile_now].name, what,
                      (int)word->size, word->text);
}

int run_statement(struct interpreter *interpreter)
{
  struct word word = take_word(&interpreter->scanner);
  interpreter->column = word.column;
  if (word.size == 0) return scanner_unexpected(&interpreter->scanner, "a statement");
  for (int i = 0; i < ROWS; i++) {
    if (!word_is(&word, rows[i].name)) continue;
    if (!end_word(&interpreter->scanner)) return 0;
    skip_blanks(&interpreter->scanner);
    return rows[i].run(interpreter);
  }
  if (is_query(&word)) return end_word(&interpreter->scanner) && statement_query(interpreter, &word);
  return scanner_fail(&interpreter->scanner, word.column, "unknown statement `%.*s`",
                      problem_quote(word.text, word.size), word.text);
}

static void take_event(void *context, const struct driver_event *event)
{
  struct interpreter *interpreter = context;
  if (event->kind == DRIVER_COLLECT_STOP) interpreter->counts.collections++;
  if (event->kind == DRIVER_DEALLOC && !((interpreter->deaths >> kind_of[event->object]) & 1u)) return;
  events_heap(&interpreter->events, event);
  if (event->kind == DRIVER_FINALIZE) run_finalizer(interpreter, event->object);
  if (event->kind == DRIVER_CALLBACK) run_callback(interpreter, event->object);
}

/* A line that is a statement, or one of the action that is being defined. */
static int take_line(struct interpreter *interpreter)
{
  if (interpreter->defining != 0) return take_body_line(interpreter);
  begin_actions(interpreter);
  if (!run_statement(interpreter)) return 0;
  driver_safe_point();
  return end_actions(interpreter);
}

/* The next line, from the file or from the body of a repeat. */
static int next_line(struct interpreter *interpreter, struct line *line)
{
  if (interpreter->repeats.depth > 0)
    return repeats_next(&interpreter->repeats, line, &interpreter->problem) ? READ_LINE : READ_PROBLEM;
  return reader_next(&interpreter->reader, line, &interpreter->problem);
}

static int stop(struct interpreter *interpreter, int step)
{
  interpreter->ended = 1;
  if (step == STEP_END && interpreter->defining != 0 && interpreter->stop_after == 0) {
    problem_at(&interpreter->problem, interpreter->defined_at, 1, "`action` without `end`");
    step = STEP_PROBLEM;
  }
  if (step == STEP_PROBLEM) events_problem(&interpreter->events, &interpreter->problem);
  else events_begin(&interpreter->events, 0);
  return step;
}

int interpreter_step(struct interpreter *interpreter)
{
  struct line line;
  if (interpreter->ended) return interpreter->problem.message[0] != '\0' ? STEP_PROBLEM : STEP_END;
  do {
    int read = next_line(interpreter, &line);
    if (read == READ_PROBLEM) return stop(interpreter, STEP_PROBLEM);
    if (read == READ_END) return stop(interpreter, STEP_END);
    if (interpreter->stop_after != 0 && line.number > interpreter->stop_after) return stop(interpreter, STEP_END);
    scanner_start(&interpreter->scanner, &line, &interpreter->problem);
  } while (at_end(&interpreter->scanner));
  events_begin(&interpreter->events, line.number);
  if (!take_line(interpreter)) return stop(interpreter, STEP_PROBLEM);
  interpreter->counts.statements++;
  if (interpreter->flush) text_flush(&interpreter->out);
  return STEP_STATEMENT;
}

/* A program in a file is brought to canonical form first (canonical.h). */
static int is_canonical(struct interpreter *interpreter)
{
  struct scanner ahead = interpreter->scanner;
  if (at_end(&ahead)) return scanner_fail(&ahead, 1, "expected a statement");
  struct word word = take_word(&ahead);
  if (!word_is(&word, "repeat") && !word_is(&word, "expect")) return 1;
  return scanner_fail(&ahead, word.column, "`%.*s` is for programs in files", (int)word.size, word.text);
}

int interpreter_perform(struct interpreter *interpreter, const struct line *line)
{
  interpreter->lacking = 0;
  scanner_start(&interpreter->scanner, line, &interpreter->problem);
  events_begin(&interpreter->events, line->number);
  int good = line_is_text(line, &interpreter->problem) && is_canonical(interpreter);
  skip_blanks(&interpreter->scanner);
  if (!good || !take_line(interpreter)) {
    events_problem(&interpreter->events, &interpreter->problem);
    return STEP_PROBLEM;
  }
  interpreter->counts.statements++;
  return STEP_STATEMENT;
}

/* The main frame, and the name that `return` binds. */
static int open_frame(struct interpreter *interpreter)
{
  if (!driver_push_frame()) return 0;
  bindings_enter(&interpreter->bindings, 0);
  interpreter->result_name = names_find(&interpreter->bindings.names, "result", 6);
  return interpreter->result_name != 0;
}

struct interpreter *interpreter_open(const char *path, const struct interpreter_options *options)
{
  struct interpreter *interpreter = calloc(1, sizeof *interpreter);
  if (interpreter == NULL) return NULL;
  interpreter->path = path;
  interpreter->deaths = options->deaths != 0 ? options->deaths : UINT32_MAX;
  interpreter->stop_after = options->stop_after;
  interpreter->flush = options->flush != 0;
  interpreter->first_name = malloc(MAX_OBJECTS * sizeof *interpreter->first_name); /* written when one is made */
  interpreter->action_of = malloc(MAX_OBJECTS * sizeof *interpreter->action_of);   /* written when it has one */
  interpreter->most_nested = options->most_nested != 0 ? options->most_nested : NESTED_ACTIONS;
  interpreter->most_actions = options->most_actions != 0 ? options->most_actions : ACTIONS_OF_STATEMENT;
  interpreter->reader.descriptor = -1;
  text_open(&interpreter->out, options->form == EVENTS_NONE ? -1 : options->descriptor);
  repeats_open(&interpreter->repeats);
  interpreter->events = (struct events){.out = &interpreter->out,
                                        .form = options->form,
                                        .names = &interpreter->bindings.names,
                                        .first_name = interpreter->first_name};
  uint32_t profile = options->profile != 0 ? options->profile - 1 : DEFAULT_PROFILE;
  driver_start_as(profile, take_event, interpreter, options->mirror);
  driver_tell_arenas(options->arenas);
  int opened = bindings_open(&interpreter->bindings);
  int kept = interpreter->first_name != NULL && interpreter->action_of != NULL;
  if (!kept || !opened || !open_frame(interpreter)) {
    interpreter_close(interpreter);
    return NULL;
  }
  if (path != NULL && !reader_open(&interpreter->reader, path, &interpreter->problem)) interpreter->ended = 1;
  return interpreter;
}

int interpreter_close(struct interpreter *interpreter)
{
  text_flush(&interpreter->out);
  int failed = interpreter->out.failed;
  text_close(&interpreter->out);
  reader_close(&interpreter->reader);
  repeats_close(&interpreter->repeats);
  bindings_close(&interpreter->bindings);
  actions_close(&interpreter->actions);
  pointers_close(&interpreter->pointers);
  free(interpreter->first_name);
  free(interpreter->action_of);
  free(interpreter->answer.objects);
  free(interpreter);
  return failed;
}

void interpreter_report(const struct interpreter *interpreter, const struct problem *problem)
{
  problem_report(interpreter->path, problem);
}
