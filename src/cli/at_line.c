/* Commands that show what a program has left: see at_line.h. */
#include "at_line.h"
#include <string.h>
#include "commands.h"
#include "options.h"

static int complain(const struct shown *shown, const char *what, const char *argument)
{
  fprintf(stderr, "heapproof %s: %s%s\nTry 'heapproof %s --help'.\n", shown->command, what, argument, shown->command);
  return EXIT_BAD_INPUT;
}

static int parse(int argc, char **argv, const struct shown *shown, const char **path, uint64_t *line)
{
  int literal = 0;
  for (int i = 1; i < argc; i++) {
    if (literal || argv[i][0] != '-' || strcmp(argv[i], "-") == 0) {
      if (*path != NULL) return complain(shown, "one FILE only, not also ", argv[i]);
      *path = argv[i];
      continue;
    }
    if (strcmp(argv[i], "--") == 0) {
      literal = 1;
      continue;
    }
    const char *option = argv[i], *value = option_value(argc, argv, &i, "--at");
    if (value == NULL) return complain(shown, "unknown option ", option);
    if (!option_number(value, line) || *line == 0) return complain(shown, "--at needs a line number, not ", value);
  }
  return *path != NULL ? EXIT_FINE : complain(shown, "no FILE given", "");
}

static int run(const struct shown *shown, const char *path, uint64_t line)
{
  struct interpreter_options options = {.form = EVENTS_NONE, .descriptor = -1, .stop_after = line};
  struct interpreter *interpreter = interpreter_open(path, &options);
  if (interpreter == NULL) return complain(shown, "out of memory", "");
  int step, status = EXIT_FINE;
  do step = interpreter_step(interpreter);
  while (step == STEP_STATEMENT);
  if (step == STEP_PROBLEM) {
    interpreter_report(interpreter, interpreter_problem(interpreter));
    status = EXIT_BAD_INPUT;
  } else {
    shown->show(stdout, path);
    if (interpreter_counts(interpreter)->failures > 0) status = EXIT_DIFFERENCE;
  }
  interpreter_close(interpreter);
  return status;
}

int at_line_main(int argc, char **argv, const struct shown *shown)
{
  const char *path = NULL;
  uint64_t line = 0;
  if (options_ask_help(argc, argv))
    return fputs(shown->usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = parse(argc, argv, shown, &path, &line);
  if (status != EXIT_FINE) return status;
  status = run(shown, path, line);
  if (fflush(stdout) != 0 || ferror(stdout)) return complain(shown, "cannot write to standard output", "");
  return status;
}
