/* heapproof run: what happens, as events. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "program/interpreter.h"

static const char usage[] = "Usage: heapproof run [--json | --text | --quiet] [--arenas] FILE...\n"
                            "Runs heap programs, each on an empty heap, and writes what happens to standard output.\n"
                            "A FILE `-` is standard input.\n"
                            "\n"
                            "  --json   one JSON object a line; the default when standard output is not a terminal\n"
                            "  --text   for people; the default on a terminal\n"
                            "  --quiet  no events, only failed expectations and errors\n"
                            "  --arenas arena_new and arena_free events too\n"
                            "  --help   this text\n"
                            "\n"
                            "Exit status: 0 fine, 1 a failed expectation, 2 bad usage or bad input.\n";

struct run_options {
  enum events_form form;
  int arenas;
  int files; /* how many arguments at the front of argv, after the name, are files */
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof run: %s%s\nTry 'heapproof run --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

/* Moves the files to the front of argv.  0, or the exit status. */
static int parse(int argc, char **argv, struct run_options *options)
{
  int literal = 0;
  options->form = isatty(STDOUT_FILENO) ? EVENTS_PEOPLE : EVENTS_JSON;
  options->arenas = 0;
  options->files = 0;
  for (int i = 1; i < argc; i++) {
    if (literal || argv[i][0] != '-' || strcmp(argv[i], "-") == 0) argv[++options->files] = argv[i];
    else if (strcmp(argv[i], "--") == 0) literal = 1;
    else if (strcmp(argv[i], "--json") == 0) options->form = EVENTS_JSON;
    else if (strcmp(argv[i], "--text") == 0) options->form = EVENTS_PEOPLE;
    else if (strcmp(argv[i], "--quiet") == 0) options->form = EVENTS_NONE;
    else if (strcmp(argv[i], "--arenas") == 0) options->arenas = 1;
    else return complain("unknown option ", argv[i]);
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
  struct interpreter_options options = {
      .form = run->form, .descriptor = STDOUT_FILENO, .flush = isatty(STDOUT_FILENO), .arenas = run->arenas};
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
