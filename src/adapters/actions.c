/* Actions: bodies of statements that finalizers and callbacks run, each time in a frame of its own. */
#include "actions.h"
#include <stdlib.h>
#include "collector_state.h"
#include "names.h"
#include "output.h"
#include "perform.h"
#include "records.h"

struct action {
  struct statement *statements;
  uint32_t count, room;
};

static struct action *actions; /* 1 .. action_count */
static uint32_t action_count, action_room;
static PyObject **callables; /* by action; kept for later programs */
static uint32_t callable_count;
static uint32_t self_now, reference_now; /* numbers: a reference may die in its own callback */
static uint32_t nesting, begun;
static int went_too_far;

static PyObject *call_back(PyObject *number, PyObject *reference);
static PyMethodDef callback_definition = {"callback", call_back, METH_O, NULL};

/* The function is an object of the collector's sort: it is made without a collection, and taken out of its sight. */
static PyObject *make_callable(uint32_t action)
{
  int count = collector_count(0), threshold = collector_threshold(0);
  collector_set_threshold(0, 0);
  PyObject *number = PyLong_FromUnsignedLong(action);
  PyObject *callable = number == NULL ? NULL : PyCFunction_New(&callback_definition, number);
  if (callable == NULL) abort();
  Py_DECREF(number);
  PyObject_GC_UnTrack(callable);
  collector_set_threshold(0, threshold);
  collector_set_count(0, count);
  return callable;
}

static void make_callables(uint32_t last)
{
  if (last < callable_count) return;
  callables = realloc(callables, (last + 1) * sizeof *callables);
  if (callables == NULL) abort();
  for (; callable_count <= last; callable_count++) callables[callable_count] = make_callable(callable_count);
}

uint32_t action_begin(uint32_t name)
{
  if (action_count + 1 >= action_room) {
    action_room = action_room == 0 ? 64 : 2 * action_room;
    actions = realloc(actions, action_room * sizeof *actions);
    if (actions == NULL) abort();
  }
  action_count++;
  actions[action_count] = (struct action){NULL, 0, 0};
  name_action(name, action_count);
  make_callables(action_count);
  return action_count;
}

void action_add(uint32_t number, struct statement *statement)
{
  struct action *action = &actions[number];
  if (action->count == action->room) {
    action->room = action->room == 0 ? 8 : 2 * action->room;
    action->statements = realloc(action->statements, action->room * sizeof *action->statements);
    if (action->statements == NULL) abort();
  }
  action->statements[action->count++] = *statement;
}

PyObject *action_callable(uint32_t action)
{
  return callables[action];
}

static PyObject *object_of(uint32_t number)
{
  return number == 0 ? NULL : record_at(number)->object;
}

PyObject *current_self(void)
{
  return object_of(self_now);
}

PyObject *current_reference(void)
{
  return object_of(reference_now);
}

/* Statement by statement, up to the first that cannot be performed; from 3.12 on a safe point after each. */
static void run_statements(uint32_t number)
{
  for (uint32_t i = 0; i < actions[number].count && !went_too_far; i++) {
    const struct statement *statement = &actions[number].statements[i];
    event_line = statement->line;
    if (!perform(statement)) {
      tell_plain("unraisable");
      return;
    }
    safe_point();
  }
}

static void run(uint32_t number, uint32_t self, uint32_t reference)
{
  if (nesting == MOST_NESTED_ACTIONS || begun == MOST_ACTIONS) went_too_far = 1;
  if (went_too_far) return;
  uint32_t outer_self = self_now, outer_reference = reference_now;
  uint64_t outer_line = event_line;
  self_now = self;
  reference_now = reference;
  nesting++;
  begun++;
  push_frame();
  run_statements(number);
  event_line = outer_line;
  pop_frame();
  nesting--;
  self_now = outer_self;
  reference_now = outer_reference;
}

void run_finalizer(uint32_t number)
{
  if (events_muted) return;
  tell_object("finalize", number);
  run(record_at(number)->action, number, 0);
}

static PyObject *call_back(PyObject *number, PyObject *reference)
{
  if (!events_muted) {
    tell_object("callback", record_of(reference));
    run((uint32_t)PyLong_AsUnsignedLong(number), 0, record_of(reference));
  }
  Py_RETURN_NONE;
}

void actions_start(void)
{
  begun = 0;
  went_too_far = 0;
}

int actions_were_within_limits(void)
{
  return !went_too_far;
}

int actions_are_running(void)
{
  return nesting > 0;
}

static void forget(struct action *action)
{
  for (uint32_t i = 0; i < action->count; i++) {
    free(action->statements[i].text);
    free(action->statements[i].items);
    free(action->statements[i].parameters);
  }
  free(action->statements);
}

void actions_reset(void)
{
  for (; action_count > 0; action_count--) forget(&actions[action_count]);
}
