/* Taking operands and names, and looking them up. */
#include "operands.h"
#include "heap.h"

static int is_reserved(const struct word *word)
{
  return word_is(word, "null") || word_is(word, "self") || word_is(word, "ref");
}

static int find_name(struct interpreter *interpreter, const struct word *word, uint32_t *name)
{
  *name = names_find(&interpreter->bindings.names, word->text, word->size);
  if (*name != 0) return 1;
  return scanner_fail(&interpreter->scanner, word->column, "no room for another name (%u at most)", MAX_NAMES);
}

/* `self` and `ref` have a meaning inside an action only, and of the two only the one it is about. */
static int take_reserved(struct interpreter *interpreter, struct operand *operand)
{
  const struct word *word = &operand->text;
  int is_self = word_is(word, "self");
  if (interpreter->is_checking) return 1;
  if (interpreter->nesting == 0)
    return scanner_fail(&interpreter->scanner, word->column, "`%.*s` stands for an object inside an action only",
                        (int)word->size, word->text);
  if (is_self) operand->value = interpreter->self;
  else if (driver_is_live(interpreter->reference, interpreter->reference_serial))
    operand->value = interpreter->reference;
  if (operand->value != 0) return 1;
  return scanner_fail(&interpreter->scanner, word->column, is_self ? "`self` outside a finalizer" : "`ref` is gone");
}

static int take_bound(struct interpreter *interpreter, struct operand *operand)
{
  uint32_t name;
  if (!find_name(interpreter, &operand->text, &name)) return 0;
  if (interpreter->is_checking) return 1;
  uint32_t root = bindings_root(&interpreter->bindings, name);
  if (root == 0)
    return scanner_fail(&interpreter->scanner, operand->text.column, "unknown name `%.*s`", (int)operand->text.size,
                        operand->text.text);
  operand->value = heap_get_root(root);
  return 1;
}

/* One step of a path: `.N` from the operand's value. */
static int take_slot(struct interpreter *interpreter, struct operand *operand)
{
  struct scanner *scanner = &interpreter->scanner;
  uint32_t column = scanner_column(scanner), slot;
  int quoted = problem_quote(operand->text.text, operand->text.size);
  if (!take_number(scanner, "a slot number", UINT32_MAX, &slot)) return 0;
  operand->is_path = 1;
  if (interpreter->is_checking) return 1;
  if (operand->value == 0)
    return scanner_fail(scanner, column, "`%.*s` is null, so it has no slot %u", quoted, operand->text.text, slot);
  if (slot >= slot_count[operand->value])
    return scanner_fail(scanner, column, "`%.*s` has no slot %u: it has %u slot%s", quoted, operand->text.text, slot,
                        slot_count[operand->value], slot_count[operand->value] == 1 ? "" : "s");
  operand->owner = operand->value;
  operand->slot = slot;
  operand->value = heap_get_slot(operand->owner, slot);
  operand->text.size = scanner->at + 1 - operand->text.column;
  return 1;
}

int take_operand(struct interpreter *interpreter, struct operand *operand)
{
  struct scanner *scanner = &interpreter->scanner;
  *operand = (struct operand){.value = 0};
  if (!take_name(scanner, "a name, a path or `null`", &operand->text)) return 0;
  if (word_is(&operand->text, "null")) return 1;
  int reserved = is_reserved(&operand->text);
  if (!(reserved ? take_reserved(interpreter, operand) : take_bound(interpreter, operand))) return 0;
  while (take_byte(scanner, '.'))
    if (!take_slot(interpreter, operand)) return 0;
  return 1;
}

int take_object(struct interpreter *interpreter, struct operand *operand)
{
  if (!take_operand(interpreter, operand)) return 0;
  if (operand->value != 0 || interpreter->is_checking) return 1;
  return scanner_fail(&interpreter->scanner, operand->text.column, "`%.*s` is null, not an object",
                      problem_quote(operand->text.text, operand->text.size), operand->text.text);
}

int take_weakref(struct interpreter *interpreter, struct operand *operand)
{
  skip_blanks(&interpreter->scanner);
  if (!take_object(interpreter, operand)) return 0;
  if (interpreter->is_checking || kind_of[operand->value] == KIND_WEAKREF) return 1;
  return scanner_fail(&interpreter->scanner, operand->text.column, "`%.*s` is not a weak reference",
                      problem_quote(operand->text.text, operand->text.size), operand->text.text);
}

static int take_new_name(struct interpreter *interpreter, const char *what, struct word *word)
{
  if (!take_name(&interpreter->scanner, what, word)) return 0;
  if (!is_reserved(word)) return 1;
  return scanner_fail(&interpreter->scanner, word->column, "`%.*s` cannot be a name", (int)word->size, word->text);
}

int take_binding_name(struct interpreter *interpreter, const char *what, uint32_t *name)
{
  struct word word;
  return take_new_name(interpreter, what, &word) && find_name(interpreter, &word, name);
}

int take_plain_name(struct interpreter *interpreter, const char *what, struct word *word, uint32_t *name)
{
  if (!take_new_name(interpreter, what, word)) return 0;
  if (word->text[0] == '$')
    return scanner_fail(&interpreter->scanner, word->column, "expected %s, which has no `$`", what);
  return find_name(interpreter, word, name);
}
