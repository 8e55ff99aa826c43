/* Frames: call, return, exit. */
#include "heap.h"
#include "operands.h"
#include "statements.h"

enum { MAX_ARGUMENTS = 255 };

struct arguments {
  uint32_t count;
  uint32_t names[MAX_ARGUMENTS];
  uint32_t roots[MAX_ARGUMENTS];
};

/* NAME=OPERAND; the value goes to interpreter->values. */
static int take_argument(struct interpreter *interpreter, struct arguments *arguments)
{
  struct scanner *scanner = &interpreter->scanner;
  struct operand operand;
  struct word word;
  uint32_t name;
  if (!take_plain_name(interpreter, "a parameter", &word, &name)) return 0;
  if (arguments->count == MAX_ARGUMENTS)
    return scanner_fail(scanner, word.column, "more than %d arguments", MAX_ARGUMENTS);
  for (uint32_t i = 0; i < arguments->count; i++)
    if (arguments->names[i] == name)
      return scanner_fail(scanner, word.column, "`%.*s` is given twice", (int)word.size, word.text);
  if (!take_byte(scanner, '='))
    return scanner_fail(scanner, scanner_column(scanner), "expected `=` after `%.*s`", (int)word.size, word.text);
  if (!take_operand(interpreter, &operand) || !end_word(scanner)) return 0;
  interpreter->values[arguments->count] = operand.value;
  arguments->names[arguments->count++] = name;
  return 1;
}

/* Everything that needs room, before anything is bound. */
static int reserve_frame(struct interpreter *interpreter, struct arguments *arguments)
{
  if (!driver_push_frame())
    return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another frame");
  for (uint32_t i = 0; i < arguments->count; i++) {
    arguments->roots[i] = driver_push_local();
    if (arguments->roots[i] == 0) {
      driver_return();
      return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another name");
    }
  }
  return 1;
}

/* call LABEL [NAME=OPERAND ...] */
int statement_call(struct interpreter *interpreter)
{
  struct arguments arguments = {.count = 0};
  struct word word;
  uint32_t label;
  if (!take_plain_name(interpreter, "the name of a function", &word, &label) || !end_word(&interpreter->scanner))
    return 0;
  while (!at_end(&interpreter->scanner))
    if (!take_argument(interpreter, &arguments)) return 0;
  if (!reserve_frame(interpreter, &arguments)) return 0;
  bindings_enter(&interpreter->bindings, label);
  for (uint32_t i = 0; i < arguments.count; i++) {
    driver_set_root(arguments.roots[i], interpreter->values[i]);
    bindings_commit(&interpreter->bindings, arguments.names[i], arguments.roots[i]);
  }
  return 1;
}

static void leave(struct interpreter *interpreter)
{
  driver_return();
  bindings_leave(&interpreter->bindings);
}

/* return [OPERAND]: the value is held while the locals go, then bound to `result` in the caller. */
int statement_return(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct bindings *bindings = &interpreter->bindings;
  struct operand value = {.value = 0};
  int has_value = !at_end(scanner);
  if (has_value && !take_operand(interpreter, &value)) return 0;
  if (!end_statement(scanner)) return 0;
  if (bindings->frame_count == 1) return scanner_fail(scanner, interpreter->column, "`return` outside a call");
  if (!has_value) {
    leave(interpreter);
    return 1;
  }
  /* A root of this frame to spare is room for `result` once the frame is gone. */
  if (!bindings_spare(bindings)) return scanner_fail(scanner, interpreter->column, "no room for another name");
  driver_set_root(RESULT_ROOT, value.value);
  leave(interpreter);
  uint32_t root = bindings_reserve(bindings, interpreter->result_name);
  driver_set_root(root, value.value);
  bindings_commit(bindings, interpreter->result_name, root);
  driver_set_root(RESULT_ROOT, 0);
  return 1;
}

/* exit: every frame returns, then globals go in creation order; a fresh main frame is left. */
int statement_exit(struct interpreter *interpreter)
{
  struct bindings *bindings = &interpreter->bindings;
  if (!end_statement(&interpreter->scanner)) return 0;
  while (bindings->frame_count > 0) leave(interpreter);
  driver_push_frame();
  bindings_enter(bindings, 0);
  while (bindings->globals.first != 0) {
    uint32_t root = bindings->globals.first;
    driver_set_root(root, 0);
    bindings_forget(bindings, bindings->roots[root].name);
  }
  return 1;
}
