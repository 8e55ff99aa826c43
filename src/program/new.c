/* new NAME [kind=KIND] [slots=N] [items=OPERAND,...] [size=BYTES] */
#include "heap.h"
#include "kind_names.h"
#include "operands.h"
#include "statements.h"

enum { MAX_SLOTS = 16777216, MAX_SIZE = 1073741824 };
enum key { KEY_KIND, KEY_SLOTS, KEY_ITEMS, KEY_SIZE, KEYS };
static const char *const key_names[KEYS] = {"kind", "slots", "items", "size"};

struct request {
  uint32_t kind, slots, items, size;
  uint32_t column[KEYS]; /* of the key, 0 when it was not given */
};

static int take_kind(struct interpreter *interpreter, uint32_t *kind)
{
  static const char *const later[] = {"dict", "instance", "weakref"};
  struct word word = take_word(&interpreter->scanner);
  *kind = kind_named(word.text, word.size);
  if (word.size == 0) return scanner_unexpected(&interpreter->scanner, "a kind");
  if (*kind != KIND_COUNT) return 1;
  for (int i = 0; i < 3; i++)
    if (word_is(&word, later[i])) return fail_unsupported(interpreter, &word, "kind");
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

static int take_value(struct interpreter *interpreter, enum key key, struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  switch (key) {
  case KEY_KIND: return take_kind(interpreter, &request->kind);
  case KEY_SLOTS: return take_number(scanner, "a number of slots", MAX_SLOTS, &request->slots);
  case KEY_ITEMS: return take_items(interpreter, &request->items);
  default: return take_number(scanner, "a size in bytes", MAX_SIZE, &request->size);
  }
}

static int take_key(struct interpreter *interpreter, struct request *request)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  int quoted = problem_quote(word.text, word.size);
  if (word.size == 0) return scanner_unexpected(scanner, "kind=, slots=, items= or size=");
  if (word_is(&word, "finalizer")) return fail_unsupported(interpreter, &word, "operand");
  for (int key = 0; key < KEYS; key++) {
    if (!word_is(&word, key_names[key])) continue;
    if (request->column[key] != 0) return scanner_fail(scanner, word.column, "`%s=` is given twice", key_names[key]);
    if (!take_byte(scanner, '='))
      return scanner_fail(scanner, scanner_column(scanner), "expected `=` after `%s`", key_names[key]);
    request->column[key] = word.column;
    return take_value(interpreter, (enum key)key, request) && end_word(scanner);
  }
  return scanner_fail(scanner, word.column, "`new` has no operand `%.*s`: kind=, slots=, items=, size=", quoted,
                      word.text);
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
  uint32_t root = bindings_reserve(&interpreter->bindings, name);
  if (root == 0) return scanner_fail(&interpreter->scanner, column, "no room for another name");
  uint32_t object = driver_new(root, request->kind, request->slots, request->size, request->items, interpreter->values);
  if (object == 0)
    return scanner_fail(&interpreter->scanner, interpreter->column, "no room for another object (%u bytes)",
                        request->size);
  interpreter->first_name[object] = name;
  interpreter->counts.objects++;
  bindings_commit(&interpreter->bindings, name, root);
  return 1;
}

int statement_new(struct interpreter *interpreter)
{
  struct request request = {.kind = KIND_CELL};
  uint32_t name, column = scanner_column(&interpreter->scanner);
  if (!take_binding_name(interpreter, "a name to bind", &name) || !end_word(&interpreter->scanner)) return 0;
  while (!at_end(&interpreter->scanner))
    if (!take_key(interpreter, &request)) return 0;
  return complete(interpreter, &request) && make(interpreter, name, column, &request);
}
