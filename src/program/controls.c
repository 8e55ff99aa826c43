/* gc ...: the collector's controls. */
#include "heap.h"
#include "statements.h"

enum control { CONTROL_ENABLE, CONTROL_DISABLE, CONTROL_FREEZE, CONTROL_UNFREEZE, CONTROLS };
static const char *const controls[CONTROLS] = {"enable", "disable", "freeze", "unfreeze"};

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
  for (uint32_t i = 0; i < count && !interpreter->is_checking; i++) driver_set_threshold(i, thresholds[i]);
  return 1;
}

/* gc debug saveall | none */
static int set_debug(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  skip_blanks(scanner);
  struct word word = take_word(scanner);
  int on = word_is(&word, "saveall");
  if (!on && !word_is(&word, "none"))
    return scanner_fail(scanner, word.column, "expected `saveall` or `none` after `gc debug`");
  if (!end_statement(scanner)) return 0;
  if (!interpreter->is_checking) driver_save_all(on);
  return 1;
}

static void control(enum control what)
{
  switch (what) {
  case CONTROL_ENABLE: driver_enable(1); break;
  case CONTROL_DISABLE: driver_enable(0); break;
  case CONTROL_FREEZE: driver_freeze(); break;
  default: driver_unfreeze(); break;
  }
}

/* gc enable | disable | threshold ... | freeze | unfreeze | debug ... */
int statement_gc(struct interpreter *interpreter)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  int what = 0;
  if (word_is(&word, "threshold")) return set_thresholds(interpreter);
  if (word_is(&word, "debug")) return set_debug(interpreter);
  while (what < CONTROLS && !word_is(&word, controls[what])) what++;
  if (what == CONTROLS)
    return scanner_fail(scanner, word.column,
                        "expected `enable`, `disable`, `threshold`, `freeze`, `unfreeze` or `debug` after `gc`");
  if (!end_statement(scanner)) return 0;
  if (what >= CONTROL_FREEZE && !profiles[profile_now].has_freeze) return fail_without(interpreter, &word, "control");
  if (!interpreter->is_checking) control((enum control)what);
  return 1;
}
