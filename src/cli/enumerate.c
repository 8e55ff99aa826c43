/* heapproof enumerate: every case of a small scope, run and compared, with progress, from where it was interrupted. */
#define _POSIX_C_SOURCE 200809L
#include "enumerate.h"
#include <inttypes.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "options.h"
#include "os/clock.h"
#include "os/stop.h"

static const char usage[] =
    "Usage: heapproof enumerate --objects N --slots K [--kinds KIND,...] [OPTION...]\n"
    "       heapproof enumerate --allocator --length N [--sizes BYTES,...] [--profile PROFILE] [--arenas KIND]\n"
    "                           [--refusals R] [OPTION...]\n"
    "Makes every graph of N objects with K slots each, with every set of roots: drops the other names, runs a full\n"
    "collection, drops the rest, runs another; and compares the heap at each stage with the oracle, with the heap's\n"
    "audit, and with what must live by a few lines on sets of bits.  Stops at the first difference.\n"
    "\n"
    "  --objects N        1 to 8\n"
    "  --slots K          0 to 8\n"
    "  --kinds KIND,...   each object of each of these kinds: cell (the default), list, opaque\n"
    "\n"
    "With --allocator, runs every program of up to N statements on the byte allocator, in a geometry so small (2\n"
    "arenas of 2 or 3 pools of 2 or more blocks) that pools fill and arenas come and go in a few statements: malloc\n"
    "of each size, calloc of the largest that a pool serves, and, of each pointer so far, also of one whose block was\n"
    "freed, realloc to each size, free, and free of the address 16 bytes further.  Each runs again with the system\n"
    "refusing what it is asked for.  A naive model says where each block must be and what is reported of a pointer to\n"
    "no block; a list of intervals says that blocks are apart and keep their contents.  The shortest programs come\n"
    "first, so that the first in which a difference shows is as short as can be.\n"
    "\n"
    "  --length N         1 to 12\n"
    "  --sizes BYTES,...  up to 8 sizes of 0 to 65536 bytes; 368,400,512,600 by default\n"
    "  --profile PROFILE  the size of pools, and whether the last arena is kept; cpython-3.11 by default\n"
    "  --arenas KIND      misaligned: from elsewhere, of 2 pools (the default); given: from elsewhere, of 3;\n"
    "                     reserved: in a region of their own, of 3, which is slower\n"
    "  --refusals R       every set of up to R requests to the system is refused: 0, 1 or 2 (the default)\n"
    "\n"
    "With both:\n"
    "\n"
    "  --cases A..B       these cases only, numbered from 0; a range for each of several machines\n"
    "  --resume FILE      goes on where FILE says, and keeps it up to date; it need not exist\n"
    "  --program CASE     writes this case as a heap program, and runs nothing\n"
    "  --quiet            no progress and no figures\n"
    "  --help             this text\n"
    "\n"
    "Exit status: 0 all as expected, 1 a difference, 2 bad usage or bad input.\n";

enum { BATCH = 1024, PROGRESS_MILLISECONDS = 500, SAVE_MILLISECONDS = 2000 };

struct enumerate_options {
  const struct enumerated *what;
  struct enumeration enumeration;
  const char *resume;
  uint64_t program;
  int quiet, has_cases, has_program;
};

int enumerate_complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof enumerate: %s%s\nTry 'heapproof enumerate --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

int enumerate_refuse(const char *what, const char *argument)
{
  (void)enumerate_complain(what, argument);
  return -1;
}

/* A..B */
static int parse_cases(const char *text, struct enumeration *enumeration)
{
  char first[24];
  const char *dots = strstr(text, "..");
  if (dots == NULL || (size_t)(dots - text) >= sizeof first) return 0;
  memcpy(first, text, (size_t)(dots - text));
  first[dots - text] = '\0';
  if (!option_number(first, &enumeration->first) || !option_number(dots + 2, &enumeration->end)) return 0;
  return enumeration->first <= enumeration->end && enumeration->end++ < UINT64_MAX;
}

static int take_option(int argc, char **argv, int *at, struct enumerate_options *options)
{
  const char *value;
  int taken = options->what->take_option(argc, argv, at);
  if (taken != 0) return taken == 1 ? EXIT_FINE : EXIT_BAD_INPUT;
  if ((value = option_value(argc, argv, at, "--cases")) != NULL) {
    options->has_cases = 1;
    if (!parse_cases(value, &options->enumeration))
      return enumerate_complain("--cases needs a range as in 0..999, not ", value);
  } else if ((value = option_value(argc, argv, at, "--program")) != NULL) {
    options->has_program = 1;
    if (!option_number(value, &options->program)) return enumerate_complain("--program needs a number, not ", value);
  } else if ((value = option_value(argc, argv, at, "--resume")) != NULL) {
    options->resume = value;
    if (*value == '\0') return enumerate_complain("--resume needs a file", "");
  } else if (strcmp(argv[*at], "--quiet") == 0) options->quiet = 1;
  else if (strcmp(argv[*at], "--allocator") != 0) return enumerate_complain("unexpected argument: ", argv[*at]);
  return EXIT_FINE;
}

