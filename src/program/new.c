/* new NAME [kind=KIND] [slots=N] [items=OPERAND,...] [size=BYTES] [finalizer=ACTION] [legacy=yes] [immortal=yes] */
#include "heap.h"
#include "kind_names.h"
#include "operands.h"
#include "statements.h"

enum { MAX_SLOTS = 16777216, MAX_SIZE = 1073741824 };
enum key { KEY_KIND, KEY_SLOTS, KEY_ITEMS, KEY_SIZE, KEY_FINALIZER, KEY_LEGACY, KEY_IMMORTAL, KEYS };
static const char *const key_names[KEYS] = {"kind", "slots", "items", "size", "finalizer", "legacy", "immortal"};

struct request {
  uint32_t kind, slots, items, size, action;
  uint32_t column[KEYS]; /* of the key, 0 when it was not given */
};

static int take_kind(struct interpreter *interpreter, uint32_t *kind)
{
  struct word word = take_word(&interpreter->scanner);
  *kind = kind_named(word.text, word.size);
  if (word.size == 0) return scanner_unexpected(&interpreter->scanner, "a kind");
  if (*kind == KIND_WEAKREF) return scanner_fail(&interpreter->scanner, word.column, "`weak` makes weak references");
  if (*kind != KIND_COUNT) return 1;
  return scanner_fail(&interpreter->scanner, word.column, "unknown kind `%.*s`", problem_quote(word.text, word.size),
                      word.text);
}

static int take_items(struct interpreter *interpreter, uint32_t *items)
{
  struct operand operand;
  *items = 0;
  do {
    if (!take_operand(interpreter, &operand)) return 0;
    interpreter->values[(*items)++] = operand.value;
  } while (take_byte(&interpreter->scanner, ','));
  return 1;
}

static int take_yes(struct scanner *scanner)
{
  struct scanner ahead = *scanner;
  struct word word = take_word(&ahead);
  if (!word_is(&word, "yes")) return scanner_unexpected(scanner, "`yes`");
  *scanner = ahead;
  return 1;
}

static int take_value(struct interpreter *interpreter, enum key key, struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  switch (key) {
  case KEY_KIND: return take_kind(interpreter, &request->kind);
  case KEY_SLOTS: return take_number(scanner, "a number of slots", MAX_SLOTS, &request->slots);
  case KEY_ITEMS: return take_items(interpreter, &request->items);
  case KEY_SIZE: return take_number(scanner, "a size in bytes", MAX_SIZE, &request->size);
  case KEY_FINALIZER: return take_action(interpreter, &request->action);
  default: return take_yes(scanner);
  }
}

static int take_key(struct interpreter *interpreter, struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  int quoted = problem_quote(word.text, word.size);
  if (word.size == 0)
    return scanner_unexpected(scanner, "kind=, slots=, items=, size=, finalizer=, legacy= or immortal=");
  for (int key = 0; key < KEYS; key++) {
    if (!word_is(&word, key_names[key])) continue;
    if (request->column[key] != 0) return scanner_fail(scanner, word.column, "`%s=` is given twice", key_names[key]);
    if (!take_byte(scanner, '='))
      return scanner_fail(scanner, scanner_column(scanner), "expected `=` after `%s`", key_names[key]);
    request->column[key] = word.column;
    return take_value(interpreter, (enum key)key, request) && end_word(scanner);
  }
  return scanner_fail(
      scanner, word.column,
      "`new` has no operand `%.*s`: kind=, slots=, items=, size=, finalizer=, legacy=, immortal=", quoted, word.text);
}

/* Which kinds may have what. */
static int check_properties(struct interpreter *interpreter, const struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  const uint32_t *column = request->column;
  if (column[KEY_FINALIZER] != 0 && !kind_is_finalizable(request->kind))
    return scanner_fail(scanner, column[KEY_FINALIZER], "only cells and instances can have finalizers");
  if (column[KEY_LEGACY] != 0 && request->kind != KIND_CELL)
    return scanner_fail(scanner, column[KEY_LEGACY], "only cells can have legacy finalizers");
  if (column[KEY_IMMORTAL] == 0) return 1;
  if (request->kind != KIND_CELL && request->kind != KIND_ATOM)
    return scanner_fail(scanner, column[KEY_IMMORTAL], "only atoms and cells can be immortal");
  struct word word = {key_names[KEY_IMMORTAL], 8, column[KEY_IMMORTAL]};
  return profiles[profile_now].has_immortals ? 1 : fail_without(interpreter, &word, "operand");
}

/* What was not given follows from what was. */
static int complete(struct interpreter *interpreter, struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  if (request->column[KEY_SLOTS] == 0) request->slots = request->items;
  if (request->items > request->slots)
    return scanner_fail(scanner, request->column[KEY_ITEMS], "%u items do not fit in %u slots", request->items,
                        request->slots);
  if (request->kind == KIND_ATOM && request->slots > 0)
    return scanner_fail(scanner, request->column[request->column[KEY_SLOTS] != 0 ? KEY_SLOTS : KEY_ITEMS],
                        "an atom has no slots");
  if (request->column[KEY_SIZE] == 0) request->size = kind_bytes(request->kind, request->slots);
  if (request->size == 0 || request->size < WORD_BYTES * request->slots)
    return scanner_fail(scanner, request->column[KEY_SIZE], "%u bytes are too few: %u slots need %u", request->size,
                        request->slots, request->slots == 0 ? 1u : WORD_BYTES * request->slots);
  return 1;
}

static int make(struct interpreter *interpreter, uint32_t name, uint32_t column, const struct request *request)
{
  struct driver_birth birth = {.kind = request->kind,
                               .slots = request->slots,
                               .bytes = request->size,
                               .items = request->items,
                               .values = interpreter->values,
                               .has_finalizer = request->column[KEY_FINALIZER] != 0,
                               .is_legacy = request->column[KEY_LEGACY] != 0,
                               .is_immortal = request->column[KEY_IMMORTAL] != 0};
  if (bindings_reserve(&interpreter->bindings, name) == 0)
    return scanner_fail(&interpreter->scanner, column, "no room for another name");
  uint32_t object = driver_make(&birth);
  if (object == 0)
    return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another object (%u bytes)",
                        request->size);
  interpreter->first_name[object] = name;
  interpreter->action_of[object] = request->action;
  interpreter->counts.objects++;
  return bind_made(interpreter, name, column);
}

int bind_made(struct interpreter *interpreter, uint32_t name, uint32_t column)
{
  uint32_t root = bindings_reserve(&interpreter->bindings, name);
  if (root == 0) { /* actions of an automatic collection have taken the last one */
    driver_drop_made();
    return scanner_fail(&interpreter->scanner, column, "no room for another name");
  }
  bindings_commit(&interpreter->bindings, name, root);
  driver_bind_made(root);
  return 1;
}

int statement_new(struct interpreter *interpreter)
{
  struct request request = {.kind = KIND_CELL};
  uint32_t name, column = scanner_column(&interpreter->scanner);
  if (!take_binding_name(interpreter, "a name to bind", &name) || !end_word(&interpreter->scanner)) return 0;
  while (!at_end(&interpreter->scanner))
    if (!take_key(interpreter, &request)) return 0;
  if (!check_properties(interpreter, &request) || !complete(interpreter, &request)) return 0;
  return interpreter->is_checking || make(interpreter, name, column, &request);
}
