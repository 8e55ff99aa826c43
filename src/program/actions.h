/* Actions: what finalizers and callbacks do, as the lines of ordinary statements between `action NAME` and `end`.
 *
 * The lines are kept as text, checked when they are read, and performed each time the action runs.  An action is known
 * by a number from 1, and never changes once its `end` has come. */
#ifndef HEAPPROOF_ACTIONS_H
#define HEAPPROOF_ACTIONS_H
#include <stdint.h>
#include "reader.h"

struct action_line {
  char *text;
  uint32_t size;
  uint64_t number;
};

struct action {
  struct action_line *lines;
  uint32_t count, room;
};

struct actions {
  struct action *all; /* 1 .. count */
  uint32_t count, room;
};

void actions_close(struct actions *actions);     /* all zero is empty */
uint32_t actions_begin(struct actions *actions); /* a new action without lines; 0: no memory */
int actions_add(struct actions *actions, uint32_t action, const struct line *line); /* keeps a copy; 0: no memory */
uint32_t actions_length(const struct actions *actions, uint32_t action);
/* Valid as long as the actions are. */
struct line actions_line(const struct actions *actions, uint32_t action, uint32_t index);

#endif
