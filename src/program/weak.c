/* weak NAME OPERAND [callback=ACTION] */
#include "heap.h"
#include "kind_names.h"
#include "operands.h"
#include "statements.h"

struct weak_request {
  uint32_t name, column, action;
  struct operand target;
};

static int take_callback(struct interpreter *interpreter, uint32_t *action)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  if (!word_is(&word, "callback") || !take_byte(scanner, '='))
    return scanner_fail(scanner, word.column, "expected `callback=` and the name of an action");
  return take_action(interpreter, action) && end_statement(scanner);
}

static int take_request(struct interpreter *interpreter, struct weak_request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  request->column = scanner_column(scanner);
  request->action = 0;
  if (!take_binding_name(interpreter, "a name to bind", &request->name) || !end_word(scanner)) return 0;
  skip_blanks(scanner);
  if (!take_object(interpreter, &request->target) || !end_word(scanner)) return 0;
  return at_end(scanner) || take_callback(interpreter, &request->action);
}

static int make(struct interpreter *interpreter, const struct weak_request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  int is_new;
  if (bindings_reserve(&interpreter->bindings, request->name) == 0)
    return scanner_fail(scanner, request->column, "no room for another name");
  uint32_t bytes = kind_bytes(KIND_WEAKREF, 0);
  uint32_t reference = driver_make_weak(request->target.value, bytes, request->action != 0, &is_new);
  if (reference == 0) return scanner_fail(scanner, interpreter->column, "no room for another object (%u bytes)", bytes);
  if (is_new) {
    interpreter->first_name[reference] = request->name;
    interpreter->action_of[reference] = request->action;
    interpreter->counts.objects++;
  }
  driver_release_target();
  return bind_made(interpreter, request->name, request->column);
}

int statement_weak(struct interpreter *interpreter)
{
  struct weak_request request;
  if (!take_request(interpreter, &request)) return 0;
  if (interpreter->is_checking) return 1;
  const struct word *text = &request.target.text;
  if (!kind_is_finalizable(kind_of[request.target.value]))
    return scanner_fail(&interpreter->scanner, text->column,
                        "`%.*s` is a %s: only cells and instances can be weakly referenced",
                        problem_quote(text->text, text->size), text->text, kind_name(kind_of[request.target.value]));
  return make(interpreter, &request);
}
