/* What operands are at the moment. */
#include <stdlib.h>
#include "actions.h"
#include "names.h"
#include "perform.h"
#include "slots.h"

static const char *message = "";

const char *perform_message(void)
{
  return message;
}

int perform_fail(const char *text)
{
  message = text;
  return 0;
}

static int evaluate_root(const struct operand *operand, PyObject **value)
{
  *value = NULL;
  switch (operand->root) {
  case ROOT_NULL: return 1;
  case ROOT_SELF: *value = current_self(); return *value != NULL || perform_fail("`self` outside a finalizer");
  case ROOT_REF: *value = current_reference(); return *value != NULL || perform_fail("`ref` outside a callback");
  default: break;
  }
  if (!is_bound(operand->name)) return perform_fail("unknown name");
  *value = value_of(operand->name);
  return 1;
}

int evaluate_place(const struct operand *operand, uint32_t *owner, uint32_t *slot)
{
  PyObject *value;
  if (!evaluate_root(operand, &value)) return 0;
  const char *at = operand->path;
  for (;;) {
    char *end;
    unsigned long long number = strtoull(at + 1, &end, 10);
    if (value == NULL) return perform_fail("null has no slots");
    *owner = record_of(value);
    if (number >= record_at(*owner)->slots) return perform_fail("no such slot");
    *slot = (uint32_t)number;
    at = end;
    if (at >= operand->end) return 1;
    value = slot_of(*owner, *slot);
  }
}

int evaluate(const struct operand *operand, PyObject **value)
{
  uint32_t owner, slot;
  if (operand->path == operand->end) return evaluate_root(operand, value);
  if (!evaluate_place(operand, &owner, &slot)) return 0;
  *value = slot_of(owner, slot);
  return 1;
}

int evaluate_object(const struct operand *operand, PyObject **value)
{
  return evaluate(operand, value) && (*value != NULL || perform_fail("null is no object"));
}
