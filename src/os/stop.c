/* Noting the signals that end a process. */
#define _POSIX_C_SOURCE 200809L
#include "os/stop.h"
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked;

static void note(int signal)
{
  asked = signal;
}

void stop_watch(void)
{
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    struct sigaction action = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL) sigaction(signals[i], &action, NULL);
  }
}

int stop_asked(void)
{
  return asked != 0;
}

void stop_now(void)
{
  if (asked != 0) raise(asked);
}
