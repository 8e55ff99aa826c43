/* One program on both sides: heapproof in this process, and an adapter.
 *
 * The adapter is sent statements ahead of its answers; heapproof performs a statement when the adapter's answer to it
 * begins.  What the adapter does not support is left out here too, so that both stay in the same state. */
#ifndef HEAPPROOF_COMPARISON_H
#define HEAPPROOF_COMPARISON_H
#include <stdint.h>
#include "peer.h"
#include "program/canonical.h"
#include "program/interpreter.h"
#include "program/lines.h"

enum compared {
  COMPARED_EQUAL,
  COMPARED_UNEQUAL,    /* `difference` says how */
  COMPARED_TROUBLE,    /* with the adapter: peer->trouble */
  COMPARED_IMPOSSIBLE, /* heapproof cannot perform a statement: `problem` */
  COMPARED_NO_MEMORY
};

/* Of the first difference in a statement. */
enum difference_kind { DIFFERENCE_MISSING, DIFFERENCE_EXTRA, DIFFERENCE_ORDER, DIFFERENCE_VALUE };
struct difference {
  uint64_t statement;
  enum difference_kind kind;
  char what[48];                /* the event, of an answer with its query: `answer refcount` */
  struct text expected, actual; /* the comparable parts; empty where there is none */
};

struct comparison_counts {
  uint64_t programs, statements, events;
  uint64_t unsupported; /* statements left out */
  uint64_t cut;         /* programs that could not go on because of one */
};

/* What a statement caused on one side. */
struct side {
  struct lines parts; /* the comparable parts */
  struct lines all;   /* every message, behind a mark: = when it is compared; kept for a report only */
};

struct comparison {
  struct peer *peer;
  struct interpreter *interpreter;
  struct side expected, actual; /* heapproof's and the adapter's */
  struct message message;       /* of heapproof */
  struct text part, spelling;
  struct text *report; /* null, or where both streams are written side by side */
  struct comparison_counts counts;
  struct difference difference;
  struct problem problem;
  uint64_t statement; /* the one that is compared, or was last */
  int has_collected;  /* a collection ran in it here */
};

void comparison_open(struct comparison *comparison, struct peer *peer);
void comparison_close(struct comparison *comparison);
enum compared comparison_run(struct comparison *comparison, const struct canonical *program);
/* The same kind of difference: the same event is missing, too many, out of order or of another value. */
int difference_is_alike(const struct difference *one, const struct difference *other);
const char *difference_kind_name(enum difference_kind kind);

/* heapproof alone, for trying out: back to an empty heap, 0 when there is no memory; then statement after statement,
 * 0 when it cannot be performed, and nothing has changed. */
int comparison_start_heap(struct comparison *comparison);
int comparison_try(struct comparison *comparison, const char *statement, size_t size);

#endif
