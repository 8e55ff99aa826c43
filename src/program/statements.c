/* The short statements: references, holds, collect, repeat. */
#include "statements.h"
#include "heap.h"
#include "kind_names.h"
#include "operands.h"

/* set PATH OPERAND */
int statement_set(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct operand place, value;
  if (!take_operand(interpreter, &place) || !end_word(scanner)) return 0;
  int quoted = problem_quote(place.text.text, place.text.size);
  if (!place.is_path)
    return scanner_fail(scanner, place.text.column, "`%.*s` is not a slot: `set` needs a path", quoted,
                        place.text.text);
  if (!interpreter->is_checking && !kind_is_mutable(kind_of[place.owner]))
    return scanner_fail(scanner, place.text.column, "`%.*s` is a slot of a %s: fixed at birth", quoted, place.text.text,
                        kind_name(kind_of[place.owner]));
  skip_blanks(scanner);
  if (!take_operand(interpreter, &value) || !end_statement(scanner)) return 0;
  if (interpreter->is_checking) return 1;
  driver_set_slot(place.owner, place.slot, value.value);
  return 1;
}

/* `deref`, and something after it: else it is a name. */
static int take_deref(struct scanner *scanner)
{
  struct scanner ahead = *scanner;
  struct word word = take_word(&ahead);
  if (!word_is(&word, "deref") || at_end(&ahead)) return 0;
  *scanner = ahead;
  return 1;
}

/* A weak reference: what it refers to. */
static int dereference(struct interpreter *interpreter, struct operand *operand)
{
  if (!take_weakref(interpreter, operand)) return 0;
  if (!interpreter->is_checking) operand->value = heap_deref(operand->value);
  return 1;
}

/* let NAME OPERAND, let NAME deref OPERAND */
int statement_let(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct operand value;
  uint32_t name, column = scanner_column(scanner);
  if (!take_binding_name(interpreter, "a name to bind", &name) || !end_word(scanner)) return 0;
  skip_blanks(scanner);
  int good = take_deref(scanner) ? dereference(interpreter, &value) : take_operand(interpreter, &value);
  if (!good || !end_statement(scanner)) return 0;
  if (interpreter->is_checking) return 1;
  uint32_t root = bindings_reserve(&interpreter->bindings, name);
  if (root == 0) return scanner_fail(scanner, column, "no room for another name");
  bindings_commit(&interpreter->bindings, name, root);
  driver_set_root(root, value.value);
  return 1;
}

/* del NAME */
int statement_del(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct bindings *bindings = &interpreter->bindings;
  uint32_t name, begin = scanner->at;
  if (!take_binding_name(interpreter, "a name", &name)) return 0;
  int size = (int)(scanner->at - begin);
  if (interpreter->is_checking) return end_statement(scanner);
  uint32_t root = bindings_root(bindings, name);
  if (root == 0) return scanner_fail(scanner, begin + 1, "unknown name `%.*s`", size, scanner->line.text + begin);
  if (!end_statement(scanner)) return 0;
  bindings_forget(bindings, name);
  driver_set_root(root, 0);
  return 1;
}

/* hold NAME OPERAND */
int statement_hold(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct bindings *bindings = &interpreter->bindings;
  struct operand value;
  struct word word;
  uint32_t name;
  if (!take_plain_name(interpreter, "the name of a hold", &word, &name) || !end_word(scanner)) return 0;
  skip_blanks(scanner);
  if (!take_operand(interpreter, &value) || !end_statement(scanner)) return 0;
  if (interpreter->is_checking) return 1;
  if (bindings_hold_root(bindings, name) != 0)
    return scanner_fail(scanner, word.column, "`%.*s` holds already: release it first", (int)word.size, word.text);
  uint32_t root = bindings_reserve_hold(bindings);
  if (root == 0) return scanner_fail(scanner, word.column, "no room for another name");
  bindings_commit_hold(bindings, name, root);
  driver_set_root(root, value.value);
  return 1;
}

/* release NAME */
int statement_release(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct bindings *bindings = &interpreter->bindings;
  struct word word;
  uint32_t name;
  if (!take_plain_name(interpreter, "the name of a hold", &word, &name)) return 0;
  if (interpreter->is_checking) return end_statement(scanner);
  uint32_t root = bindings_hold_root(bindings, name);
  if (root == 0) return scanner_fail(scanner, word.column, "unknown hold `%.*s`", (int)word.size, word.text);
  if (!end_statement(scanner)) return 0;
  bindings_forget_hold(bindings, name);
  driver_set_root(root, 0);
  return 1;
}

/* collect [GENERATION] */
int statement_collect(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  uint32_t generation = 2;
  if (!at_end(scanner) && !take_number(scanner, "a generation", 2, &generation)) return 0;
  if (!end_statement(scanner)) return 0;
  if (!interpreter->is_checking) driver_collect(generation);
  return 1;
}

/* repeat COUNT */
int statement_repeat(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  uint32_t count, column = scanner_column(scanner);
  if (!take_number(scanner, "how many times", REPEATED_STATEMENTS, &count) || !end_statement(scanner)) return 0;
  if (count == 0) return scanner_fail(scanner, column, "`repeat` needs a number from 1");
  return repeats_begin(&interpreter->repeats, &interpreter->reader, &scanner->line, interpreter->column, count,
                       &interpreter->problem);
}

/* end */
int statement_end(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  if (!end_statement(scanner)) return 0;
  if (repeats_end(&interpreter->repeats)) return 1;
  return scanner_fail(scanner, interpreter->column, "`end` without `repeat` or `action`");
}
