/* The options of `compare`. */
#ifndef HEAPPROOF_COMPARE_OPTIONS_H
#define HEAPPROOF_COMPARE_OPTIONS_H
#include <stdint.h>

struct compare_options {
  const char *adapter, *output;
  const char *ask; /* queries with commas between them, or null */
  uint64_t first_seed, last_seed;
  uint64_t length;
  uint64_t timeout; /* milliseconds */
  uint32_t shape;
  int has_seeds, has_shape, keep_going;
  int files; /* so many arguments at the front of argv, after the name, are files */
};

/* Seconds, with up to three decimals, as milliseconds. */
int parse_seconds(const char *text, uint64_t *milliseconds);
/* Moves the files to the front of argv.  An exit status. */
int compare_options_parse(int argc, char **argv, struct compare_options *options);

#endif
