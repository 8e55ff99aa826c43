/* heapproof generate: a random heap program on standard output, the same for the same seed everywhere. */
#include "commands.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "shapes.h"

static const char usage[] =
    "Usage: heapproof generate --seed N [--length N] [--shape SHAPE]\n"
    "Writes a random heap program to standard output; every statement in it is valid.\n"
    "\n"
    "  --seed N       the seed, 0 to 18446744073709551615; the same seed gives the same program everywhere\n"
    "  --length N     statements to write, at least 1 (default 1000); the last structure is completed\n"
    "  --shape SHAPE  clusters  rings of 1 to 5 objects of mixed kinds, dropped together (default)\n"
    "                 uniform   every statement drawn on its own\n"
    "                 chains    long chains and rings dropped from the head\n"
    "                 frames    nested calls, arguments, values handed back\n"
    "  --help         this text\n";

struct shape {
  const char *name;
  void (*write)(struct writer *writer, uint64_t length);
};

static const struct shape shapes[] = {
    {"clusters", shape_clusters}, {"uniform", shape_uniform}, {"chains", shape_chains}, {"frames", shape_frames}};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

struct options {
  uint64_t seed, length;
  const struct shape *shape;
  int has_seed;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof generate: %s%s\nTry 'heapproof generate --help'.\n", what, argument);
  return 2;
}

/* A decimal number that fills the whole text and fits 64 bits. */
static int parse_number(const char *text, uint64_t *number)
{
  uint64_t value = 0;
  if (*text == '\0') return 0;
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') return 0;
    uint64_t digit = (uint64_t)(*text - '0');
    if (value > (UINT64_MAX - digit) / 10) return 0;
    value = value * 10 + digit;
  }
  *number = value;
  return 1;
}

static int parse_shape(const char *text, struct options *options)
{
  for (int i = 0; i < SHAPES; i++)
    if (strcmp(text, shapes[i].name) == 0) options->shape = &shapes[i];
  return options->shape != NULL && strcmp(text, options->shape->name) == 0;
}

/* The value of the option at argv[*at], written `--name VALUE` or `--name=VALUE`; null when it is another option. */
static const char *option_value(int argc, char **argv, int *at, const char *name)
{
  size_t size = strlen(name);
  if (strncmp(argv[*at], name, size) != 0) return NULL;
  if (argv[*at][size] == '=') return argv[*at] + size + 1;
  if (argv[*at][size] != '\0') return NULL;
  if (*at + 1 >= argc) return "";
  return argv[++*at];
}

static int parse_options(int argc, char **argv, struct options *options)
{
  for (int at = 1; at < argc; at++) {
    const char *value;
    if ((value = option_value(argc, argv, &at, "--seed")) != NULL) {
      if (!parse_number(value, &options->seed)) return complain("--seed needs a number, not ", value);
      options->has_seed = 1;
    } else if ((value = option_value(argc, argv, &at, "--length")) != NULL) {
      if (!parse_number(value, &options->length) || options->length == 0 || options->length > UINT32_MAX)
        return complain("--length needs a number from 1 to 4294967295, not ", value);
    } else if ((value = option_value(argc, argv, &at, "--shape")) != NULL) {
      if (!parse_shape(value, options)) return complain("no such shape: ", value);
    } else {
      return complain("unexpected argument: ", argv[at]);
    }
  }
  return options->has_seed ? 0 : complain("--seed is needed", "");
}

static int is_help(int argc, char **argv)
{
  for (int at = 1; at < argc; at++)
    if (strcmp(argv[at], "--help") == 0) return 1;
  return 0;
}

int generate_main(int argc, char **argv)
{
  struct options options = {0, 1000, &shapes[0], 0};
  if (is_help(argc, argv)) return fputs(usage, stdout) < 0 ? 2 : 0;
  int status = parse_options(argc, argv, &options);
  if (status != 0) return status;
  static struct writer writer;
  writer_start(&writer, stdout, options.seed);
  printf("# heapproof generate --seed %" PRIu64 " --length %" PRIu64 " --shape %s\n", options.seed, options.length,
         options.shape->name);
  options.shape->write(&writer, options.length);
  writer_end(&writer);
  if (fflush(stdout) != 0 || ferror(stdout)) return complain("cannot write to standard output", "");
  return 0;
}
