/* heapproof enumerate: every graph of a few objects, with every set of roots, through the collector and the oracles. */
#define _POSIX_C_SOURCE 200809L
#include "commands.h"
#include <inttypes.h>
#include <string.h>
#include <unistd.h>
#include "enumerate_state.h"
#include "options.h"
#include "os/clock.h"
#include "os/stop.h"
#include "program/kind_names.h"

static const char usage[] =
    "Usage: heapproof enumerate --objects N --slots K [--kinds KIND,...] [--cases A..B] [--resume FILE] [--quiet]\n"
    "       heapproof enumerate --objects N --slots K [--kinds KIND,...] --program CASE\n"
    "Makes every graph of N objects with K slots each, with every set of roots: drops the other names, runs a full\n"
    "collection, drops the rest, runs another; and compares the heap at each stage with the oracle, with the heap's\n"
    "audit, and with what must live by a few lines on sets of bits.  Stops at the first difference.\n"
    "\n"
    "  --objects N       1 to 8\n"
    "  --slots K         0 to 8\n"
    "  --kinds KIND,...  each object of each of these kinds: cell (the default), list, opaque\n"
    "  --cases A..B      these cases only, numbered from 0; a range for each of several machines\n"
    "  --resume FILE     goes on where FILE says, and keeps it up to date; it need not exist\n"
    "  --program CASE    writes this case as a heap program, and runs nothing\n"
    "  --quiet           no progress and no figures\n"
    "  --help            this text\n"
    "\n"
    "Exit status: 0 all as expected, 1 a difference, 2 bad usage or bad input.\n";

enum { BATCH = 1024, PROGRESS_MILLISECONDS = 500, SAVE_MILLISECONDS = 2000 };