static int parse_options(int argc, char **argv, struct enumerate_options *options)
{
  struct enumeration *e = &options->enumeration;
  *options = (struct enumerate_options){.what = &enumerated_graphs};
  for (int at = 1; at < argc; at++)
    if (strcmp(argv[at], "--allocator") == 0) options->what = &enumerated_programs;
  for (int at = 1; at < argc; at++) {
    int status = take_option(argc, argv, &at, options);
    if (status != EXIT_FINE) return status;
  }
  uint64_t cases = options->what->count_cases();
  if (cases == 0) return EXIT_BAD_INPUT;
  if (!options->has_cases) e->end = cases;
  e->next = e->first;
  if (e->end > cases) return enumerate_complain("--cases goes beyond the last case", "");
  if (options->program >= cases) return enumerate_complain("--program names a case beyond the last", "");
  options->what->describe(e);
  return EXIT_FINE;
}

static void show_progress(const struct enumerate_options *options, uint64_t since_case, uint64_t milliseconds)
{
  const struct enumeration *e = &options->enumeration;
  uint64_t done = e->next - since_case, left = e->end - e->next;
  double speed = milliseconds > 0 ? (double)done * 1000.0 / (double)milliseconds : 0.0;
  fprintf(stderr, "\r\033[K%" PRIu64 " of %" PRIu64 " %s (%.1f %%), %.0f a second, %.0f s left", e->next - e->first,
          e->end - e->first, options->what->noun, 100.0 * (double)(e->next - e->first) / (double)(e->end - e->first),
          speed, speed > 0 ? (double)left / speed : 0.0);
}

static int run_batch(struct enumerate_options *options)
{
  struct enumeration *e = &options->enumeration;
  uint64_t end = e->end - e->next > BATCH ? e->next + BATCH : e->end;
  for (; e->next < end; e->next++) {
    const char *difference = options->what->run(e->next);
    if (difference == NULL) continue;
    fprintf(stderr, "heapproof enumerate: case %" PRIu64 ": %s\n", e->next, difference);
    options->what->print_case(e->next, stdout);
    return EXIT_DIFFERENCE;
  }
  return EXIT_FINE;
}

/* Runs what is left, keeping the file up to date; a signal ends it after the batch that is running. */
static int run_all(struct enumerate_options *options)
{
  struct enumeration *e = &options->enumeration;
  uint64_t begun = clock_milliseconds(), shown = begun, saved = begun, since_case = e->next;
  int status = EXIT_FINE, visible = !options->quiet && isatty(STDERR_FILENO);
  while (status == EXIT_FINE && e->next < e->end && !stop_asked()) {
    status = run_batch(options);
    uint64_t now = clock_milliseconds();
    if (visible && now - shown >= PROGRESS_MILLISECONDS) {
      show_progress(options, since_case, now - begun);
      shown = now;
    }
    if (status == EXIT_FINE && options->resume != NULL && now - saved >= SAVE_MILLISECONDS) {
      status = enumeration_save(e, options->resume);
      saved = now;
    }
  }
  if (visible) fputs("\r\033[K", stderr);
  if (status == EXIT_FINE && options->resume != NULL) status = enumeration_save(e, options->resume);
  return status;
}

int enumerate_main(int argc, char **argv)
{
  static struct enumerate_options options;
  struct enumeration *e = &options.enumeration;
  if (options_ask_help(argc, argv)) return fputs(usage, stdout) < 0 ? EXIT_BAD_INPUT : EXIT_FINE;
  int status = parse_options(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  if (options.has_program) options.what->print_case(options.program, stdout);
  else {
    if (options.resume != NULL && enumeration_load(e, options.resume) != 0) return EXIT_BAD_INPUT;
    stop_watch();
    status = run_all(&options);
    if (status == EXIT_FINE && e->next < e->end) {
      fprintf(stderr, "heapproof enumerate: stopped before case %" PRIu64 "%s%s\n", e->next,
              options.resume != NULL ? "; go on with --resume " : "", options.resume != NULL ? options.resume : "");
      stop_now();
      return EXIT_BAD_INPUT;
    }
    if (status == EXIT_FINE && !options.quiet) options.what->print_figures(e->next - e->first, stdout);
  }
  if (fflush(stdout) != 0 || ferror(stdout)) return enumerate_complain("cannot write to standard output", "");
  return status;
}
