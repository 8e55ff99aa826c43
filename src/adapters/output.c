/* The event stream of the adapter for CPython.  No Python memory is used here, so that writing an event changes
 * nothing that an event could tell of. */
#include "output.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "names.h"
#include "records.h"

enum { FLUSH_BYTES = 1 << 20 };

uint64_t event_line;
int events_muted;

static char *buffer;
static size_t used, room;
static int is_kept;

void keep_output(void)
{
  is_kept = 1;
}

const char *take_output(size_t *size)
{
  *size = used;
  used = 0;
  return buffer;
}

void flush_output(void)
{
  if (is_kept) return;
  for (size_t done = 0; done < used;) {
    ssize_t written = write(STDOUT_FILENO, buffer + done, used - done);
    if (written >= 0) done += (size_t)written;
    else if (errno != EINTR) _exit(2); /* nobody listens any more */
  }
  used = 0;
}

void put(const char *bytes, size_t size)
{
  if (size > room - used) {
    size_t larger = room > 0 ? 2 * room : FLUSH_BYTES;
    while (larger - used < size) larger *= 2;
    char *bigger = realloc(buffer, larger);
    if (bigger == NULL) abort();
    buffer = bigger;
    room = larger;
  }
  memcpy(buffer + used, bytes, size);
  used += size;
}

void put_text(const char *text)
{
  put(text, strlen(text));
}

void put_number(uint64_t number)
{
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  put(digits + at, sizeof digits - at);
}

static void put_identity(uint32_t number)
{
  uint32_t size;
  const char *name = name_text(record_at(number)->name, &size);
  put_text("\"object\":");
  put_number(number);
  put_text(",\"name\":\"");
  put(name, size);
  put_text("\"");
}

void put_object(uint32_t number)
{
  put_text("{");
  put_identity(number);
  put_text("}");
}

static void begin_event(const char *event)
{
  if (used >= FLUSH_BYTES) flush_output();
  put_text("{\"event\":\"");
  put_text(event);
  put_text("\",\"line\":");
  put_number(event_line);
}

void tell_plain(const char *event)
{
  if (events_muted) return;
  begin_event(event);
  put_text("}\n");
}

void tell_object(const char *event, uint32_t number)
{
  if (events_muted) return;
  begin_event(event);
  put_text(",");
  put_identity(number);
  put_text("}\n");
}

void tell_collection(const char *event, int generation, int64_t collected, int64_t uncollectable)
{
  if (events_muted) return;
  begin_event(event);
  put_text(",\"generation\":");
  put_number((uint64_t)generation);
  put_text(",\"collected\":");
  put_number((uint64_t)collected);
  put_text(",\"uncollectable\":");
  put_number((uint64_t)uncollectable);
  put_text("}\n");
}

void begin_answer(const char *query, size_t size)
{
  begin_event("answer");
  put_text(",\"query\":\"");
  put(query, size);
  put_text("\",\"value\":");
}

void end_answer(void)
{
  put_text("}\n");
}

/* A JSON string holds the message: quotes and backslashes are escaped, control characters left out. */
static void put_message(const char *message)
{
  put_text("\"");
  for (const char *at = message; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\') put_text("\\");
    if ((unsigned char)*at >= 0x20 && *at != 0x7F) put(at, 1);
  }
  put_text("\"");
}

void tell_error(const char *message)
{
  begin_event("error");
  put_text(",\"column\":1,\"message\":");
  put_message(message);
  put_text("}\n");
}

void tell_done(uint64_t statement)
{
  put_text("{\"event\":\"done\",\"n\":");
  put_number(statement);
  put_text("}\n");
  flush_output();
}

void tell_unsupported(uint64_t statement)
{
  put_text("{\"event\":\"unsupported\",\"n\":");
  put_number(statement);
  put_text("}\n");
  flush_output();
}
