/* Starting a child process. */
#define _POSIX_C_SOURCE 200809L
#include "os/child.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>
#include "os/interrupts.h"

extern char **environ;

/* The ends of the three pipes: what the child gets as 0, 1, 2, and what stays here. */
struct pipes {
  int theirs[3], ours[3];
};

/* Above 2, so that no end is in the way of another, and not inherited. */
static int moved_up(int descriptor)
{
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  close(descriptor);
  return moved;
}

static void close_all(int *descriptors)
{
  for (int i = 0; i < 3; i++) {
    if (descriptors[i] >= 0) close(descriptors[i]);
    descriptors[i] = -1;
  }
}

static int open_pipes(struct pipes *pipes)
{
  for (int i = 0; i < 3; i++) pipes->theirs[i] = pipes->ours[i] = -1;
  for (int i = 0; i < 3; i++) {
    int ends[2];
    if (pipe(ends) != 0) return errno;
    pipes->theirs[i] = moved_up(ends[i == 0 ? 0 : 1]);
    pipes->ours[i] = moved_up(ends[i == 0 ? 1 : 0]);
    if (pipes->theirs[i] < 0 || pipes->ours[i] < 0) return errno;
    if (fcntl(pipes->ours[i], F_SETFL, O_NONBLOCK) != 0) return errno;
  }
  return 0;
}

/* In a group of its own, with the signals as a fresh process has them. */
static int spawn(struct child *child, const char *command, const struct pipes *pipes)
{
  char shell[] = "sh", option[] = "-c";
  char *arguments[] = {shell, option, (char *)(uintptr_t)command, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t broken, none;
  sigemptyset(&none);
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  if (posix_spawn_file_actions_init(&actions) != 0) return ENOMEM;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return ENOMEM;
  }
  int failed = 0;
  for (int i = 0; i < 3 && failed == 0; i++) failed = posix_spawn_file_actions_adddup2(&actions, pipes->theirs[i], i);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &broken);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (failed == 0) failed = posix_spawn(&child->process, "/bin/sh", &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failed;
}

int child_start(struct child *child, const char *command)
{
  struct pipes pipes;
  memset(child, 0, sizeof *child);
  text_open(&child->queue, -1);
  incoming_open(&child->incoming);
  child->input = child->output = child->errors = -1;
  signal(SIGPIPE, SIG_IGN); /* a child that closed its input shows as EPIPE */
  int failed = open_pipes(&pipes);
  if (failed == 0) failed = spawn(child, command, &pipes);
  close_all(pipes.theirs);
  if (failed != 0) {
    close_all(pipes.ours);
    child->process = 0;
    return failed;
  }
  interrupts_guard(child->process);
  child->input = pipes.ours[0];
  child->output = pipes.ours[1];
  child->errors = pipes.ours[2];
  return 0;
}
