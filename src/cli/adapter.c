/* heapproof adapter: the adapter protocol, spoken by heapproof itself. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "options.h"
#include "program/interpreter.h"
#include "program/profiles.h"
#include "program/promises.h"
#include "program/protocol.h"
#include "program/reader.h"

static const char usage[] =
    "Usage: heapproof adapter [--profile PROFILE]\n"
    "Reads statements from standard input and writes their events to standard output, as the adapter protocol of\n"
    "spec/adapters.md wants it: a hello first, and `done` after the events of each statement.\n"
    "\n"
    "  --profile PROFILE  the version of CPython that it is (default cpython-3.11; see `heapproof profiles`)\n"
    "  --help             this text\n"
    "\n"
    "Exit status: 0 standard input has ended, 2 bad usage, input that is no text, or output that cannot be written.\n";

struct adapter {
  struct reader reader;
  struct text out;
  struct interpreter *interpreter;
  uint64_t statements; /* since the last reset */
  uint32_t profile;
};

static int complain(const char *what, const char *argument)
{
  fprintf(stderr, "heapproof adapter: %s%s\nTry 'heapproof adapter --help'.\n", what, argument);
  return EXIT_BAD_INPUT;
}

static void put_hello(struct text *out, uint32_t profile)
{
  text_puts(out, "{\"event\":\"hello\",\"protocol\":");
  text_number(out, PROTOCOL_VERSION);
  text_puts(out, ",\"name\":\"heapproof\",\"version\":\"" HEAPPROOF_VERSION "\",\"profile\":\"");
  text_puts(out, profiles[profile].name);
  text_putc(out, '"');
  for (int promise = 0; promise < PROMISE_UNORDERED; promise++) {
    text_puts(out, promise == 0 ? ",\"promises\":[\"" : ",\"");
    text_puts(out, promise_name((enum promise)promise));
    text_putc(out, '"');
  }
  text_puts(out, "]}\n");
}

/* {"event":"done","n":12} */
static void put_end(struct text *out, const char *event, uint64_t n)
{
  text_puts(out, "{\"event\":\"");
  text_puts(out, event);
  text_puts(out, "\",\"n\":");
  text_number(out, n);
  text_puts(out, "}\n");
}

/* The heap as it was at the start; 0 when there is no memory. */
static int reset(struct adapter *adapter)
{
  const struct interpreter_options options = {.form = EVENTS_JSON, .descriptor = -1, .profile = adapter->profile + 1};
  if (adapter->interpreter != NULL) interpreter_close(adapter->interpreter);
  adapter->interpreter = interpreter_open(NULL, &options);
  adapter->statements = 0;
  return adapter->interpreter != NULL;
}

static void perform(struct adapter *adapter, struct line *line)
{
  line->number = ++adapter->statements;
  int step = interpreter_perform(adapter->interpreter, line);
  struct text *events = interpreter_events(adapter->interpreter);
  if (step == STEP_PROBLEM && interpreter_lacks_it(adapter->interpreter)) {
    put_end(&adapter->out, "unsupported", line->number);
  } else {
    text_put(&adapter->out, events->bytes, events->used);
    put_end(&adapter->out, "done", line->number);
  }
  if (events->failed) adapter->out.failed = events->failed;
  events->used = 0;
}

static int is_reset(const struct line *line)
{
  return line->size == 5 && memcmp(line->text, "reset", 5) == 0;
}

/* Answers are flushed when the next statement is not there yet: whoever waits for an answer gets it. */
static int converse(struct adapter *adapter)
{
  struct line line;
  struct problem problem;
  int read = READ_LINE;
  while (!adapter->out.failed) {
    if (!reader_has_line(&adapter->reader)) text_flush(&adapter->out);
    read = reader_next(&adapter->reader, &line, &problem);
    if (read != READ_LINE) break;
    if (!is_reset(&line)) perform(adapter, &line);
    else if (reset(adapter)) put_end(&adapter->out, "done", 0);
    else return complain("out of memory", "");
  }
  text_flush(&adapter->out);
  if (adapter->out.failed) return complain("cannot write: ", strerror(adapter->out.failed));
  return read == READ_END ? EXIT_FINE : complain("standard input is no text: ", problem.message);
}

int adapter_main(int argc, char **argv)
{
  static struct adapter adapter;
  struct problem problem;
  if (options_ask_help(argc, argv))
    return fputs(usage, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
  adapter.profile = DEFAULT_PROFILE;
  for (int i = 1; i < argc; i++) {
    const char *value = option_value(argc, argv, &i, "--profile");
    if (value == NULL) return complain("unexpected argument: ", argv[i]);
    adapter.profile = profile_named(value);
    if (adapter.profile == PROFILES) return complain("no such profile: ", value);
  }
  text_open(&adapter.out, STDOUT_FILENO);
  put_hello(&adapter.out, adapter.profile);
  text_flush(&adapter.out);
  int status = EXIT_BAD_INPUT;
  if (!reader_open(&adapter.reader, "-", &problem)) complain("cannot read: ", problem.message);
  else if (!reset(&adapter)) complain("out of memory", "");
  else status = converse(&adapter);
  if (adapter.interpreter != NULL) interpreter_close(adapter.interpreter);
  reader_close(&adapter.reader);
  text_close(&adapter.out);
  return status;
}
