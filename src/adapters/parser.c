/* Taking statements apart: a table of words, and what follows each. */
#include <stdlib.h>
#include <string.h>
#include "names.h"
#include "scanner.h"
#include "collector_state.h"
#include "types.h"

enum { MOST_SLOTS = 16777216, MOST_SIZE = 1073741824, MOST_ARGUMENTS = 255 };
enum { UNSUPPORTED = -1 }; /* beside 1 and 0 as what a parser returns */

struct word_row {
  const char *word;
  int (*parse)(struct scanner *scanner, struct statement *statement);
};

static struct operand *next_item(struct statement *statement)
{
  if (statement->item_count == statement->item_room) {
    uint32_t room = statement->item_room == 0 ? 8 : 2 * statement->item_room;
    statement->items = realloc(statement->items, room * sizeof *statement->items);
    statement->parameters = realloc(statement->parameters, room * sizeof *statement->parameters);
    if (statement->items == NULL || statement->parameters == NULL) abort();
    statement->item_room = room;
  }
  return &statement->items[statement->item_count++];
}

/* =ACTION */
static int scan_action(struct scanner *scanner, uint32_t *action)
{
  const char *begin = scanner->at;
  uint32_t name;
  if (!scan_plain(scanner, &name)) return 0;
  *action = action_named(name);
  return *action != 0 ? 1 : scan_fail("unknown action `%s`", begin);
}

/* --- new --- */

static int scan_kind(struct scanner *scanner, enum kind *kind)
{
  static const char *const kinds[] = {"cell", "list", "tuple", "opaque", "atom", "dict", "instance"};
  for (int i = 0; i <= INSTANCE; i++)
    if (scan_word(scanner, kinds[i])) {
      *kind = (enum kind)i;
      return 1;
    }
  return scan_fail("unknown kind `%s`", scanner->at);
}

static int scan_items(struct scanner *scanner, struct statement *statement)
{
  do {
    if (!scan_operand(scanner, next_item(statement))) return 0;
  } while (scan_byte(scanner, ','));
  return 1;
}

enum key { KEY_KIND, KEY_SLOTS, KEY_ITEMS, KEY_SIZE, KEY_FINALIZER, KEY_LEGACY, KEY_IMMORTAL, KEYS };

static int scan_value(struct scanner *scanner, struct statement *statement, enum key key)
{
  uint32_t size;
  switch (key) {
  case KEY_KIND: return scan_kind(scanner, &statement->kind);
  case KEY_SLOTS: return scan_number(scanner, MOST_SLOTS, &statement->slots);
  case KEY_ITEMS: return scan_items(scanner, statement);
  case KEY_SIZE: return scan_number(scanner, MOST_SIZE, &size); /* CPython's types know their sizes */
  case KEY_FINALIZER: return scan_action(scanner, &statement->action);
  case KEY_LEGACY: statement->is_legacy = 1; break;
  default: statement->is_immortal = 1; break;
  }
  return scan_word(scanner, "yes") ? 1 : scan_fail("expected `yes`, not `%s`", scanner->at);
}

static int scan_key(struct scanner *scanner, struct statement *statement, int *given)
{
  static const char *const keys[] = {"kind", "slots", "items", "size", "finalizer", "legacy", "immortal"};
  for (int key = 0; key < KEYS; key++) {
    if (!scan_word(scanner, keys[key])) continue;
    if (given[key]) return scan_fail("`%s=` is given twice", keys[key]);
    given[key] = 1;
    if (!scan_byte(scanner, '=')) return scan_fail("expected `=` after `%s`", keys[key]);
    return scan_value(scanner, statement, (enum key)key) && scan_word_done(scanner);
  }
  return scan_fail("`new` has no operand `%s`", scanner->at);
}

/* What goes together, and what this adapter has no object for. */
static int check_new(const struct statement *statement)
{
  enum kind kind = statement->kind;
  if (statement->item_count > statement->slots) return scan_fail("more items than slots%s", "");
  if (kind == ATOM && statement->slots > 0) return scan_fail("an atom has no slots%s", "");
  if (statement->action != 0 && kind != CELL && kind != INSTANCE)
    return scan_fail("only cells and instances can have finalizers%s", "");
  if (statement->is_legacy && kind != CELL) return scan_fail("only cells can have legacy finalizers%s", "");
  if (statement->is_immortal && kind != CELL && kind != ATOM)
    return scan_fail("only atoms and cells can be immortal%s", "");
  if (statement->is_immortal && PY_VERSION_HEX < 0x030C0000) return UNSUPPORTED;
  if (kind == TUPLE && statement->slots == 0) return UNSUPPORTED; /* () is one object for all */
  if (kind == INSTANCE && statement->slots > MOST_INSTANCE_SLOTS) return UNSUPPORTED;
  return 1;
}

