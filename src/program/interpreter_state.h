/* The interpreter's insides, shared by the files that implement statements. */
#ifndef HEAPPROOF_INTERPRETER_STATE_H
#define HEAPPROOF_INTERPRETER_STATE_H
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
  uint32_t values[MAX_OPERANDS]; /* the operands of the statement that runs */
  uint32_t result_name;
  uint32_t column; /* of the statement that runs */
  uint32_t deaths; /* the kinds whose deaths are written, a bit each */
  uint8_t flush, ended;
  uint8_t arenas;  /* their events are written */
  uint8_t lacking; /* the problem is that this version does not have the statement */
};

#endif
