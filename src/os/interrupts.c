/* Passing on the signals that end this process. */
#define _POSIX_C_SOURCE 200809L
#include "os/interrupts.h"
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t guarded;

/* The handler is gone when it runs (SA_RESETHAND): the signal, raised again, ends this process as it always would. */
static void pass_on(int signal)
{
  if (guarded > 0) kill(-(pid_t)guarded, SIGKILL);
  raise(signal);
}

void interrupts_guard(pid_t group)
{
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  static int installed;
  guarded = (sig_atomic_t)group;
  if (installed) return;
  installed = 1;
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    struct sigaction action = {.sa_handler = pass_on, .sa_flags = (int)SA_RESETHAND}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL) sigaction(signals[i], &action, NULL);
  }
}
