/* Getting programs. */
#define _POSIX_C_SOURCE 200809L
#include "programs.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "generate.h"

int program_from_file(struct canonical *program, const char *path)
{
  struct reader reader;
  struct problem problem;
  canonical_clear(program);
  int good = reader_open(&reader, path, &problem) && canonical_read(program, &reader, &problem);
  reader_close(&reader);
  if (!good) problem_report(path, &problem);
  return good;
}

/* Appends the queries, each a statement. */
static int add_queries(struct canonical *program, const char *ask, uint64_t source)
{
  while (*ask != '\0') {
    size_t size = strcspn(ask, ",");
    if (size > 0 && !canonical_add(program, ask, size, source)) return 0;
    ask += size;
    if (*ask == ',') ask++;
  }
  return 1;
}

/* Every statement of `plain`, and the queries after it, but for the lines of an action. */
static int interleave(struct canonical *program, const struct canonical *plain, const char *ask)
{
  int in_action = 0;
  canonical_clear(program);
  for (uint64_t n = 1; n <= canonical_count(plain); n++) {
    size_t size;
    const char *statement = canonical_statement(plain, n, &size);
    if (!canonical_add(program, statement, size, plain->sources[n - 1])) return 0;
    if (canonical_begins(plain, n, "action")) in_action = 1;
    else if (in_action && canonical_begins(plain, n, "end")) in_action = 0;
    if (!in_action && !add_queries(program, ask, plain->sources[n - 1])) return 0;
  }
  return 1;
}

/* The text that the generator writes, as statements. */
static int read_generated(struct canonical *plain, uint32_t shape, uint64_t seed, uint64_t length)
{
  char *text = NULL;
  size_t size = 0;
  struct reader reader;
  struct problem problem;
  FILE *out = open_memstream(&text, &size);
  if (out == NULL) return 0;
  generate_program(out, shape, seed, length);
  int good = fclose(out) == 0 && reader_open_bytes(&reader, text, size, &problem);
  if (good) {
    good = canonical_read(plain, &reader, &problem);
    reader_close(&reader);
  }
  free(text);
  return good;
}

int program_from_seed(struct canonical *program, uint32_t shape, uint64_t seed, uint64_t length, const char *ask)
{
  struct canonical plain;
  canonical_open(&plain);
  int good = read_generated(&plain, shape, seed, length) && interleave(program, &plain, ask != NULL ? ask : "");
  canonical_close(&plain);
  if (!good) fprintf(stderr, "heapproof: no room for the program of seed %" PRIu64 "\n", seed);
  return good;
}
