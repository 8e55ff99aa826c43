/* The conversation with the driver. */
#include "session.h"
#include <Python.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "actions.h"
#include "collections.h"
#include "collector_state.h"
#include "names.h"
#include "output.h"
#include "perform.h"
#include "slots.h"
#include "types.h"

enum { LINE_ROOM = 65538, INPUT_ROOM = 1 << 17 };

/* From 3.12 on CPython gives C calls a budget, and from 3.13 on the trashcan begins where it ends: every statement
 * begins with all of it. */
#if PY_VERSION_HEX >= 0x030D0000
#define BEGIN_BUDGET() ((void)(PyThreadState_Get()->c_recursion_remaining = Py_C_RECURSION_LIMIT))
#elif PY_VERSION_HEX >= 0x030C0000
#define BEGIN_BUDGET() ((void)(PyThreadState_Get()->c_recursion_remaining = C_RECURSION_LIMIT))
#else
#define BEGIN_BUDGET() ((void)0)
#endif

/* --- lines --- */

static char line[LINE_ROOM + 1]; /* a longer one is cut, and seen to be too long */
static size_t line_size;

/* The next byte of the input, -1 at its end. */
static int next_byte(void)
{
  static unsigned char input[INPUT_ROOM];
  static size_t at, end;
  while (at == end) {
    ssize_t size = read(STDIN_FILENO, input, sizeof input);
    if (size == 0 || (size < 0 && errno != EINTR)) return -1;
    at = 0;
    end = size > 0 ? (size_t)size : 0;
  }
  return input[at++];
}

static int next_line(void)
{
  line_size = 0;
  for (;;) {
    int byte = next_byte();
    if (byte < 0 && line_size == 0) return 0;
    if (byte < 0 || byte == '\n') break;
    if (line_size < LINE_ROOM) line[line_size++] = (char)byte;
  }
  if (line_size > 0 && line[line_size - 1] == '\r') line_size--;
  line[line_size] = '\0';
  return 1;
}

/* --- reset --- */

/* Ends what counting and the collector would leave: cycles through untracked or legacy objects, saved garbage. */
static void break_objects(void)
{
  for (uint32_t number = 1; number <= records_made(); number++) {
    PyObject *object = record_at(number)->object;
    if (object == NULL) continue;
    Py_INCREF(object);
    break_slots(number);
    Py_DECREF(object);
    empty_trashcan();
  }
}

static void end_immortals(void)
{
  for (uint32_t number = 1; number <= records_made(); number++) {
    if (!record_at(number)->immortal || record_at(number)->object == NULL) continue;
    record_at(number)->object->ob_refcnt = 1;
    Py_DECREF(record_at(number)->object);
  }
}

void reset_session(void)
{
  static const int thresholds[GENERATIONS] = {PY_VERSION_HEX < 0x030D0000 ? 700 : 2000, 10, 10};
  events_muted = 1;
  enable_collections(0);
  save_all(0);
  names_reset();
  empty_trashcan(); /* what waits in it has a record, and a count of 0 */
  if (PyList_SetSlice(garbage_list(), 0, PyList_GET_SIZE(garbage_list()), NULL) < 0) abort();
  empty_trashcan();
  break_objects();
  end_immortals();
  empty_trashcan();
  safe_point(); /* what was due is not due any more */
  collector_thaw();
  collect(2); /* empties the free lists */
  collector_hide_objects();
  records_reset();
  actions_reset();
  push_frame();
  for (int i = 0; i < GENERATIONS; i++) collector_set_threshold(i, thresholds[i]);
  collector_forget();
  enable_collections(1);
  events_muted = 0;
}

/* --- statements --- */

static uint64_t statement_number;
static uint32_t defining; /* the action whose body is being read */

static void fail(const char *message)
{
  event_line = statement_number;
  tell_error(message);
}

static void run_now(const struct statement *statement)
{
  actions_start();
  int performed = perform(statement);
  if (performed) safe_point();
  else fail(perform_message());
  if (!actions_were_within_limits()) fail("limit: actions nested more than 64 deep, or more than 1000000 of them");
}

static void begin_action(const struct statement *statement)
{
  if (action_named(statement->name) != 0) fail("this action is defined already");
  else defining = action_begin(statement->name);
}

static void take_statement(void)
{
  static struct statement statement;
  enum parsed parsed = parse_statement(&statement, line, 0);
  if (parsed == PARSE_UNSUPPORTED) {
    tell_unsupported(statement_number);
    return;
  }
  if (parsed == PARSE_ERROR) fail(parse_message());
  else if (statement.verb == DO_ACTION) begin_action(&statement);
  else if (statement.verb == DO_END) fail("`end` without `action`");
  else run_now(&statement);
  tell_done(statement_number);
}

/* A line of an action's body: kept, unless it is `end` or none that may stand there. */
static void take_body_line(void)
{
  struct statement statement = {0};
  char *text = strdup(line);
  if (text == NULL) abort();
  enum parsed parsed = parse_statement(&statement, text, 1);
  if (parsed == PARSED && statement.verb != DO_END && may_stand_in_action(&statement)) {
    statement.line = statement_number;
    action_add(defining, &statement);
    tell_done(statement_number);
    return;
  }
  if (parsed == PARSED && statement.verb == DO_END) defining = 0;
  else if (parsed == PARSE_ERROR) fail(parse_message());
  else if (parsed == PARSED) fail("this statement cannot stand in an action");
  free(text);
  free(statement.items);
  free(statement.parameters);
  if (parsed == PARSE_UNSUPPORTED) tell_unsupported(statement_number);
  else tell_done(statement_number);
}

static void take_line(void)
{
  if (line_size == 5 && memcmp(line, "reset", 5) == 0) {
    reset_session();
    statement_number = 0;
    defining = 0;
    tell_done(0);
    return;
  }
  event_line = ++statement_number;
  if (!line_is_text(line, line_size)) {
    fail(parse_message());
    tell_done(statement_number);
  } else if (defining != 0) {
    take_body_line();
  } else {
    take_statement();
  }
}

void answer_line(const char *text, size_t size)
{
  line_size = size < LINE_ROOM ? size : LINE_ROOM;
  memcpy(line, text, line_size);
  line[line_size] = '\0';
  BEGIN_BUDGET();
  take_line();
}

void converse(void)
{
  reset_session();
  while (next_line()) {
    BEGIN_BUDGET();
    take_line();
  }
}

int open_session(void)
{
  if (!collector_is_understood()) {
    PyErr_SetString(PyExc_RuntimeError, "the collector's variables are not where this version should have them");
    return 0;
  }
  return collections_open() && types_open();
}
