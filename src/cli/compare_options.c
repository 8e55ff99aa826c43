/* Taking the options of `compare`. */
#include "compare_options.h"
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "generate.h"
#include "options.h"

enum { MOST_SECONDS = 86400, DEFAULT_LENGTH = 300, DEFAULT_TIMEOUT = 10000 };

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof compare: %s%s\nTry 'heapproof compare --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

int parse_seconds(const char *text, uint64_t *milliseconds)
{
  uint64_t scale = 1000;
  int fraction = 0;
  *milliseconds = 0;
  if (*text < '0' || *text > '9') return 0;
  for (; *text != '\0'; text++) {
    if (*text == '.' && !fraction) {
      fraction = 1;
      continue;
    }
    if (*text < '0' || *text > '9' || (fraction && scale == 1)) return 0;
    uint64_t digit = (uint64_t)(*text - '0');
    if (fraction) *milliseconds += digit * (scale /= 10);
    else *milliseconds = *milliseconds * 10 + digit * 1000;
    if (*milliseconds > (uint64_t)MOST_SECONDS * 1000) return 0;
  }
  return *milliseconds > 0;
}

/* A..B, or A alone. */
static int parse_seeds(const char *text, struct compare_options *options)
{
  char first[24];
  const char *dots = strstr(text, "..");
  size_t size = dots != NULL ? (size_t)(dots - text) : strlen(text);
  if (size >= sizeof first) return 0;
  memcpy(first, text, size);
  first[size] = '\0';
  if (!option_number(first, &options->first_seed)) return 0;
  options->last_seed = options->first_seed;
  if (dots != NULL && !option_number(dots + 2, &options->last_seed)) return 0;
  options->has_seeds = 1;
  return options->first_seed <= options->last_seed;
}

/* The option at argv[*at]: an exit status, or -1 when it is none of these. */
static int take_option(int argc, char **argv, int *at, struct compare_options *options)
{
  const char *value;
  if ((value = option_value(argc, argv, at, "--adapter")) != NULL) options->adapter = value;
  else if ((value = option_value(argc, argv, at, "--output")) != NULL) options->output = value;
  else if ((value = option_value(argc, argv, at, "--ask")) != NULL) options->ask = value;
  else if ((value = option_value(argc, argv, at, "--seeds")) != NULL) {
    if (!parse_seeds(value, options)) return complain("--seeds needs a range of numbers as in 1..100, not ", value);
  } else if ((value = option_value(argc, argv, at, "--length")) != NULL) {
    if (!option_number(value, &options->length) || options->length == 0 || options->length > 1000000)
      return complain("--length needs a number from 1 to 1000000, not ", value);
  } else if ((value = option_value(argc, argv, at, "--shape")) != NULL) {
    options->has_shape = 1;
    if (!shape_find(value, &options->shape)) return complain("no such shape: ", value);
  } else if ((value = option_value(argc, argv, at, "--timeout")) != NULL) {
    if (!parse_seconds(value, &options->timeout))
      return complain("--timeout needs seconds from 0.001 to 86400, not ", value);
  } else if (strcmp(argv[*at], "--keep-going") == 0) options->keep_going = 1;
  else return -1;
  return EXIT_FINE;
}

int compare_options_parse(int argc, char **argv, struct compare_options *options)
{
  int literal = 0;
  *options =
      (struct compare_options){.output = "heapproof-differences", .length = DEFAULT_LENGTH, .timeout = DEFAULT_TIMEOUT};
  for (int at = 1; at < argc; at++) {
    if (literal || argv[at][0] != '-' || strcmp(argv[at], "-") == 0) {
      argv[++options->files] = argv[at];
      continue;
    }
    if (strcmp(argv[at], "--") == 0) {
      literal = 1;
      continue;
    }
    int status = take_option(argc, argv, &at, options);
    if (status == -1) return complain("unknown option ", argv[at]);
    if (status != EXIT_FINE) return status;
  }
  if (options->adapter == NULL || options->adapter[0] == '\0') return complain("--adapter COMMAND is needed", "");
  if (options->output[0] == '\0') return complain("--output needs a folder", "");
  if (!options->has_seeds && options->files == 0) return complain("no --seeds and no FILE given: nothing to run", "");
  return EXIT_FINE;
}
