/* Runs a heap program, one statement at a time.
 *
 *     struct interpreter_options options = {.form = EVENTS_JSON, .descriptor = 1};
 *     struct interpreter *interpreter = interpreter_open("a.heap", &options);
 *     while (interpreter_step(interpreter) == STEP_STATEMENT) { the heap is idle: look at it }
 *     interpreter_close(interpreter);
 *
 * Or, with no file, statement after statement as somebody gives them (the adapter protocol, spec/adapters.md):
 *
 *     struct interpreter *interpreter = interpreter_open(NULL, &options);
 *     interpreter_perform(interpreter, &line);
 *
 * There is one heap, so one interpreter at a time; opening one empties the heap, closing it leaves the heap as it is.
 * A statement that fails changes nothing.  A program in a file ends there; of statements that are given, the next may
 * follow. */
#ifndef HEAPPROOF_INTERPRETER_H
#define HEAPPROOF_INTERPRETER_H
#include <stdint.h>
#include "events.h"
#include "problem.h"
#include "reader.h"
#include "text.h"

enum { STEP_STATEMENT, STEP_END, STEP_PROBLEM };
#ifdef HEAP_SMALL
enum { NESTED_ACTIONS = 4, ACTIONS_OF_STATEMENT = 1000 };
#else
enum { NESTED_ACTIONS = 64, ACTIONS_OF_STATEMENT = 1000000 };
#endif

struct interpreter_options {
  enum events_form form;
  int descriptor;   /* where events go, -1: they are kept (interpreter_events); not used with EVENTS_NONE */
  int flush;        /* after every statement: somebody is watching */
  int mirror;       /* run the oracle too (driver.h) */
  int arenas;       /* write arena_new and arena_free too */
  uint32_t profile; /* a row of core/profile.h, plus one; 0: the default */
  uint32_t most_nested, most_actions; /* limits on the actions of a statement; 0: the largest */
  uint32_t deaths;                    /* 0, or a bit for each kind whose deaths are written (1 << KIND_CELL, ...) */
  uint64_t stop_after;                /* 0, or end the program before the first statement beyond this line */
};

struct interpreter_counts {
  uint64_t statements, objects, collections, expectations, failures;
};

struct interpreter;

/* Null when there is no memory.  A file that cannot be opened shows as the problem of the first step. */
struct interpreter *interpreter_open(const char *path, const struct interpreter_options *options);
int interpreter_step(struct interpreter *interpreter);
/* One statement in canonical form: STEP_STATEMENT or STEP_PROBLEM.  Its events carry the number of the line. */
int interpreter_perform(struct interpreter *interpreter, const struct line *line);
/* The last problem is that the profile does not have something. */
int interpreter_lacks_it(const struct interpreter *interpreter);
/* It is that too many actions ran: the statement has done a part of what it says. */
int interpreter_went_too_far(const struct interpreter *interpreter);
/* What was written and is kept; the caller may empty it. */
struct text *interpreter_events(struct interpreter *interpreter);
/* Writes what is still buffered and frees.  0, or the errno of a write that failed. */
int interpreter_close(struct interpreter *interpreter);

uint64_t interpreter_line(const struct interpreter *interpreter); /* of the last statement */
const struct problem *interpreter_problem(const struct interpreter *interpreter);
const struct interpreter_counts *interpreter_counts(const struct interpreter *interpreter);
/* `file:line:column: message` on standard error. */
void interpreter_report(const struct interpreter *interpreter, const struct problem *problem);

/* The name an object was first bound to; not terminated, `*size` bytes. */
const char *interpreter_first_name(const struct interpreter *interpreter, uint32_t object, uint32_t *size);

/* The roots that have names now, one after the other: globals, holds, then locals from the outermost frame in. */
enum root_use { ROOT_GLOBAL, ROOT_HOLD, ROOT_LOCAL };
struct root_view {
  enum root_use use;
  uint32_t object;          /* 0 when bound to null */
  uint32_t frame;           /* of a local: 0 is the main frame */
  const char *name, *label; /* label of that frame, empty for the main frame */
  uint32_t name_size, label_size;
};
/* Start with *cursor = 0; 0 when there are no more. */
int interpreter_next_root(const struct interpreter *interpreter, uint32_t *cursor, struct root_view *view);

#endif
