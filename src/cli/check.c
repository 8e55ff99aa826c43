/* heapproof check: the heap, the oracle and the model side by side. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "program/driver.h"
#include "program/interpreter.h"
#include "program/profiles.h"

static const char usage[] =
    "Usage: heapproof check [--every N] [--profile PROFILE] FILE...\n"
    "Runs heap programs on the heap, on the naive oracle and on a model of CPython, and compares them: every event in\n"
    "order, which objects live, reference counts, slots, weak references, the order of generations, the collector's\n"
    "figures, and the heap's own audit.  A FILE `-` is standard input.\n"
    "\n"
    "  --every N  compare after every N statements; without it after every statement while at most 256 objects\n"
    "             live, above that after as many statements as objects live.  After a collection and at the end of\n"
    "             a program they are always compared.\n"
    "  --profile PROFILE  the version of CPython (default cpython-3.11; see `heapproof profiles`)\n"
    "  --help     this text\n"
    "\n"
    "Exit status: 0 agree, 1 a difference or a failed expectation, 2 bad usage or bad input.\n";

enum { SMALL_HEAP = 256 };

struct check_options {
  uint64_t every;   /* 0: as the heap grows */
  uint32_t profile; /* 0: the default; else its row plus one */
  int files;
};

struct check {
  struct interpreter *interpreter;
  uint64_t every, since, comparisons, collections;
  const char *difference;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof check: %s%s\nTry 'heapproof check --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

/* A number from 1, of at most 18 digits. */
static int parse_number(const char *text, uint64_t *number)
{
  size_t size = strlen(text);
  if (size == 0 || size > 18 || strspn(text, "0123456789") != size) return 0;
  *number = 0;
  for (; *text != '\0'; text++) *number = *number * 10 + (uint64_t)(*text - '0');
  return *number > 0;
}

/* The value of option NAME, which stands in the same word or in the next; null when it is another option. */
static const char *take_value(int argc, char **argv, int *at, const char *name)
{
  size_t size = strlen(name);
  if (strncmp(argv[*at], name, size) != 0) return NULL;
  if (argv[*at][size] == '=') return argv[*at] + size + 1;
  if (argv[*at][size] != '\0') return NULL;
  return *at + 1 < argc ? argv[++*at] : "";
}

static int parse_option(int argc, char **argv, int *at, struct check_options *options)
{
  const char *value = take_value(argc, argv, at, "--every");
  if (value != NULL) {
    if (parse_number(value, &options->every)) return EXIT_FINE;
    return complain("--every needs a number from 1, not ", *value == '\0' ? "nothing" : value);
  }
  value = take_value(argc, argv, at, "--profile");
  if (value == NULL) return complain("unknown option ", argv[*at]);
  options->profile = profile_named(value) + 1;
  return options->profile <= PROFILES ? EXIT_FINE : complain("no such profile: ", value);
}

/* Moves the files to the front of argv.  0, or the exit status. */
static int parse(int argc, char **argv, struct check_options *options)
{
  int literal = 0;
  *options = (struct check_options){.every = 0};
  for (int i = 1; i < argc; i++) {
    if (literal || argv[i][0] != '-' || strcmp(argv[i], "-") == 0) argv[++options->files] = argv[i];
    else if (strcmp(argv[i], "--") == 0) literal = 1;
    else if (parse_option(argc, argv, &i, options) != EXIT_FINE) return EXIT_BAD_INPUT;
  }
  return options->files > 0 ? EXIT_FINE : complain("no FILE given", "");
}

static void compare(struct check *check)
{
  check->difference = driver_compare();
  check->comparisons++;
  check->since = 0;
  check->collections = interpreter_counts(check->interpreter)->collections;
}

/* After a statement: is it time? */
static int is_time(const struct check *check)
{
  if (interpreter_counts(check->interpreter)->collections != check->collections) return 1;
  if (check->every != 0) return check->since >= check->every;
  return driver_live() <= SMALL_HEAP || check->since >= driver_live();
}

static int run_compared(struct check *check)
{
  int step;
  while ((step = interpreter_step(check->interpreter)) == STEP_STATEMENT) {
    check->since++;
    if (is_time(check)) compare(check);
    if (check->difference != NULL) return step;
  }
  compare(check);
  return step;
}

static int conclude(const char *path, const struct check *check, int step)
{
  const struct interpreter_counts *counts = interpreter_counts(check->interpreter);
  if (step == STEP_PROBLEM) interpreter_report(check->interpreter, interpreter_problem(check->interpreter));
  if (check->difference != NULL) {
    struct problem problem;
    problem_at(&problem, interpreter_line(check->interpreter), 0, "the heap differs: %s", check->difference);
    interpreter_report(check->interpreter, &problem);
  }
  const char *verdict = check->difference != NULL ? "differ" : step == STEP_PROBLEM ? "agree up to the error" : "agree";
  printf("%s: %" PRIu64 " statements, %" PRIu64 " objects, %" PRIu64 " comparisons: %s%s\n", path, counts->statements,
         counts->objects, check->comparisons, verdict,
         driver_is_beyond_model() ? ", in part without the model: deaths nest too deep for it" : "");
  fflush(stdout);
  if (check->difference != NULL) return EXIT_DIFFERENCE;
  if (step == STEP_PROBLEM) return EXIT_BAD_INPUT;
  return counts->failures > 0 ? EXIT_DIFFERENCE : EXIT_FINE;
}

static int check_file(const char *path, const struct check_options *chosen)
{
  struct interpreter_options options = {
      .form = EVENTS_NONE, .descriptor = -1, .mirror = DRIVER_BOTH, .profile = chosen->profile};
  struct check check = {.interpreter = interpreter_open(path, &options), .every = chosen->every};
  if (check.interpreter == NULL) {
    fprintf(stderr, "heapproof check: out of memory\n");
    return EXIT_BAD_INPUT;
  }
  int step = run_compared(&check);
  int status = conclude(path, &check, step);
  interpreter_close(check.interpreter);
  return status;
}

int check_main(int argc, char **argv)
{
  struct check_options options;
  int worst = EXIT_FINE;
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0)
      return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = parse(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  for (int i = 1; i <= options.files; i++) {
    status = check_file(argv[i], &options);
    if (status > worst) worst = status;
  }
  if (ferror(stdout)) return complain("cannot write to standard output", "");
  return worst;
}
