/* action NAME ... end: the lines in between are checked and kept. */
#include "heap.h"
#include "operands.h"
#include "statements.h"

/* action NAME */
int statement_action(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word;
  uint32_t name;
  if (!take_plain_name(interpreter, "the name of an action", &word, &name) || !end_statement(scanner)) return 0;
  struct spelling *spelling = &interpreter->bindings.names.spellings[name];
  if (spelling->action != 0)
    return scanner_fail(scanner, word.column, "the action `%.*s` is defined already", (int)word.size, word.text);
  spelling->action = actions_begin(&interpreter->actions);
  if (spelling->action == 0) return scanner_fail(scanner, word.column, "out of memory");
  interpreter->defining = spelling->action;
  interpreter->defined_at = scanner->line.number;
  return 1;
}

int take_action(struct interpreter *interpreter, uint32_t *action)
{
  struct word word;
  uint32_t name;
  if (!take_plain_name(interpreter, "the name of an action", &word, &name)) return 0;
  *action = interpreter->bindings.names.spellings[name].action;
  if (*action != 0) return 1;
  return scanner_fail(&interpreter->scanner, word.column, "unknown action `%.*s`", (int)word.size, word.text);
}

static int is_end(const struct interpreter *interpreter)
{
  struct scanner ahead = interpreter->scanner;
  struct word word = take_word(&ahead);
  return word_is(&word, "end");
}

static int may_stand_in_action(struct interpreter *interpreter)
{
  static const char *const others[] = {"call", "return", "exit", "action", "repeat"};
  struct scanner ahead = interpreter->scanner;
  struct word word = take_word(&ahead);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (word_is(&word, others[i]))
      return scanner_fail(&interpreter->scanner, word.column, "`%s` cannot stand in an action", others[i]);
  return 1;
}

int take_body_line(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  if (is_end(interpreter)) {
    (void)take_word(scanner);
    if (!end_statement(scanner)) return 0;
    interpreter->defining = 0;
    return 1;
  }
  interpreter->column = scanner_column(scanner);
  if (!may_stand_in_action(interpreter)) return 0;
  interpreter->is_checking = 1;
  int good = run_statement(interpreter);
  interpreter->is_checking = 0;
  if (!good) return 0;
  if (actions_add(&interpreter->actions, interpreter->defining, &scanner->line)) return 1;
  return scanner_fail(scanner, interpreter->column, "out of memory");
}
