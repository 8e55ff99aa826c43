/* heapproof shrink: the smallest program on which another implementation differs in the same way. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "compare_options.h"
#include "findings.h"
#include "options.h"
#include "programs.h"
#include "shrinking.h"

static const char usage[] =
    "Usage: heapproof shrink --adapter COMMAND [--timeout SECONDS] [--output PATH] FILE\n"
    "Runs a heap program here and by an adapter, as `heapproof compare` does, and writes the smallest program found "
    "on\n"
    "which the two differ in the same way.  A FILE `-` is standard input.\n"
    "\n"
    "  --adapter COMMAND  what /bin/sh runs as the adapter (spec/adapters.md)\n"
    "  --timeout SECONDS  how long an answer to one statement may take (default 10)\n"
    "  --output PATH      the file to write (default: standard output)\n"
    "  --help             this text\n"
    "\n"
    "Exit status: 0 the two agree, 1 they differ and the program is written, 2 bad usage or bad input, 3 the adapter\n"
    "crashed or does not speak the protocol, 4 it hung.\n";

struct shrink_options {
  const char *adapter, *output, *path;
  uint64_t timeout;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof shrink: %s%s\nTry 'heapproof shrink --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

static int parse(int argc, char **argv, struct shrink_options *options)
{
  int literal = 0;
  for (int at = 1; at < argc; at++) {
    const char *value;
    if (literal || argv[at][0] != '-' || strcmp(argv[at], "-") == 0) {
      if (options->path != NULL) return complain("one FILE only, not also ", argv[at]);
      options->path = argv[at];
    } else if (strcmp(argv[at], "--") == 0) literal = 1;
    else if ((value = option_value(argc, argv, &at, "--adapter")) != NULL) options->adapter = value;
    else if ((value = option_value(argc, argv, &at, "--output")) != NULL) options->output = value;
    else if ((value = option_value(argc, argv, &at, "--timeout")) != NULL) {
      if (!parse_seconds(value, &options->timeout))
        return complain("--timeout needs seconds from 0.001 to 86400, not ", value);
    } else return complain("unknown option ", argv[at]);
  }
  if (options->adapter == NULL || options->adapter[0] == '\0') return complain("--adapter COMMAND is needed", "");
  return options->path != NULL ? EXIT_FINE : complain("no FILE given", "");
}

static int shrink_difference(const struct shrink_options *options, struct comparison *comparison,
                             const struct canonical *program)
{
  struct shrinking shrinking;
  int status = EXIT_DIFFERENCE;
  int found = shrinking_run(&shrinking, comparison, program, isatty(STDERR_FILENO));
  if (found > 0 && comparison_run(comparison, &shrinking.best) == COMPARED_UNEQUAL) {
    int failed = write_program(options->output, &shrinking.best);
    if (failed != 0) status = complain("cannot write: ", strerror(failed));
    fprintf(stderr, "%" PRIu32 " statements shrunk to %" PRIu32 " in %" PRIu64 " runs; ", canonical_count(program),
            canonical_count(&shrinking.best), shrinking.runs);
    findings_print(stderr, &shrinking.best, &comparison->difference);
  } else if (found >= 0)
    status = complain("the difference did not come again: the adapter does not always do the same", "");
  else status = complain("out of memory", "");
  shrinking_close(&shrinking);
  return status;
}

static int conclude(const struct shrink_options *options, struct comparison *comparison,
                    const struct canonical *program)
{
  int started = peer_start(comparison->peer);
  if (started && !hello_is_comparable(&comparison->peer->hello)) return EXIT_BAD_INPUT;
  switch (started ? comparison_run(comparison, program) : COMPARED_TROUBLE) {
  case COMPARED_UNEQUAL: return shrink_difference(options, comparison, program);
  case COMPARED_EQUAL:
    if (comparison->counts.events == 0) return complain("no event was compared: that is no agreement", "");
    fprintf(stderr, "heapproof shrink: no difference in %" PRIu64 " events of %" PRIu64 " statements\n",
            comparison->counts.events, comparison->counts.statements);
    return EXIT_FINE;
  case COMPARED_TROUBLE:
    fprintf(stderr, "heapproof shrink: at statement %" PRIu64 " ", comparison->statement);
    peer_report(comparison->peer);
    return comparison->peer->status;
  case COMPARED_IMPOSSIBLE:
    comparison->problem.line = program->sources[comparison->statement - 1];
    comparison->problem.column = 0;
    problem_report(options->path, &comparison->problem);
    return EXIT_BAD_INPUT;
  default: return complain("out of memory", "");
  }
}

int shrink_main(int argc, char **argv)
{
  struct shrink_options options = {.output = "-", .timeout = 10000};
  struct canonical program;
  struct peer peer;
  struct comparison comparison;
  if (options_ask_help(argc, argv))
    return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = parse(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  canonical_open(&program);
  peer_open(&peer, options.adapter, options.timeout);
  comparison_open(&comparison, &peer);
  if (program_from_file(&program, options.path)) status = conclude(&options, &comparison, &program);
  else status = EXIT_BAD_INPUT;
  canonical_close(&program);
  comparison_close(&comparison);
  peer_close(&peer);
  return status;
}
