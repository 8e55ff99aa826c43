/* Running actions. */
#include "running.h"
#include "heap.h"
#include "statements.h"

/* What the actions around this one stand for, and where the statement below is. */
struct outside {
  struct scanner scanner;
  uint64_t line;
  uint32_t column, self, reference;
  uint64_t reference_serial;
};

static struct outside leave_for_action(const struct interpreter *interpreter)
{
  return (struct outside){.scanner = interpreter->scanner,
                          .line = interpreter->events.line,
                          .column = interpreter->column,
                          .self = interpreter->self,
                          .reference = interpreter->reference,
                          .reference_serial = interpreter->reference_serial};
}

static void come_back(struct interpreter *interpreter, const struct outside *outside)
{
  interpreter->scanner = outside->scanner;
  interpreter->column = outside->column;
  interpreter->self = outside->self;
  interpreter->reference = outside->reference;
  interpreter->reference_serial = outside->reference_serial;
}

/* Statement by statement, up to the first that cannot be performed. */
static void run_lines(struct interpreter *interpreter, uint32_t action)
{
  struct problem problem; /* why it cannot be performed is not told, as in CPython's sys.unraisablehook it would be */
  for (uint32_t i = 0; i < actions_length(&interpreter->actions, action) && !interpreter->went_too_far; i++) {
    struct line line = actions_line(&interpreter->actions, action, i);
    interpreter->events.line = line.number;
    scanner_start(&interpreter->scanner, &line, &problem);
    skip_blanks(&interpreter->scanner);
    if (!run_statement(interpreter)) {
      events_unraisable(&interpreter->events);
      return;
    }
    driver_safe_point();
  }
}

static void run(struct interpreter *interpreter, uint32_t action, uint32_t self, uint32_t reference)
{
  if (interpreter->nesting == interpreter->most_nested || interpreter->begun == interpreter->most_actions)
    interpreter->went_too_far = 1;
  if (interpreter->went_too_far || action == 0) return;
  struct outside outside = leave_for_action(interpreter);
  interpreter->begun++;
  if (!driver_push_frame()) {
    interpreter->went_too_far = 1;
    return;
  }
  interpreter->nesting++;
  bindings_enter(&interpreter->bindings, 0);
  interpreter->self = self;
  interpreter->reference = reference;
  interpreter->reference_serial = reference == 0 ? 0 : driver_serial(reference);
  run_lines(interpreter, action);
  interpreter->events.line = outside.line;
  leave_frame(interpreter);
  interpreter->nesting--;
  come_back(interpreter, &outside);
}

void run_finalizer(struct interpreter *interpreter, uint32_t object)
{
  run(interpreter, interpreter->action_of[object], object, 0);
}

void run_callback(struct interpreter *interpreter, uint32_t reference)
{
  run(interpreter, interpreter->action_of[reference], 0, reference);
}

void begin_actions(struct interpreter *interpreter)
{
  interpreter->begun = 0;
  interpreter->went_too_far = 0;
}

int end_actions(struct interpreter *interpreter)
{
  if (!interpreter->went_too_far) return 1;
  return scanner_fail(&interpreter->scanner, interpreter->column,
                      "limit: actions nested more than %u deep, or more than %u of them", interpreter->most_nested,
                      interpreter->most_actions);
}
