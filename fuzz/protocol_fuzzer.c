/* Fuzz target: any bytes as what an adapter writes, in pieces of any size.  Cutting them into lines, reading them as
 * messages and taking their comparable parts neither crashes nor leaks nor hangs; and what is read once reads the same
 * again from its normal form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "os/incoming.h"
#include "program/promises.h"
#include "program/protocol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what)
{
  fprintf(stderr, "protocol_fuzzer: %s\n", what);
  abort();
}

/* The statements that the answers would be to: a `collect`, a `return` and others. */
static void make_program(struct canonical *program)
{
  static const char *const statements[] = {"new a", "collect", "call f", "return", "count"};
  canonical_open(program);
  for (int i = 0; i < 5; i++)
    if (!canonical_add(program, statements[i], strlen(statements[i]), 1)) fail("no memory");
}

static void read_again(const struct message *message)
{
  struct message again;
  struct problem problem;
  struct line line = {message->text.bytes, (uint32_t)message->text.used, 1};
  message_open(&again);
  if (!message_read(&again, &line, &problem)) fail("the normal form is no message");
  if (again.kind != message->kind || again.number != message->number || again.text.used != message->text.used ||
      memcmp(again.text.bytes, message->text.bytes, again.text.used) != 0)
    fail("the normal form is another message");
  message_close(&again);
}

static void take_line(const struct line *line, struct message *message, struct promises *promises,
                      const struct canonical *program, struct text *part)
{
  struct problem problem;
  size_t size;
  if (!message_read(message, line, &problem)) {
    if (problem.message[0] == '\0') fail("a problem without words");
    return;
  }
  read_again(message);
  const char *name = message_string(message, "name", &size);
  if (name != NULL) promise_add(promises, name, size); /* some hello may promise it */
  for (uint64_t n = 0; n <= 1 + canonical_count(program); n++) comparable_part(promises, program, n, message, part);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct incoming incoming;
  struct message message;
  struct canonical program;
  struct text part;
  struct promises promises = {.made = size > 0 ? data[size - 1] * 0x01010101u : 0};
  size_t piece = size > 1 ? 1 + data[size - 2] : 1;
  incoming_open(&incoming);
  message_open(&message);
  text_open(&part, -1);
  make_program(&program);
  for (size_t at = 0; at < size; at += piece) {
    struct line line;
    size_t room, more = size - at < piece ? size - at : piece;
    char *space = incoming_space(&incoming, &room);
    if (space == NULL || room < more) fail("no room");
    memcpy(space, data + at, more);
    incoming_add(&incoming, more);
    int found;
    while ((found = incoming_line(&incoming, &line)) == INCOMING_LINE)
      take_line(&line, &message, &promises, &program, &part);
    if (found == INCOMING_TOO_LONG) break;
  }
  canonical_close(&program);
  text_close(&part);
  message_close(&message);
  incoming_close(&incoming);
  return 0;
}
