/* Making an input small while it keeps failing in the same way. */
#ifndef HEAPPROOF_SHRINK_BYTES_H
#define HEAPPROOF_SHRINK_BYTES_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MOST_INPUT = 1 << 16, FAILURE_BYTES = 160 };

struct input {
  uint8_t bytes[MOST_INPUT];
  size_t size;
};

/* How the input fails: a difference in words, or the end of the process it ran in; empty when it does not. */
struct failure {
  char text[FAILURE_BYTES];
};

/* How inputs of a target run and are written as programs; a program is `before` bytes, then operations, of which
 * `collect` with the generation as its second byte is a collection. */
struct form {
  const char *target;
  size_t before;
  uint8_t collect;
  const char *(*run)(const struct input *input); /* the first difference, or null */
  int (*print)(const struct input *input, FILE *out);
};
extern const struct form graph_form, events_form;

/* Runs it in a process of its own. */
struct failure failure_of(const struct form *form, const struct input *input);
/* Calls `work` in a process of its own, which may crash. */
void apart(void (*work)(void *context), void *context);

/* Of the target `graph`: clusters and the ending written out as single operations, if it still fails in the same way. */
void write_out(struct input *input, const struct failure *failure);
/* Makes it as small as it goes; the number of runs that took. */
unsigned long shrink_input(const struct form *form, struct input *input, const struct failure *failure);

#endif
