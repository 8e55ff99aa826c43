/* The short statements: references, holds, the collector's controls, repeat. */
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
  if (place.owner == 0)
    return scanner_fail(scanner, place.text.column, "`%.*s` is not a slot: `set` needs a path", quoted,
                        place.text.text);
  uint32_t kind = kind_of[place.owner];
  if (!kind_is_mutable(kind))
    return scanner_fail(scanner, place.text.column, "`%.*s` is a slot of a %s: fixed at birth", quoted, place.text.text,
                        kind_name(kind));
  skip_blanks(scanner);
  if (!take_operand(interpreter, &value) || !end_statement(scanner)) return 0;
  driver_set_slot(place.owner, place.slot, value.value);
  return 1;
}

/* `let x deref w` is of the language, but not of this version. */
static int is_deref(struct interpreter *interpreter, const struct scanner *before)
{
  struct scanner ahead = *before;
  struct word word = take_word(&ahead);
  if (!word_is(&word, "deref") || at_end(&ahead)) return 0;
  fail_unsupported(interpreter, &word, "operand");
  return 1;
}

/* let NAME OPERAND */
int statement_let(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct operand value;
  uint32_t name, column = scanner_column(scanner);
  if (!take_binding_name(interpreter, "a name to bind", &name) || !end_word(scanner)) return 0;
  skip_blanks(scanner);
  if (is_deref(interpreter, scanner)) return 0;
  if (!take_operand(interpreter, &value) || !end_statement(scanner)) return 0;
  uint32_t root = bindings_reserve(&interpreter->bindings, name);
  if (root == 0) return scanner_fail(scanner, column, "no room for another name");
  driver_set_root(root, value.value);
  bindings_commit(&interpreter->bindings, name, root);
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
  uint32_t root = bindings_root(bindings, name);
  if (root == 0) return scanner_fail(scanner, begin + 1, "unknown name `%.*s`", size, scanner->line.text + begin);
  if (!end_statement(scanner)) return 0;
  driver_set_root(root, 0);
  bindings_forget(bindings, name);
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
  if (bindings_hold_root(bindings, name) != 0)
    return scanner_fail(scanner, word.column, "`%.*s` holds already: release it first", (int)word.size, word.text);
  uint32_t root = bindings_reserve_hold(bindings);
  if (root == 0) return scanner_fail(scanner, word.column, "no room for another name");
  driver_set_root(root, value.value);
  bindings_commit_hold(bindings, name, root);
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
  uint32_t root = bindings_hold_root(bindings, name);
  if (root == 0) return scanner_fail(scanner, word.column, "unknown hold `%.*s`", (int)word.size, word.text);
  if (!end_statement(scanner)) return 0;
  driver_set_root(root, 0);
  bindings_forget_hold(bindings, name);
  return 1;
}

/* collect [GENERATION] */
int statement_collect(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  uint32_t generation = 2;
  if (!at_end(scanner) && !take_number(scanner, "a generation", 2, &generation)) return 0;
  if (!end_statement(scanner)) return 0;
  driver_collect(generation);
  return 1;
}

/* gc threshold A [B [C]]: those not given keep their value. */
static int set_thresholds(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  uint32_t thresholds[GENERATIONS], count = 0;
  do {
    skip_blanks(scanner);
    if (!take_number(scanner, "a threshold", INT32_MAX, &thresholds[count]) || !end_word(scanner)) return 0;
    count++;
  } while (count < GENERATIONS && !at_end(scanner));
  if (!end_statement(scanner)) return 0;
  for (uint32_t i = 0; i < count; i++) heap_set_threshold(i, thresholds[i]);
  return 1;
}

/* gc enable | disable | threshold ... */
int statement_gc(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  if (word_is(&word, "threshold")) return set_thresholds(interpreter);
  if (word_is(&word, "freeze") || word_is(&word, "unfreeze") || word_is(&word, "debug"))
    return fail_unsupported(interpreter, &word, "control");
  int enable = word_is(&word, "enable");
  if (!enable && !word_is(&word, "disable"))
    return scanner_fail(scanner, word.column, "expected `enable`, `disable` or `threshold` after `gc`");
  if (!end_statement(scanner)) return 0;
  if (enable) heap_enable();
  else heap_disable();
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
  return scanner_fail(scanner, interpreter->column, "`end` without `repeat`");
}