static int parse_new(struct scanner *scanner, struct statement *statement)
{
  int given[KEYS] = {0};
  if (!scan_name(scanner, &statement->name) || !scan_word_done(scanner)) return 0;
  while (!scan_end(scanner))
    if (!scan_key(scanner, statement, given)) return 0;
  if (!given[KEY_SLOTS]) statement->slots = statement->item_count;
  return check_new(statement);
}

/* --- the others --- */

static int parse_set(struct scanner *scanner, struct statement *statement)
{
  const char *begin = scanner->at;
  if (!scan_operand(scanner, &statement->target) || !scan_word_done(scanner)) return 0;
  if (statement->target.path == statement->target.end) return scan_fail("`%s` is not a slot", begin);
  scan_blanks(scanner);
  return scan_operand(scanner, &statement->value) && scan_done(scanner);
}

static int parse_let(struct scanner *scanner, struct statement *statement)
{
  if (!scan_name(scanner, &statement->name) || !scan_word_done(scanner)) return 0;
  scan_blanks(scanner);
  struct scanner ahead = *scanner;
  if (scan_word(&ahead, "deref") && !scan_end(&ahead)) {
    statement->verb = DO_LET_DEREF;
    *scanner = ahead;
  }
  return scan_operand(scanner, &statement->value) && scan_done(scanner);
}

static int parse_name(struct scanner *scanner, struct statement *statement)
{
  return scan_name(scanner, &statement->name) && scan_done(scanner);
}

static int parse_plain(struct scanner *scanner, struct statement *statement)
{
  return scan_plain(scanner, &statement->name) && scan_done(scanner);
}

static int parse_hold(struct scanner *scanner, struct statement *statement)
{
  if (!scan_plain(scanner, &statement->name) || !scan_word_done(scanner)) return 0;
  scan_blanks(scanner);
  return scan_operand(scanner, &statement->value) && scan_done(scanner);
}

static int parse_argument(struct scanner *scanner, struct statement *statement)
{
  const char *begin = scanner->at;
  uint32_t name;
  if (!scan_plain(scanner, &name)) return 0;
  for (uint32_t i = 0; i < statement->item_count; i++)
    if (statement->parameters[i] == name) return scan_fail("`%s` is given twice", begin);
  if (statement->item_count == MOST_ARGUMENTS) return scan_fail("more than 255 arguments%s", "");
  if (!scan_byte(scanner, '=')) return scan_fail("expected `=` after the parameter `%s`", begin);
  struct operand *operand = next_item(statement);
  statement->parameters[statement->item_count - 1] = name;
  return scan_operand(scanner, operand) && scan_word_done(scanner);
}

static int parse_call(struct scanner *scanner, struct statement *statement)
{
  if (!scan_plain(scanner, &statement->name) || !scan_word_done(scanner)) return 0;
  while (!scan_end(scanner))
    if (!parse_argument(scanner, statement)) return 0;
  return 1;
}

static int parse_return(struct scanner *scanner, struct statement *statement)
{
  if (scan_end(scanner)) return 1;
  statement->verb = DO_RETURN_VALUE;
  return scan_operand(scanner, &statement->value) && scan_done(scanner);
}

static int parse_nothing(struct scanner *scanner, struct statement *statement)
{
  (void)statement;
  return scan_done(scanner);
}

static int parse_generation(struct scanner *scanner, struct statement *statement)
{
  if (scan_end(scanner)) return 1;
  return scan_number(scanner, 2, &statement->numbers[0]) && scan_done(scanner);
}

static int parse_collect(struct scanner *scanner, struct statement *statement)
{
  statement->numbers[0] = 2;
  return parse_generation(scanner, statement);
}

static int parse_thresholds(struct scanner *scanner, struct statement *statement)
{
  statement->verb = DO_THRESHOLD;
  do {
    scan_blanks(scanner);
    if (!scan_number(scanner, INT32_MAX, &statement->numbers[statement->number_count++])) return 0;
  } while (statement->number_count < 3 && scan_word_done(scanner) && !scan_end(scanner));
  return scan_done(scanner);
}

static int parse_debug(struct scanner *scanner, struct statement *statement)
{
  statement->verb = DO_DEBUG;
  scan_blanks(scanner);
  statement->saves_all = scan_word(scanner, "saveall");
  if (!statement->saves_all && !scan_word(scanner, "none"))
    return scan_fail("expected `saveall` or `none`, not `%s`", scanner->at);
  return scan_done(scanner);
}

