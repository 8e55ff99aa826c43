/* heapproof run: what happens, as events. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "options.h"
#include "program/interpreter.h"
#include "program/profiles.h"

static const char usage[] =
    "Usage: heapproof run [--json | --text | --quiet] [--arenas] [--profile PROFILE] FILE...\n"
    "Runs heap programs, each on an empty heap, and writes what happens to standard output.\n"
    "A FILE `-` is standard input.\n"
    "\n"
    "  --json             one JSON object a line; the default when standard output is no terminal\n"
    "  --text             for people; the default on a terminal\n"
    "  --quiet            no events, only failed expectations and errors\n"
    "  --arenas           arena_new and arena_free events too\n"
    "  --profile PROFILE  the version of CPython (default cpython-3.11; see `heapproof profiles`)\n"
    "  --nested N         actions of finalizers and callbacks inside each other, 1 to 64 (64)\n"
    "  --actions N        actions that one statement may cause, 1 to 1000000 (1000000)\n"
    "  --help             this text\n"
    "\n"
    "Exit status: 0 fine, 1 a failed expectation, 2 bad usage or bad input.\n";

struct run_options {
  enum events_form form;
  int arenas;
  uint32_t profile, most_nested, most_actions; /* 0: the default */
  int files;                                   /* how many arguments at the front of argv, after the name, are files */
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof run: %s%s\nTry 'heapproof run --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

/* A number from 1 to `most`. */
static int take_limit(const char *text, uint32_t most, uint32_t *limit)
{
  uint64_t number;
  if (!option_number(text, &number) || number == 0 || number > most) return 0;
  *limit = (uint32_t)number;
  return 1;
}

/* The option at argv[*at] that has a value: an exit status, or -1 when it is none of these. */
static int take_option(int argc, char **argv, int *at, struct run_options *options)
{
  const char *value;
  if ((value = option_value(argc, argv, at, "--profile")) != NULL) {
    if (profile_named(value) == PROFILES) return complain("no such profile: ", value);
    options->profile = profile_named(value) + 1;
  } else if ((value = option_value(argc, argv, at, "--nested")) != NULL) {
    if (!take_limit(value, NESTED_ACTIONS, &options->most_nested))
      return complain("--nested needs a number from 1 to 64, not ", value);
  } else if ((value = option_value(argc, argv, at, "--actions")) != NULL) {
    if (!take_limit(value, ACTIONS_OF_STATEMENT, &options->most_actions))
      return complain("--actions needs a number from 1 to 1000000, not ", value);
  } else return -1;
  return EXIT_FINE;
}

/* Moves the files to the front of argv.  0, or the exit status. */
static int parse(int argc, char **argv, struct run_options *options)
{
  int literal = 0;
  *options = (struct run_options){.form = isatty(STDOUT_FILENO) ? EVENTS_PEOPLE : EVENTS_JSON};
  for (int i = 1; i < argc; i++) {
    if (literal || argv[i][0] != '-' || strcmp(argv[i], "-") == 0) argv[++options->files] = argv[i];
    else if (strcmp(argv[i], "--") == 0) literal = 1;
    else if (strcmp(argv[i], "--json") == 0) options->form = EVENTS_JSON;
    else if (strcmp(argv[i], "--text") == 0) options->form = EVENTS_PEOPLE;
    else if (strcmp(argv[i], "--quiet") == 0) options->form = EVENTS_NONE;
    else if (strcmp(argv[i], "--arenas") == 0) options->arenas = 1;
    else {
      int status = take_option(argc, argv, &i, options);
      if (status == -1) return complain("unknown option ", argv[i]);
      if (status != EXIT_FINE) return status;
    }
  }
  return options->files > 0 ? EXIT_FINE : complain("no FILE given", "");
}

/* For people: what it came to. */
static void summarise(const char *path, const struct interpreter_counts *counts)
{
  printf("%s: %" PRIu64 " statements, %" PRIu64 " objects, %" PRIu64 " collections", path, counts->statements,
         counts->objects, counts->collections);
  if (counts->expectations > 0)
    printf(", %" PRIu64 " of %" PRIu64 " expectations met", counts->expectations - counts->failures,
           counts->expectations);
  printf("\n");
  fflush(stdout);
}

static int run_file(const char *path, const struct run_options *run)
{
  enum events_form form = run->form;
  struct interpreter_options options = {.form = form,
                                        .descriptor = STDOUT_FILENO,
                                        .flush = isatty(STDOUT_FILENO),
                                        .arenas = run->arenas,
                                        .profile = run->profile,
                                        .most_nested = run->most_nested,
                                        .most_actions = run->most_actions};
  struct interpreter *interpreter = interpreter_open(path, &options);
  if (interpreter == NULL) {
    fprintf(stderr, "heapproof run: out of memory\n");
    return EXIT_BAD_INPUT;
  }
  int step;
  do step = interpreter_step(interpreter);
  while (step == STEP_STATEMENT);
  struct interpreter_counts counts = *interpreter_counts(interpreter);
  if (step == STEP_PROBLEM) interpreter_report(interpreter, interpreter_problem(interpreter));
  int failed = interpreter_close(interpreter);
  if (failed != 0) {
    fprintf(stderr, "heapproof run: cannot write: %s\n", strerror(failed));
    return EXIT_BAD_INPUT;
  }
  if (run->form == EVENTS_PEOPLE) summarise(path, &counts);
  if (step == STEP_PROBLEM) return EXIT_BAD_INPUT;
  return counts.failures > 0 ? EXIT_DIFFERENCE : EXIT_FINE;
}

int run_main(int argc, char **argv)
{
  struct run_options options;
  int worst = EXIT_FINE;
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0)
      return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = parse(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  for (int i = 1; i <= options.files; i++) {
    status = run_file(argv[i], &options);
    if (status > worst) worst = status;
  }
  return worst;
}
