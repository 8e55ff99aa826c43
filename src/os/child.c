/* Talking to a child process, and ending it. */
#define _POSIX_C_SOURCE 200809L
#include "os/child.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "os/clock.h"
#include "os/interrupts.h"

/* Milliseconds between two looks whether it has ended: a child that is to end, and one whose output stays open, held
 * by a process that it left behind. */
enum { TURN = 20, SILENT_TURN = 250 };
enum { COMPACTED = 65536 }; /* so many written bytes of the queue make room again */
/* So many reads empty the pipe that a dead child's last words are in; a process that it left behind may go on writing. */
enum { LAST_READS = 1 + 65536 / CHILD_TAIL };

static void shut(int *descriptor)
{
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

void child_send(struct child *child, const char *bytes, size_t size)
{
  if (child->input >= 0) text_put(&child->queue, bytes, size);
}

size_t child_unsent(const struct child *child)
{
  return child->queue.used - child->sent;
}

void child_forget(struct child *child)
{
  size_t end = child->sent;
  if (child->in_line && end < child->queue.used) {
    const char *newline = memchr(child->queue.bytes + end, '\n', child->queue.used - end);
    end = newline != NULL ? (size_t)(newline - child->queue.bytes) + 1 : child->queue.used;
  }
  child->queue.used = end;
}

static void write_some(struct child *child)
{
  ssize_t written = write(child->input, child->queue.bytes + child->sent, child_unsent(child));
  if (written > 0) {
    child->sent += (size_t)written;
    child->in_line = child->queue.bytes[child->sent - 1] != '\n';
  } else if (written < 0 && errno != EAGAIN && errno != EINTR) shut(&child->input);
  if (child->input < 0) child->sent = child->queue.used; /* it does not listen: what it wrote is still read */
  if (child_unsent(child) > 0 && child->sent < COMPACTED) return;
  memmove(child->queue.bytes, child->queue.bytes + child->sent, child_unsent(child));
  child->queue.used = child_unsent(child);
  child->sent = 0;
}

static int read_output(struct child *child)
{
  size_t room;
  char *space = incoming_space(&child->incoming, &room);
  if (space == NULL) return 0;
  ssize_t taken = read(child->output, space, room);
  if (taken > 0) incoming_add(&child->incoming, (size_t)taken);
  else if (taken == 0 || (errno != EAGAIN && errno != EINTR)) shut(&child->output);
  return 1;
}

/* Keeps the last CHILD_TAIL bytes at least; 0 when nothing more has come. */
static int read_errors(struct child *child)
{
  if (child->tail_size > CHILD_TAIL) {
    memmove(child->tail, child->tail + child->tail_size - CHILD_TAIL, CHILD_TAIL);
    child->tail_size = CHILD_TAIL;
  }
  ssize_t taken = read(child->errors, child->tail + child->tail_size, sizeof child->tail - child->tail_size);
  if (taken > 0) child->tail_size += (size_t)taken;
  else if (taken == 0 || (errno != EAGAIN && errno != EINTR)) shut(&child->errors);
  return taken > 0;
}

const char *child_tail(const struct child *child, size_t *size)
{
  size_t skipped = child->tail_size > CHILD_TAIL ? child->tail_size - CHILD_TAIL : 0;
  *size = child->tail_size - skipped;
  return child->tail + skipped;
}

/* Waits for anything to happen, and deals with it: 1, or 0 when nothing has, or -1 when there is no memory. */
static int exchange(struct child *child, int milliseconds)
{
  struct pollfd polled[3] = {{.fd = child->output, .events = POLLIN},
                             {.fd = child->errors, .events = POLLIN},
                             {.fd = child_unsent(child) > 0 ? child->input : -1, .events = POLLOUT}};
  if (poll(polled, 3, milliseconds) <= 0) return 0;
  if (polled[2].revents != 0) write_some(child);
  if (polled[1].revents != 0) (void)read_errors(child);
  if (polled[0].revents != 0 && !read_output(child)) return -1;
  return child->queue.failed ? -1 : 1;
}

/* Without reaping it, so that its number still stands for its group. */
static int has_ended(const struct child *child)
{
  siginfo_t information = {.si_pid = 0};
  return waitid(P_PID, (id_t)child->process, &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_pid != 0;
}

int child_line(struct child *child, struct line *line, uint64_t deadline)
{
  for (;;) {
    int found = incoming_line(&child->incoming, line);
    if (found == INCOMING_LINE) return CHILD_LINE;
    if (found == INCOMING_TOO_LONG) return CHILD_LINE_TOO_LONG;
    if (child->output < 0) return CHILD_CLOSED;
    uint64_t now = clock_milliseconds();
    if (now >= deadline) return CHILD_LATE;
    int happened = exchange(child, deadline - now < SILENT_TURN ? (int)(deadline - now) : SILENT_TURN);
    if (happened < 0) return CHILD_NO_MEMORY;
    if (happened == 0 && has_ended(child)) return CHILD_CLOSED;
  }
}

/* What it still writes is dropped; its standard error is kept. */
static void wait_for_end(struct child *child, uint64_t deadline)
{
  while (!has_ended(child)) {
    uint64_t now = clock_milliseconds();
    if (now >= deadline) return;
    int turn = deadline - now < TURN ? (int)(deadline - now) : TURN;
    child->incoming.begin = child->incoming.end = child->incoming.searched = 0;
    if (exchange(child, turn) < 0) return;
  }
  child->by_itself = 1;
}

void child_stop(struct child *child, uint64_t patience)
{
  if (child->process == 0) return;
  shut(&child->input);
  child->sent = child->queue.used = 0;
  child->by_itself = 0;
  wait_for_end(child, clock_milliseconds() + patience);
  kill(-child->process, SIGKILL);
  while (waitpid(child->process, &child->status, 0) < 0 && errno == EINTR) continue;
  interrupts_guard(0);
  child->process = 0;
  for (int reads = 0; reads < LAST_READS && child->errors >= 0 && read_errors(child); reads++) continue;
  shut(&child->output);
  shut(&child->errors);
}

void child_close(struct child *child)
{
  child_stop(child, 0);
  text_close(&child->queue);
  incoming_close(&child->incoming);
}
