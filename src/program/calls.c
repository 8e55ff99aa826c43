/* Frames: call, return, exit. */
#include "heap.h"
#include "operands.h"
#include "statements.h"

enum { MAX_ARGUMENTS = 255 };

struct arguments {
  uint32_t count;
  uint32_t names[MAX_ARGUMENTS];
  uint32_t roots[MAX_ARGUMENTS];
  uint32_t kept[MAX_ARGUMENTS]; /* roots too, if are_kept; the first of them is released first */
  int are_kept;
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

/* A frame with a null local for each argument; 0 when there is no room. */
static int push_frame_for(struct interpreter *interpreter, uint32_t count, uint32_t *roots)
{
  if (!driver_push_frame())
    return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another frame");
  for (uint32_t i = 0; i < count; i++) {
    roots[i] = driver_push_local();
    if (roots[i] != 0) continue;
    driver_return();
    return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another name");
  }
  return 1;
}

/* Everything that needs room, before anything is bound.  Arguments that the caller keeps have a frame of their own
 * below the function's, so that they go after its locals. */
static int reserve_frame(struct interpreter *interpreter, struct arguments *arguments)
{
  arguments->are_kept = profiles[profile_now].caller_keeps_arguments && arguments->count > 0;
  if (arguments->are_kept && !push_frame_for(interpreter, arguments->count, arguments->kept)) return 0;
  if (push_frame_for(interpreter, arguments->count, arguments->roots)) return 1;
  if (arguments->are_kept) driver_return();
  return 0;
}

/* call LABEL [NAME=OPERAND ...] */
int statement_call(struct interpreter *interpreter)
{
  struct arguments arguments;
  arguments.count = 0;
  struct word word;
  uint32_t label;
  if (!take_plain_name(interpreter, "the name of a function", &word, &label) || !end_word(&interpreter->scanner))
    return 0;
  while (!at_end(&interpreter->scanner))
    if (!take_argument(interpreter, &arguments)) return 0;
  if (!reserve_frame(interpreter, &arguments)) return 0;
  bindings_enter(&interpreter->bindings, label);
  interpreter->bindings.frames[interpreter->bindings.frame_count - 1].keeps_arguments = arguments.are_kept != 0;
  for (uint32_t i = 0; arguments.are_kept && i < arguments.count; i++) /* the last argument goes first */
    driver_set_root(arguments.kept[arguments.count - 1 - i], interpreter->values[i]);
  for (uint32_t i = 0; i < arguments.count; i++) {
    driver_set_root(arguments.roots[i], interpreter->values[i]);
    bindings_commit(&interpreter->bindings, arguments.names[i], arguments.roots[i]);
  }
  return 1;
}

void leave_frame(struct interpreter *interpreter)
{
  struct bindings *bindings = &interpreter->bindings;
  int keeps_arguments = bindings->frames[bindings->frame_count - 1].keeps_arguments;
  driver_return();
  if (keeps_arguments) driver_return();
  bindings_leave(bindings);
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
    leave_frame(interpreter);
    return 1;
  }
  /* A root of this frame to spare is room for `result` once the frame is gone, unless actions take it. */
  if (!bindings_spare(bindings)) return scanner_fail(scanner, interpreter->column, "no room for another name");
  driver_set_root(RESULT_ROOT, value.value);
  leave_frame(interpreter);
  uint32_t root = bindings_reserve(bindings, interpreter->result_name);
  if (root != 0) bindings_commit(bindings, interpreter->result_name, root);
  if (root != 0) driver_move_root(RESULT_ROOT, root);
  else driver_set_root(RESULT_ROOT, 0);
  return root != 0 ? 1 : scanner_fail(scanner, interpreter->column, "no room for another name");
}

/* exit: every frame returns, then globals go in creation order; a fresh main frame is left. */
int statement_exit(struct interpreter *interpreter)
{
  struct bindings *bindings = &interpreter->bindings;
  if (!end_statement(&interpreter->scanner)) return 0;
  while (bindings->frame_count > 0) leave_frame(interpreter);
  driver_push_frame();
  bindings_enter(bindings, 0);
  while (bindings->globals.first != 0) {
    uint32_t root = bindings->globals.first;
    bindings_forget(bindings, bindings->roots[root].name);
    driver_set_root(root, 0);
  }
  return 1;
}
