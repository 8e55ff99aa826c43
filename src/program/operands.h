/* Operands: a name, a path through slots, `self`, `ref`, or null.
 *
 * While a statement of an action is only checked, operands have no values; what depends on them is not looked at. */
#ifndef HEAPPROOF_OPERANDS_H
#define HEAPPROOF_OPERANDS_H
#include "interpreter_state.h"

struct operand {
  struct word text;     /* as written */
  uint32_t value;       /* what it stands for, 0 for null */
  uint32_t owner, slot; /* the last slot on the path */
  int is_path;          /* there is one */
};

int take_operand(struct interpreter *interpreter, struct operand *operand);
/* An operand that is not null. */
int take_object(struct interpreter *interpreter, struct operand *operand);
/* A weak reference. */
int take_weakref(struct interpreter *interpreter, struct operand *operand);
/* A name that may be bound: a local or a global, not a reserved word. */
int take_binding_name(struct interpreter *interpreter, const char *what, uint32_t *name);
/* A name without `$`. */
int take_plain_name(struct interpreter *interpreter, const char *what, struct word *word, uint32_t *name);

#endif
