/* The interpreter's insides, shared by the files that implement statements. */
#ifndef HEAPPROOF_INTERPRETER_STATE_H
#define HEAPPROOF_INTERPRETER_STATE_H
#include "actions.h"
#include "answers.h"
#include "bindings.h"
#include "events.h"
#include "interpreter.h"
#include "pointers.h"
#include "reader.h"
#include "repeats.h"
#include "scanner.h"

/* As many operands as fit in a line, and one to spare. */
enum { MAX_OPERANDS = LINE_BYTES / 2 + 1 };

struct interpreter {
  const char *path;
  struct reader reader;
  struct repeats repeats;
  struct scanner scanner; /* of the statement that runs */
  struct bindings bindings;
  struct pointers pointers;
  struct events events;
  struct text out;
  struct answer answer;
  struct problem problem;
  struct interpreter_counts counts;
  uint64_t stop_after;
  uint32_t *first_name;          /* by object */
  uint32_t *action_of;           /* by object: its finalizer, or the callback of a weak reference */
  uint32_t values[MAX_OPERANDS]; /* the operands of the statement that runs */
  uint32_t result_name;
  uint32_t column; /* of the statement that runs */
  uint32_t deaths; /* the kinds whose deaths are written, a bit each */
  struct actions actions;
  uint32_t defining;         /* the action whose lines are read, or 0 */
  uint64_t defined_at;       /* the line where it begins */
  uint32_t self, reference;  /* of the action that runs: the object that is finalized, the weak reference, or 0 */
  uint64_t reference_serial; /* the reference may die before its action ends */
  uint32_t nesting, most_nested, most_actions;
  uint32_t begun;       /* actions of this statement */
  uint8_t went_too_far; /* more than that: no further action runs */
  uint8_t is_checking;  /* the statement is taken apart only: operands have no values, nothing is performed */
  uint8_t flush, ended;
  uint8_t lacking; /* the problem is that the profile does not have it */
};

#endif