static int parse_gc(struct scanner *scanner, struct statement *statement)
{
  if (scan_word(scanner, "threshold")) return parse_thresholds(scanner, statement);
  if (scan_word(scanner, "debug")) return parse_debug(scanner, statement);
  if (scan_word(scanner, "enable")) statement->verb = DO_ENABLE;
  else if (scan_word(scanner, "disable")) statement->verb = DO_DISABLE;
  else if (scan_word(scanner, "freeze")) statement->verb = DO_FREEZE;
  else if (scan_word(scanner, "unfreeze")) statement->verb = DO_UNFREEZE;
  else return scan_fail("unknown control `%s`", scanner->at);
  if (!scan_done(scanner)) return 0;
  if (statement->verb == DO_ENABLE || statement->verb == DO_DISABLE || HAS_FREEZE) return 1;
  return UNSUPPORTED;
}

static int parse_weak(struct scanner *scanner, struct statement *statement)
{
  if (!scan_name(scanner, &statement->name) || !scan_word_done(scanner)) return 0;
  scan_blanks(scanner);
  if (!scan_operand(scanner, &statement->value) || !scan_word_done(scanner)) return 0;
  if (scan_end(scanner)) return 1;
  if (!scan_word(scanner, "callback") || !scan_byte(scanner, '='))
    return scan_fail("expected `callback=`, not `%s`", scanner->at);
  return scan_action(scanner, &statement->action) && scan_done(scanner);
}

static const struct word_row verbs[] = {[DO_NEW] = {"new", parse_new},
                                        [DO_SET] = {"set", parse_set},
                                        [DO_LET] = {"let", parse_let},
                                        [DO_DEL] = {"del", parse_name},
                                        [DO_HOLD] = {"hold", parse_hold},
                                        [DO_RELEASE] = {"release", parse_plain},
                                        [DO_CALL] = {"call", parse_call},
                                        [DO_RETURN] = {"return", parse_return},
                                        [DO_EXIT] = {"exit", parse_nothing},
                                        [DO_ENABLE] = {"gc", parse_gc},
                                        [DO_COLLECT] = {"collect", parse_collect},
                                        [DO_WEAK] = {"weak", parse_weak},
                                        [DO_ACTION] = {"action", parse_plain},
                                        [DO_END] = {"end", parse_nothing}};

static const char *const queries[] = {"refcount",  "getrefcount", "tracked", "finalized", "deref",
                                      "referrers", "referents",   "count",   "threshold", "enabled",
                                      "objects",   "garbage",     "stats",   "live",      "frozen"};

static int parse_query(struct scanner *scanner, struct statement *statement)
{
  if (statement->query == ASK_OBJECTS) {
    statement->numbers[0] = ALL_GENERATIONS;
    return parse_generation(scanner, statement);
  }
  if ((int)statement->query >= FIRST_ASK_WITHOUT_OBJECT) {
    if (!scan_done(scanner)) return 0;
    if (statement->query == ASK_STATS && !HAS_STATS) return UNSUPPORTED;
    return statement->query == ASK_FROZEN && !HAS_FREEZE ? UNSUPPORTED : 1;
  }
  return scan_operand(scanner, &statement->value) && scan_done(scanner);
}

/* The word at the front, and what it asks for. */
static int parse_words(struct scanner *scanner, struct statement *statement)
{
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    if (verbs[i].word == NULL || !scan_word(scanner, verbs[i].word)) continue;
    statement->verb = (enum verb)i;
    if (!scan_word_done(scanner)) return 0;
    scan_blanks(scanner);
    return verbs[i].parse(scanner, statement);
  }
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    if (!scan_word(scanner, queries[i])) continue;
    statement->verb = DO_QUERY;
    statement->query = (enum query)i;
    if (!scan_word_done(scanner)) return 0;
    scan_blanks(scanner);
    return parse_query(scanner, statement);
  }
  return UNSUPPORTED;
}

enum parsed parse_statement(struct statement *statement, char *text, int in_action)
{
  struct operand *items = statement->items;
  uint32_t *parameters = statement->parameters, room = statement->item_room;
  struct scanner scanner = {text, in_action};
  *statement = (struct statement){.text = text, .items = items, .parameters = parameters, .item_room = room};
  scan_blanks(&scanner);
  statement->echo = scanner.at;
  int parsed = parse_words(&scanner, statement);
  return parsed == 1 ? PARSED : parsed == 0 ? PARSE_ERROR : PARSE_UNSUPPORTED;
}

const char *parse_message(void)
{
  return scan_message();
}

int may_stand_in_action(const struct statement *statement)
{
  switch (statement->verb) {
  case DO_CALL:
  case DO_RETURN:
  case DO_RETURN_VALUE:
  case DO_EXIT:
  case DO_ACTION: return 0;
  default: return 1;
  }
}
