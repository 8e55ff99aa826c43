/* A whole program: the operations of a byte string, then the ending that drops whatever is bound. */
#ifndef HEAPPROOF_PROGRAMS_H
#define HEAPPROOF_PROGRAMS_H
#include <stddef.h>
#include "operations.h"

/* Bytes beyond this many operations are ignored; the ending needs fewer than the rest. */
enum { MOST_OPERATIONS = 4000, MOST_STEPS = MOST_OPERATIONS + 200 };

struct program {
  const uint8_t *data;
  size_t size, at;
  uint32_t ending;
};

struct step {
  struct operation operation;
  int performed;          /* 0: there was no room, and nothing has changed */
  const char *difference; /* between core and oracle after the operation, or null */
};

struct program start_program(const uint8_t *data, size_t size);
/* Decodes, runs and compares the next operation; 0 when the program is over. */
int next_step(struct program *program, struct step *step);
/* Runs the program up to the first difference and writes it to the file as a heap program, each statement before it
 * runs, so that a crash leaves the statement that caused it.  What found no room is a comment: in a heap program it
 * would be an error.  0 when the file cannot be written. */
int print_program(const uint8_t *data, size_t size, const char *path);

/* Writes steps that have run, the same way. */
int print_steps(const struct step *steps, uint32_t count, const char *difference, const char *path);

#endif
