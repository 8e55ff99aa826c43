/* A child process that is talked to line by line, with time limits.
 *
 * What is sent is queued, and written whenever the child takes it while its output is waited for: a child that stops
 * reading because it cannot write, and the other way round, are both served.  The child is the leader of a process
 * group, which is killed as a whole.  Its standard error is read all the time; the last CHILD_TAIL bytes are kept. */
#ifndef HEAPPROOF_CHILD_H
#define HEAPPROOF_CHILD_H
#include <stdint.h>
#include <sys/types.h>
#include "os/incoming.h"
#include "program/text.h"

enum { CHILD_TAIL = 4096 };
enum { CHILD_LINE, CHILD_CLOSED, CHILD_LATE, CHILD_LINE_TOO_LONG, CHILD_NO_MEMORY };

struct child {
  pid_t process; /* 0: there is none */
  int input, output, errors;
  struct text queue;
  size_t sent;     /* so much of the queue is written */
  uint8_t in_line; /* what was written last is not the end of a line */
  struct incoming incoming;
  char tail[2 * CHILD_TAIL];
  size_t tail_size;
  int status;        /* as wait() tells it, once stopped */
  uint8_t by_itself; /* it ended before it was killed */
};

/* Runs `command` by the shell.  0, or an errno. */
int child_start(struct child *child, const char *command);
void child_send(struct child *child, const char *bytes, size_t size);
size_t child_unsent(const struct child *child);
/* Forgets what is queued, but for the line that is written in part. */
void child_forget(struct child *child);
/* The next line of its output, waited for until `deadline` (clock.h). */
int child_line(struct child *child, struct line *line, uint64_t deadline);
/* Closes its input, gives it `patience` milliseconds to end, kills what is left of the group, and reaps it. */
void child_stop(struct child *child, uint64_t patience);
void child_close(struct child *child);
/* The end of what it wrote to standard error. */
const char *child_tail(const struct child *child, size_t *size);

#endif
