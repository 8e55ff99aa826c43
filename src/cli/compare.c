/* heapproof compare: programs here and by another implementation. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "compare_options.h"
#include "comparison.h"
#include "findings.h"
#include "generate.h"
#include "options.h"
#include "programs.h"
#include "shrinking.h"
#include "os/clock.h"
#include "program/profiles.h"

static const char usage[] =
    "Usage: heapproof compare --adapter COMMAND [OPTION]... [--seeds A..B] [FILE]...\n"
    "Runs heap programs here and by an adapter, another implementation of Python's memory management that speaks the\n"
    "protocol of spec/adapters.md, and compares every event that the adapter promises, in order.  They run here under\n"
    "the profile that the adapter names.  The first difference is shrunk to a small program and written to a folder,\n"
    "with both streams and drawings of the heap.\n"
    "\n"
    "  --adapter COMMAND  what /bin/sh runs as the adapter\n"
    "  --seeds A..B       generated programs with these seeds, each of the next shape in turn that suits the profile\n"
    "  --shape SHAPE      all of this shape (see `heapproof generate --help`)\n"
    "  --length N         statements of a generated program, 1 to 1000000 (default 300)\n"
    "  --ask QUERY,...    ask these after every statement of a generated program, as in --ask count,objects\n"
    "  --timeout SECONDS  how long an answer to one statement may take (default 10)\n"
    "  --output FOLDER    where findings are written (default heapproof-differences)\n"
    "  --keep-going       go on to the next program after a finding\n"
    "  --help             this text\n"
    "\n"
    "Exit status: 0 agree, 1 a difference, 2 bad usage or bad input, or nothing that could be compared, 3 the adapter\n"
    "crashed or does not speak the protocol, 4 it hung.\n";

enum { LABEL_BYTES = 300, MOST_SHAPES = 32, PROGRESS_TURN = 100 }; /* milliseconds */