struct enumerate_options {
  struct enumeration enumeration;
  const char *resume;
  uint64_t program;
  int quiet, has_objects, has_slots, has_cases, has_program;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof enumerate: %s%s\nTry 'heapproof enumerate --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

static int parse_number(const char *text, uint32_t least, uint32_t most, uint32_t *number)
{
  uint64_t value;
  if (!option_number(text, &value) || value < least || value > most) return 0;
  *number = (uint32_t)value;
  return 1;
}

static int add_kind(struct scope *scope, const char *name, uint32_t size)
{
  uint32_t kind = kind_named(name, size);
  if (kind == KIND_COUNT || !kind_is_mutable(kind) || scope->kinds == MOST_SMALL_KINDS) return 0;
  for (uint32_t i = 0; i < scope->kinds; i++)
    if (scope->kind[i] == kind) return 0;
  scope->kind[scope->kinds++] = kind;
  return 1;
}

static int parse_kinds(const char *text, struct scope *scope)
{
  scope->kinds = 0;
  for (;;) {
    size_t size = strcspn(text, ",");
    if (!add_kind(scope, text, (uint32_t)size)) return 0;
    if (text[size] == '\0') return 1;
    text += size + 1;
  }
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
  struct scope *scope = &options->enumeration.scope;
  const char *value;
  if ((value = option_value(argc, argv, at, "--objects")) != NULL) {
    options->has_objects = 1;
    if (!parse_number(value, 1, MOST_SMALL_OBJECTS, &scope->objects))
      return complain("--objects needs a number from 1 to 8, not ", value);
  } else if ((value = option_value(argc, argv, at, "--slots")) != NULL) {
    options->has_slots = 1;
    if (!parse_number(value, 0, MOST_SMALL_SLOTS, &scope->slots))
      return complain("--slots needs a number from 0 to 8, not ", value);
  } else if ((value = option_value(argc, argv, at, "--kinds")) != NULL) {
    if (!parse_kinds(value, scope)) return complain("--kinds needs some of cell, list, opaque, each once, not ", value);
  } else if ((value = option_value(argc, argv, at, "--cases")) != NULL) {
    options->has_cases = 1;
    if (!parse_cases(value, &options->enumeration)) return complain("--cases needs a range as in 0..999, not ", value);
  } else if ((value = option_value(argc, argv, at, "--program")) != NULL) {
    options->has_program = 1;
    if (!option_number(value, &options->program)) return complain("--program needs a number, not ", value);
  } else if ((value = option_value(argc, argv, at, "--resume")) != NULL) {
    options->resume = value;
    if (*value == '\0') return complain("--resume needs a file", "");
  } else if (strcmp(argv[*at], "--quiet") == 0) options->quiet = 1;
  else return complain("unexpected argument: ", argv[*at]);
  return EXIT_FINE;
}

static int parse_options(int argc, char **argv, struct enumerate_options *options)
{
  struct enumeration *enumeration = &options->enumeration;
  *options = (struct enumerate_options){.resume = NULL};
  enumeration->scope.kinds = 1;
  enumeration->scope.kind[0] = KIND_CELL;
  for (int at = 1; at < argc; at++) {
    int status = take_option(argc, argv, &at, options);
    if (status != EXIT_FINE) return status;
  }
  if (!options->has_objects) return complain("--objects is needed", "");
  if (!options->has_slots) return complain("--slots is needed", "");
  uint64_t cases = scope_cases(&enumeration->scope);
  if (cases == 0) return complain("there are more such graphs than 64 bits can count", "");
  if (!options->has_cases) enumeration->end = cases;
  enumeration->next = enumeration->first;
  if (enumeration->end > cases) return complain("--cases goes beyond the last case", "");
  if (options->program >= cases) return complain("--program names a case beyond the last", "");
  return EXIT_FINE;
}

static void print_scope(const struct scope *scope, FILE *out)
{
  fprintf(out, "%u objects, %u slots each, ", (unsigned)scope->objects, (unsigned)scope->slots);
  print_kinds(scope, out);
}

static void print_case(const struct scope *scope, uint64_t number, FILE *out)
{
  struct small_graph graph;
  fprintf(out, "# heapproof enumerate --objects %u --slots %u --kinds ", (unsigned)scope->objects,
          (unsigned)scope->slots);
  print_kinds(scope, out);
  fprintf(out, " --program %" PRIu64 "\n", number);
  small_graph_of(scope, number, &graph);
  small_graph_print(&graph, out);
}

static void show_progress(const struct enumeration *e, uint64_t since_case, uint64_t milliseconds)
{
  uint64_t done = e->next - since_case, left = e->end - e->next;
  double speed = milliseconds > 0 ? (double)done * 1000.0 / (double)milliseconds : 0.0;
  fprintf(stderr, "\r\033[K%" PRIu64 " of %" PRIu64 " graphs (%.1f %%), %.0f a second, %.0f s left", e->next - e->first,
          e->end - e->first, 100.0 * (double)(e->next - e->first) / (double)(e->end - e->first), speed,
          speed > 0 ? (double)left / speed : 0.0);
}

static int run_batch(struct enumeration *e)
{
  uint64_t end = e->end - e->next > BATCH ? e->next + BATCH : e->end;
  struct small_graph graph;
  for (; e->next < end; e->next++) {
    small_graph_of(&e->scope, e->next, &graph);
    const char *difference = small_graph_run(&graph, &e->figures);
    if (difference == NULL) continue;
    fprintf(stderr, "heapproof enumerate: case %" PRIu64 ": %s\n", e->next, difference);
    print_case(&e->scope, e->next, stdout);
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
    status = run_batch(e);
    uint64_t now = clock_milliseconds();
    if (visible && now - shown >= PROGRESS_MILLISECONDS) {
      show_progress(e, since_case, now - begun);
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

static void print_figures(const struct enumeration *e)
{
  print_scope(&e->scope, stdout);
  printf(": %" PRIu64 " graphs, %" PRIu64 " collections, %" PRIu64 " of them found garbage; %" PRIu64
         " objects died by counting, %" PRIu64 " in collections: agree\n",
         e->next - e->first, e->figures.collections, e->figures.found, e->figures.counted, e->figures.collected);
}

int enumerate_main(int argc, char **argv)
{
  static struct enumerate_options options;
  struct enumeration *e = &options.enumeration;
  if (options_ask_help(argc, argv)) return fputs(usage, stdout) < 0 ? EXIT_BAD_INPUT : EXIT_FINE;
  int status = parse_options(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  if (options.has_program) print_case(&e->scope, options.program, stdout);
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
    if (status == EXIT_FINE && !options.quiet) print_figures(e);
  }
  if (fflush(stdout) != 0 || ferror(stdout)) return complain("cannot write to standard output", "");
  return status;
}
