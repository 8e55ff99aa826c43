/* heapproof generate: a random heap program on standard output, the same for the same seed everywhere. */
#include "generate.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "options.h"
#include "profile.h"
#include "shapes.h"

static const char usage[] =
    "Usage: heapproof generate --seed N [--length N] [--shape SHAPE | --bytes]\n"
    "Writes a random heap program to standard output; every statement in it is valid.\n"
    "\n"
    "  --seed N       the seed, 0 to 18446744073709551615; the same seed gives the same program everywhere\n"
    "  --length N     statements to write, at least 1 (default 1000); the last structure is completed\n"
    "  --shape SHAPE  clusters  rings of 1 to 5 objects of mixed kinds, dropped together (default)\n"
    "                 uniform   every statement drawn on its own\n"
    "                 chains    long chains and rings dropped from the head\n"
    "                 frames    nested calls, arguments, values handed back\n"
    "                 finalizers  clusters with finalizers, weak references and callbacks, and their actions\n"
    "                 weakrefs    many weak references to few objects\n"
    "                 containers  lists, tuples, dicts, instances: what is tracked\n"
    "                 trashcan    chains deeper than the trashcan lets deaths nest\n"
    "                 automatic   a mixture under low thresholds, with counts\n"
    "                 legacy      legacy finalizers, garbage, saveall\n"
    "                 all         a bit of everything that every profile has\n"
    "                 frozen      freeze and unfreeze: profiles from cpython-3.7 on\n"
    "                 immortal    immortal objects: profiles from cpython-3.12 on\n"
    "  --bytes        an input of the fuzz target `graph` instead, of N operations; `heapproof decode` writes it as a\n"
    "                 program\n"
    "  --help         this text\n";

struct shape {
  const char *name;
  void (*write)(struct writer *writer, uint64_t length);
  int freezes, has_immortals;
};

static const struct shape shapes[] = {{"clusters", shape_clusters, 0, 0},
                                      {"uniform", shape_uniform, 0, 0},
                                      {"chains", shape_chains, 0, 0},
                                      {"frames", shape_frames, 0, 0},
                                      {"all", shape_all, 0, 0},
                                      {"finalizers", shape_finalizers, 0, 0},
                                      {"weakrefs", shape_weakrefs, 0, 0},
                                      {"automatic", shape_automatic, 0, 0},
                                      {"containers", shape_containers, 0, 0},
                                      {"trashcan", shape_trashcan, 0, 0},
                                      {"legacy", shape_legacy, 0, 0},
                                      {"frozen", shape_frozen, 1, 0},
                                      {"immortal", shape_immortal, 0, 1}};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

struct options {
  uint64_t seed, length;
  uint32_t shape;
  int has_seed, has_shape, bytes;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof generate: %s%s\nTry 'heapproof generate --help'.\n", what, argument);
  return 2;
}

const char *shape_name(uint32_t shape)
{
  return shape < SHAPES ? shapes[shape].name : NULL;
}

int shape_find(const char *name, uint32_t *shape)
{
  *shape = 0;
  while (*shape < SHAPES && strcmp(name, shapes[*shape].name) != 0) ++*shape;
  return *shape < SHAPES;
}

int shape_fits(uint32_t shape, uint32_t profile)
{
  if (shapes[shape].freezes && !profiles[profile].has_freeze) return 0;
  return !shapes[shape].has_immortals || profiles[profile].has_immortals;
}

void generate_program(FILE *out, uint32_t shape, uint64_t seed, uint64_t length)
{
  static struct writer writer;
  writer_start(&writer, out, seed);
  fprintf(out, "# heapproof generate --seed %" PRIu64 " --length %" PRIu64 " --shape %s\n", seed, length,
          shapes[shape].name);
  shapes[shape].write(&writer, length);
  writer_end(&writer);
}

static int parse_options(int argc, char **argv, struct options *options)
{
  for (int at = 1; at < argc; at++) {
    const char *value;
    if ((value = option_value(argc, argv, &at, "--seed")) != NULL) {
      if (!option_number(value, &options->seed)) return complain("--seed needs a number, not ", value);
      options->has_seed = 1;
    } else if ((value = option_value(argc, argv, &at, "--length")) != NULL) {
      if (!option_number(value, &options->length) || options->length == 0 || options->length > UINT32_MAX)
        return complain("--length needs a number from 1 to 4294967295, not ", value);
    } else if ((value = option_value(argc, argv, &at, "--shape")) != NULL) {
      options->has_shape = 1;
      if (!shape_find(value, &options->shape)) return complain("no such shape: ", value);
    } else if (strcmp(argv[at], "--bytes") == 0) {
      options->bytes = 1;
    } else {
      return complain("unexpected argument: ", argv[at]);
    }
  }
  if (options->bytes && options->has_shape) return complain("--bytes has no --shape", "");
  if (options->bytes && options->length > MOST_RANDOM) return complain("--bytes makes at most 4000 operations", "");
  return options->has_seed ? 0 : complain("--seed is needed", "");
}

int generate_main(int argc, char **argv)
{
  struct options options = {.length = 1000};
  if (options_ask_help(argc, argv)) return fputs(usage, stdout) < 0 ? 2 : 0;
  int status = parse_options(argc, argv, &options);
  if (status != 0) return status;
  if (options.bytes) generate_bytes(stdout, options.seed, options.length);
  else generate_program(stdout, options.shape, options.seed, options.length);
  if (fflush(stdout) != 0 || ferror(stdout)) return complain("cannot write to standard output", "");
  return 0;
}