struct campaign {
  const struct compare_options *options;
  struct peer peer;
  struct comparison comparison;
  struct canonical program;
  char label[LABEL_BYTES]; /* of the program: `clusters-17`, `2-name` */
  int status;              /* the worst so far */
  int loud;                /* a terminal watches standard error */
  uint64_t shown;          /* when progress was shown last */
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof compare: %s%s\nTry 'heapproof compare --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

static void show_progress(struct campaign *campaign)
{
  if (!campaign->loud) return;
  uint64_t now = clock_milliseconds();
  if (now - campaign->shown < PROGRESS_TURN) return;
  campaign->shown = now;
  fprintf(stderr, "\r%" PRIu64 " programs, %" PRIu64 " events compared \033[K", campaign->comparison.counts.programs,
          campaign->comparison.counts.events);
}

static void hide_progress(const struct campaign *campaign)
{
  if (campaign->loud) fputs("\r\033[K", stderr);
}

/* --- findings --- */

static int report_difference(struct campaign *campaign)
{
  const char *folder = campaign->options->output;
  struct comparison *comparison = &campaign->comparison;
  struct shrinking shrinking;
  if (!findings_write_original(folder, campaign->label, &campaign->program)) return EXIT_BAD_INPUT;
  printf("%s: ", campaign->label);
  findings_print(stdout, &campaign->program, &comparison->difference);
  fflush(stdout);
  int found = shrinking_run(&shrinking, comparison, &campaign->program, campaign->loud);
  int status = EXIT_DIFFERENCE;
  struct comparison_counts counts = comparison->counts;
  if (found == 0) {
    printf("It did not come again: the adapter does not always do the same.\n%s/%s: original.heap\n", folder,
           campaign->label);
  } else if (found > 0 && findings_write_minimal(folder, campaign->label, comparison, &shrinking.best)) {
    printf("shrunk from %" PRIu32 " statements to %" PRIu32 " in %" PRIu64 " runs; ",
           canonical_count(&campaign->program), canonical_count(&shrinking.best), shrinking.runs);
    findings_print(stdout, &shrinking.best, &comparison->difference);
    printf("%s/%s: minimal.heap, original.heap, streams.txt, before.dot, after.dot\n", folder, campaign->label);
  } else status = EXIT_BAD_INPUT;
  comparison->counts = counts;
  shrinking_close(&shrinking);
  return status;
}

static int report_trouble(const struct campaign *campaign)
{
  uint64_t n = campaign->comparison.statement;
  fprintf(stderr, "heapproof compare: %s: ", campaign->label);
  if (n == 0) fprintf(stderr, "at its start ");
  if (n > 0 && n <= canonical_count(&campaign->program)) {
    size_t size;
    const char *statement = canonical_statement(&campaign->program, n, &size);
    fprintf(stderr, "at statement %" PRIu64 " (`%.*s`) ", n, problem_quote(statement, (uint32_t)size), statement);
  }
  peer_report(&campaign->peer);
  if (findings_write_original(campaign->options->output, campaign->label, &campaign->program))
    fprintf(stderr, "the program: %s/%s/original.heap\n", campaign->options->output, campaign->label);
  return campaign->peer.status;
}

static int report_impossible(const struct campaign *campaign, const char *path)
{
  struct problem problem = campaign->comparison.problem;
  problem.line = campaign->program.sources[campaign->comparison.statement - 1];
  problem.column = 0; /* it counts in the canonical form, not in the line as it is written */
  problem_report(path, &problem);
  return EXIT_BAD_INPUT;
}

/* --- programs --- */

/* The program in hand.  1 to go on with the next. */
static int run_program(struct campaign *campaign, const char *path)
{
  int status = EXIT_FINE;
  enum compared compared = comparison_run(&campaign->comparison, &campaign->program);
  if (compared == COMPARED_EQUAL) {
    show_progress(campaign);
    return 1;
  }
  hide_progress(campaign);
  if (compared == COMPARED_UNEQUAL) status = report_difference(campaign);
  else if (compared == COMPARED_TROUBLE) status = report_trouble(campaign);
  else if (compared == COMPARED_IMPOSSIBLE) status = report_impossible(campaign, path);
  else status = complain("out of memory", "");
  if (status > campaign->status) campaign->status = status;
  return campaign->options->keep_going && compared != COMPARED_NO_MEMORY;
}

static int run_files(struct campaign *campaign, char **argv)
{
  for (int i = 1; i <= campaign->options->files; i++) {
    const char *path = argv[i], *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    int size = dot != NULL && dot > name ? (int)(dot - name) : (int)strlen(name);
    snprintf(campaign->label, LABEL_BYTES, "%d-%.*s", i, size, strcmp(path, "-") == 0 ? "standard-input" : name);
    if (!program_from_file(&campaign->program, path)) {
      if (campaign->status < EXIT_BAD_INPUT) campaign->status = EXIT_BAD_INPUT;
      if (!campaign->options->keep_going) return 0;
    } else if (!run_program(campaign, path)) return 0;
  }
  return 1;
}

static int run_seeds(struct campaign *campaign)
{
  const struct compare_options *options = campaign->options;
  uint32_t fitting[MOST_SHAPES], shapes = 0, profile = profile_named(campaign->peer.hello.profile);
  for (uint32_t shape = 0; shape_name(shape) != NULL && shapes < MOST_SHAPES; shape++)
    if (shape_fits(shape, profile)) fitting[shapes++] = shape;
  for (uint64_t seed = options->first_seed; options->has_seeds; seed++) {
    uint32_t shape = options->has_shape ? options->shape : fitting[seed % shapes];
    snprintf(campaign->label, LABEL_BYTES, "%s-%" PRIu64, shape_name(shape), seed);
    if (!program_from_seed(&campaign->program, shape, seed, options->length, options->ask)) {
      campaign->status = EXIT_BAD_INPUT;
      return 0;
    }
    if (!run_program(campaign, campaign->label) || seed == options->last_seed) break;
  }
  return 1;
}

/* --- all of it --- */

static void print_promises(const struct hello *hello)
{
  const char *before = "";
  printf("adapter: %s %s, profile %s, promises ", hello->name, hello->version, hello->profile);
  for (int promise = 0; promise < PROMISES; promise++)
    if ((hello->promises.made >> promise) & 1u) {
      printf("%s%s", before, promise_name((enum promise)promise));
      before = ", ";
    }
  printf("\n");
  fflush(stdout);
}

/* The figures, and what they mean: nothing compared is no agreement. */
static int conclude(const struct campaign *campaign)
{
  const struct comparison_counts *counts = &campaign->comparison.counts;
  hide_progress(campaign);
  printf("%" PRIu64 " programs, %" PRIu64 " statements, %" PRIu64 " events compared", counts->programs,
         counts->statements, counts->events);
  if (counts->unsupported > 0)
    printf(", %" PRIu64 " statements not supported by the adapter, %" PRIu64 " programs cut short by that",
           counts->unsupported, counts->cut);
  int status = campaign->status;
  if (status == EXIT_FINE && counts->events == 0) status = EXIT_BAD_INPUT;
  printf("%s\n", status == EXIT_FINE ? ": agree" : "");
  if (fflush(stdout) != 0 || ferror(stdout)) return complain("cannot write to standard output", "");
  if (status == campaign->status) return status;
  return complain("no event was compared: that is no agreement", "");
}

/* The adapter speaks, of this profile, and promises something. */
static int greet(struct campaign *campaign)
{
  struct peer *peer = &campaign->peer;
  if (!peer_start(peer)) {
    fprintf(stderr, "heapproof compare: ");
    peer_report(peer);
    return peer->status;
  }
  if (!hello_is_comparable(&peer->hello)) return EXIT_BAD_INPUT;
  print_promises(&peer->hello);
  return EXIT_FINE;
}

int compare_main(int argc, char **argv)
{
  struct compare_options options;
  static struct campaign campaign;
  if (options_ask_help(argc, argv))
    return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  int status = compare_options_parse(argc, argv, &options);
  if (status != EXIT_FINE) return status;
  campaign.options = &options;
  campaign.loud = isatty(STDERR_FILENO);
  peer_open(&campaign.peer, options.adapter, options.timeout);
  comparison_open(&campaign.comparison, &campaign.peer);
  canonical_open(&campaign.program);
  status = greet(&campaign);
  if (status == EXIT_FINE) {
    if (run_files(&campaign, argv)) run_seeds(&campaign);
    status = conclude(&campaign);
  }
  canonical_close(&campaign.program);
  comparison_close(&campaign.comparison);
  peer_close(&campaign.peer);
  return status;
}
