/* Operands: a name, a path through slots, or null. */
#ifndef HEAPPROOF_OPERANDS_H
#define HEAPPROOF_OPERANDS_H
#include "interpreter_state.h"

struct operand {
  struct word text;     /* as written */
  uint32_t value;       /* what it stands for, 0 for null */
  uint32_t owner, slot; /* the last slot on the path; owner 0 when there is none */
};

int take_operand(struct interpreter *interpreter, struct operand *operand);
/* An operand that is not null. */
int take_object(struct interpreter *interpreter, struct operand *operand);
/* A name that may be bound: a local or a global, not a reserved word. */
int take_binding_name(struct interpreter *interpreter, const char *what, uint32_t *name);
/* A name without `$`. */
int take_plain_name(struct interpreter *interpreter, const char *what, struct word *word, uint32_t *name);

#endif
