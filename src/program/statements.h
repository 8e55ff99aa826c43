/* The statements, one function each: it takes the words after the statement's own and does what they say.  0 and a
 * problem when it cannot; then nothing has changed. */
#ifndef HEAPPROOF_STATEMENTS_H
#define HEAPPROOF_STATEMENTS_H
#include "interpreter_state.h"

int statement_new(struct interpreter *interpreter);
int statement_set(struct interpreter *interpreter);
int statement_let(struct interpreter *interpreter);
int statement_del(struct interpreter *interpreter);
int statement_hold(struct interpreter *interpreter);
int statement_release(struct interpreter *interpreter);
int statement_call(struct interpreter *interpreter);
int statement_return(struct interpreter *interpreter);
int statement_exit(struct interpreter *interpreter);
int statement_collect(struct interpreter *interpreter);
int statement_gc(struct interpreter *interpreter);
int statement_repeat(struct interpreter *interpreter);
int statement_end(struct interpreter *interpreter);
int statement_malloc(struct interpreter *interpreter);
int statement_calloc(struct interpreter *interpreter);
int statement_realloc(struct interpreter *interpreter);
int statement_free(struct interpreter *interpreter);
int statement_expect(struct interpreter *interpreter);
int statement_weak(struct interpreter *interpreter);
int statement_action(struct interpreter *interpreter);
/* `word` names a query: run it and write its answer. */
int statement_query(struct interpreter *interpreter, const struct word *word);
int is_query(const struct word *word);

/* The statement at the scanner, one of the table of statements. */
int run_statement(struct interpreter *interpreter);
/* A line between `action` and its `end`, or that `end`. */
int take_body_line(struct interpreter *interpreter);
/* The name of an action that is defined. */
int take_action(struct interpreter *interpreter, uint32_t *action);
/* Binds the object that the driver has made (driver_make). */
int bind_made(struct interpreter *interpreter, uint32_t name, uint32_t column);
/* The top frame returns. */
void leave_frame(struct interpreter *interpreter);

/* A statement or query of the language that the profile does not have. */
int fail_without(struct interpreter *interpreter, const struct word *word, const char *what);

#endif
