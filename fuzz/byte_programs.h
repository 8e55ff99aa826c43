/* A whole program: the operations of a byte string, then the ending that drops whatever is bound. */
#ifndef HEAPPROOF_BYTE_PROGRAMS_H
#define HEAPPROOF_BYTE_PROGRAMS_H
#include <stddef.h>
#include "operations.h"

/* Bytes beyond this many steps are ignored; the ending needs fewer than the rest. */
enum { MOST_OPERATIONS = 4000, MOST_STEPS = MOST_OPERATIONS + 200 };

/* When core and oracle are compared: after every operation, or only whenever a collection ends, as is done in any case.
 * With every comparison after an operation the heap is audited, too, and the ending fills the emptied heap. */
enum comparing { COMPARE_OPERATIONS, COMPARE_COLLECTIONS };

struct program {
  const uint8_t *data;
  size_t size, at;
  uint32_t ending, steps, in_ending; /* in_ending: steps of the ending so far */
  enum comparing comparing;
};

struct step {
  struct operation operation;
  enum room room;         /* what there was no room for; then nothing has changed */
  int compared;           /* after the operation */
  const char *difference; /* between core and oracle, or null */
};

struct program start_program(const uint8_t *data, size_t size, enum comparing comparing);
/* Decodes the next operation; 0 when the program is over. */
int next_operation(struct program *program, struct step *step);
/* Runs it and compares. */
void perform_step(const struct program *program, struct step *step);
/* Both. */
int next_step(struct program *program, struct step *step);

/* Runs the program up to the first difference and writes it as a heap program, each statement before it runs, so
 * that a crash leaves the statement that caused it.  What finds no room is a comment: in a heap program it would be
 * an error.  0 when it cannot be written. */
enum printing { PRINT_WITH_EXPECTATIONS, PRINT_STATEMENTS, PRINT_WITHOUT_ENDING };
int print_program(const uint8_t *data, size_t size, enum printing printing, FILE *out);

#endif
