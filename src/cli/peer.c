/* Conversing with an adapter. */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"
#include "program/profiles.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include "commands.h"
#include "os/clock.h"

enum { PATIENCE = 1000, QUOTED = 100 }; /* milliseconds to end by itself; bytes of a wrong line to show */

void peer_open(struct peer *peer, const char *command, uint64_t timeout)
{
  memset(peer, 0, sizeof *peer);
  peer->command = command;
  peer->timeout = timeout;
  message_open(&peer->message);
}

void peer_close(struct peer *peer)
{
  if (peer->running) child_stop(&peer->child, PATIENCE);
  if (peer->running) child_close(&peer->child);
  peer->running = 0;
  message_close(&peer->message);
}

/* --- trouble --- */

static int end_in_trouble(struct peer *peer, int status, uint64_t patience)
{
  child_stop(&peer->child, patience);
  peer->running = 0;
  peer->status = status;
  return 0;
}

int peer_broken(struct peer *peer, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(peer->trouble, TROUBLE_TEXT, format, arguments);
  va_end(arguments);
  end_in_trouble(peer, EXIT_CRASHED, 0);
  child_close(&peer->child);
  return 0;
}

static int crashed(struct peer *peer)
{
  end_in_trouble(peer, EXIT_CRASHED, PATIENCE);
  int status = peer->child.status;
  if (!peer->child.by_itself) snprintf(peer->trouble, TROUBLE_TEXT, "closed its output and went on running: killed");
  else if (WIFSIGNALED(status))
    snprintf(peer->trouble, TROUBLE_TEXT, "ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
  else if (WEXITSTATUS(status) > 128)
    snprintf(peer->trouble, TROUBLE_TEXT, "ended with exit status %d, which is 128 + signal %d when a shell says it",
             WEXITSTATUS(status), WEXITSTATUS(status) - 128);
  else snprintf(peer->trouble, TROUBLE_TEXT, "ended with exit status %d", WEXITSTATUS(status));
  child_close(&peer->child);
  return 0;
}

static int hung(struct peer *peer)
{
  end_in_trouble(peer, EXIT_HUNG, 0);
  snprintf(peer->trouble, TROUBLE_TEXT, "did not answer within %" PRIu64 ".%" PRIu64 " s: killed", peer->timeout / 1000,
           peer->timeout % 1000 / 100);
  child_close(&peer->child);
  return 0;
}

/* Bytes that somebody else wrote, fit for a terminal. */
static void escape(char *out, size_t room, const char *bytes, size_t size)
{
  size_t used = 0;
  for (size_t i = 0; i < size && used + 5 < room; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (byte >= 0x20 && byte < 0x7F) out[used++] = (char)byte;
    else used += (size_t)snprintf(out + used, room - used, "\\x%02x", byte);
  }
  out[used] = '\0';
}

static int wrong_line(struct peer *peer, const struct line *line, const struct problem *problem)
{
  char shown[4 * QUOTED + 8], message[PROBLEM_BYTES];
  escape(shown, sizeof shown, line->text, line->size < QUOTED ? line->size : QUOTED);
  escape(message, sizeof message, problem->message, strlen(problem->message));
  return peer_broken(peer, "wrote what is no message, in line %" PRIu64 " of its output: %.150s: %.300s%s",
                     line->number, message, shown, line->size > QUOTED ? "..." : "");
}

void peer_report(const struct peer *peer)
{
  size_t size;
  const char *tail = child_tail(&peer->child, &size);
  fprintf(stderr, "the adapter %s\n", peer->trouble);
  if (size == 0) return;
  fprintf(stderr, "its standard error ended with:\n");
  for (size_t at = 0; at < size;) {
    const char *newline = memchr(tail + at, '\n', size - at);
    size_t length = newline != NULL ? (size_t)(newline - tail) - at : size - at;
    char shown[1024];
    escape(shown, sizeof shown, tail + at, length);
    fprintf(stderr, "    %s\n", shown);
    at += length + 1;
  }
}

/* --- messages --- */

void peer_await(struct peer *peer)
{
  peer->deadline = clock_milliseconds() + peer->timeout;
}

int peer_next(struct peer *peer)
{
  struct line line;
  struct problem problem;
  switch (child_line(&peer->child, &line, peer->deadline)) {
  case CHILD_LINE: return message_read(&peer->message, &line, &problem) ? 1 : wrong_line(peer, &line, &problem);
  case CHILD_CLOSED: return crashed(peer);
  case CHILD_LATE: return hung(peer);
  case CHILD_LINE_TOO_LONG: return peer_broken(peer, "wrote a line of more than %d bytes", INCOMING_BYTES);
  default: return peer_broken(peer, "wrote more than there is memory for");
  }
}

static int take_string(struct peer *peer, const char *key, char *value)
{
  size_t size;
  const char *string = message_string(&peer->message, key, &size);
  if (string == NULL) return peer_broken(peer, "said hello without the member \"%s\", a string", key);
  snprintf(value, HELLO_TEXT, "%.*s", problem_quote(string, (uint32_t)size), string);
  return 1;
}

/* ["deaths","counts",...] in normal form. */
static int take_promises(struct peer *peer)
{
  size_t size;
  const char *list = message_value(&peer->message, "promises", &size);
  if (list == NULL || list[0] != '[')
    return peer_broken(peer, "said hello without the member \"promises\", a list of strings");
  for (const char *at = list + 1; *at != ']'; at += *at == ',') {
    const char *begin = at + 1, *end = *at == '"' ? strchr(begin, '"') : NULL;
    if (end == NULL || (end[1] != ',' && end[1] != ']'))
      return peer_broken(peer, "said hello with \"promises\" that are not plain strings");
    size_t length = (size_t)(end - begin);
    if (!promise_add(&peer->hello.promises, begin, length))
      return peer_broken(peer, "promises `%.*s`, which is not in the table of promises",
                         problem_quote(begin, (uint32_t)length), begin);
    at = end + 1;
  }
  return 1;
}

static int take_hello(struct peer *peer)
{
  memset(&peer->hello, 0, sizeof peer->hello);
  if (!peer_next(peer)) return 0;
  if (peer->message.kind != MESSAGE_HELLO)
    return peer_broken(peer, "began with `%s`, not with a hello", message_name(peer->message.kind));
  if (peer->message.number != PROTOCOL_VERSION)
    return peer_broken(peer, "speaks protocol %" PRIu64 ", not %d", peer->message.number, PROTOCOL_VERSION);
  return take_string(peer, "name", peer->hello.name) && take_string(peer, "version", peer->hello.version) &&
         take_string(peer, "profile", peer->hello.profile) && take_promises(peer);
}

int peer_start(struct peer *peer)
{
  int failed = child_start(&peer->child, peer->command);
  peer->trouble[0] = '\0';
  peer->stale = 0;
  if (failed != 0) {
    snprintf(peer->trouble, TROUBLE_TEXT, "cannot be started: %s", strerror(failed));
    peer->status = EXIT_CRASHED;
    child_close(&peer->child);
    return 0;
  }
  peer->running = 1;
  peer_await(peer);
  return take_hello(peer);
}

int hello_is_comparable(const struct hello *hello)
{
  int known = profile_named(hello->profile) < PROFILES;
  if (!known)
    fprintf(stderr, "heapproof: the adapter %s has the profile %s, which is none of those of `heapproof profiles`\n",
            hello->name, hello->profile);
  else if (!promises_compare(&hello->promises))
    fprintf(stderr, "heapproof: the adapter %s promises nothing that could be compared\n", hello->name);
  return known && promises_compare(&hello->promises);
}

void peer_send(struct peer *peer, const char *statement, size_t size)
{
  child_send(&peer->child, statement, size);
  child_send(&peer->child, "\n", 1);
}

void peer_abandon(struct peer *peer)
{
  if (!peer->running) return;
  child_forget(&peer->child);
  peer->stale = 1;
}

/* Of an abandoned program everything up to the answer to `reset` is passed over; each of its answers has its time. */
static int take_reset(struct peer *peer)
{
  enum { MOST_STALE = 1 << 22 };
  for (int passed = 0; passed < MOST_STALE; passed++) {
    if (!peer_next(peer)) return 0;
    int done = peer->message.kind == MESSAGE_DONE;
    if (done && peer->message.number == 0) return 1;
    if (!peer->stale)
      return peer_broken(peer, "answered `reset` by `%s`, not by done with n 0", message_name(peer->message.kind));
    if (done) peer_await(peer);
  }
  return peer_broken(peer, "wrote without end");
}

int peer_reset(struct peer *peer)
{
  if (!peer->running && !peer_start(peer)) return 0;
  peer_send(peer, "reset", 5);
  peer_await(peer);
  int good = take_reset(peer);
  peer->stale = 0;
  return good;
}
