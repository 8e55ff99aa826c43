/* Commands that show what a program has left: see at_line.h. */
#include "at_line.h"
#include <string.h>
#include "commands.h"
#include "options.h"
#include "program/profiles.h"

struct request {
  const char *path;
  uint64_t line;    /* 0: run to the end */
  uint32_t profile; /* a row */
};

static int complain(const struct shown *shown, const char *what, const char *argument)
{
  fprintf(stderr, "heapproof %s: %s%s\nTry 'heapproof %s --help'.\n", shown->command, what, argument, shown->command);
  return EXIT_BAD_INPUT;
}

static int take_option(int argc, char **argv, int *at, const struct shown *shown, struct request *request)
{
  const char *option = argv[*at], *value;
  if ((value = option_value(argc, argv, at, "--profile")) != NULL) {
    request->profile = profile_named(value);
    return request->profile != PROFILES ? EXIT_FINE : complain(shown, "no such profile: ", value);
  }
  if ((value = option_value(argc, argv, at, "--at")) == NULL) return complain(shown, "unknown option ", option);
  int good = option_number(value, &request->line) && request->line != 0;
  return good ? EXIT_FINE : complain(shown, "--at needs a line number, not ", value);
}

static int parse(int argc, char **argv, const struct shown *shown, struct request *request)
{
  int literal = 0, status;
  for (int i = 1; i < argc; i++) {
    if (literal || argv[i][0] != '-' || strcmp(argv[i], "-") == 0) {
      if (request->path != NULL) return complain(shown, "one FILE only, not also ", argv[i]);
      request->path = argv[i];
    } else if (strcmp(argv[i], "--") == 0) literal = 1;
    else if ((status = take_option(argc, argv, &i, shown, request)) != EXIT_FINE) return status;
  }
  return request->path != NULL ? EXIT_FINE : complain(shown, "no FILE given", "");
}

static int run_and_show(FILE *out, const struct shown *shown, struct interpreter *interpreter, const char *path)
{
  int step;
  do step = interpreter_step(interpreter);
  while (step == STEP_STATEMENT);
  if (step == STEP_PROBLEM) {
    interpreter_report(interpreter, interpreter_problem(interpreter));
    return EXIT_BAD_INPUT;
  }
  if (!shown->show(out, interpreter, path)) return complain(shown, "out of memory", "");
  return interpreter_counts(interpreter)->failures > 0 ? EXIT_DIFFERENCE : EXIT_FINE;
}

int at_line_write(FILE *out, const struct shown *shown, const char *path, uint64_t line, uint32_t profile)
{
  struct interpreter_options options = {
      .form = EVENTS_NONE, .descriptor = -1, .stop_after = line, .profile = profile + 1};
  struct interpreter *interpreter = interpreter_open(path, &options);
  if (interpreter == NULL) return complain(shown, "out of memory", "");
  int status = run_and_show(out, shown, interpreter, path);
  interpreter_close(interpreter);
  return status;
}

int at_line_main(int argc, char **argv, const struct shown *shown)
{
  struct request request = {.path = NULL, .profile = DEFAULT_PROFILE};
  if (options_ask_help(argc, argv))
    return fputs(shown->usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = parse(argc, argv, shown, &request);
  if (status != EXIT_FINE) return status;
  status = at_line_write(stdout, shown, request.path, request.line, request.profile);
  if (fflush(stdout) != 0 || ferror(stdout)) return complain(shown, "cannot write to standard output", "");
  return status;
}
