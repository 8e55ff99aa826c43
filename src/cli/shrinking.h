/* Making a program on which two sides differ as small as it goes, with the same kind of difference at its end.
 *
 * A candidate is the best program so far with something taken away.  Statements that heapproof can then no longer
 * perform are taken away with it, so that most candidates are valid whatever they lost.  A candidate becomes the best
 * only when it is smaller (fewer statements, then simpler ones, then fewer names), so shrinking ends. */
#ifndef HEAPPROOF_SHRINKING_H
#define HEAPPROOF_SHRINKING_H
#include <stdint.h>
#include "comparison.h"

/* Where shrinking ends at the latest, the same on every machine. */
enum { SHRINK_RUNS = 20000, SHRINK_STATEMENTS = 20000000, SHRINK_TROUBLES = 20 };

struct shrinking {
  struct comparison *comparison;
  struct canonical best;
  struct canonical candidate, valid; /* what is tried, before and after what became impossible is gone */
  struct difference wanted;          /* its kind and `what` */
  uint64_t runs;
  uint64_t performed; /* statements of all candidates */
  uint32_t troubles;  /* so often the adapter crashed or hung meanwhile */
  int loud;           /* show progress on standard error */
};

/* `comparison` has just found a difference in the program.  1 when `best` is a smallest program with a difference of
 * this kind; 0 when the difference did not come again; -1 when there is no memory. */
int shrinking_run(struct shrinking *shrinking, struct comparison *comparison, const struct canonical *program,
                  int loud);
void shrinking_close(struct shrinking *shrinking);

/* For the files that propose candidates: compares `candidate`; 1 when it is now the best. */
int shrinking_try(struct shrinking *shrinking);
int shrinking_is_over(const struct shrinking *shrinking);
/* Fewer statements, fewer names, simpler statements: 1 when something became smaller. */
int shrink_statements(struct shrinking *shrinking);
int shrink_names(struct shrinking *shrinking);
int shrink_words(struct shrinking *shrinking);
/* How far a statement is from simple: bytes first, then the size of its numbers; `null` counts nothing. */
uint64_t statement_weight(const char *statement, size_t size);
/* How many names `new` binds and actions have, as far as they are told apart. */
uint32_t count_names(const struct canonical *program);

#endif
