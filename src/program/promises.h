/* What an adapter promises, and what that makes comparable: the table of spec/adapters.md.
 *
 * A message of either side is shown as its comparable part, a text, or as nothing.  The two sides agree when the
 * comparable parts of a statement's messages are the same in the same order. */
#ifndef HEAPPROOF_PROMISES_H
#define HEAPPROOF_PROMISES_H
#include <stdint.h>
#include "canonical.h"
#include "protocol.h"
#include "text.h"

enum promise {
  PROMISE_DEATHS,
  PROMISE_FRAMES,
  PROMISE_FINALIZERS,
  PROMISE_CALLBACKS,
  PROMISE_UNRAISABLE,
  PROMISE_WEAKREFS,
  PROMISE_CLEARS,
  PROMISE_COLLECTIONS,
  PROMISE_COLLECTED,
  PROMISE_REFCOUNTS,
  PROMISE_COUNTS,
  PROMISE_SETTINGS,
  PROMISE_LISTS,
  PROMISE_REFERRERS,
  PROMISE_REFERENTS,
  PROMISE_TRACKED,
  PROMISE_GARBAGE,
  PROMISE_FROZEN,
  PROMISE_STATS,
  PROMISE_LIVE,
  PROMISE_AUTOMATIC,
  PROMISE_UNORDERED,
  PROMISES
};

struct promises {
  uint32_t made;      /* a bit each */
  uint32_t deaths;    /* the kinds whose deaths are promised, a bit each; 0: of all */
  uint32_t unordered; /* the messages whose order in a collection is not promised, a bit each */
};

/* Takes a promise as the hello spells it; 0: there is none of that name. */
int promise_add(struct promises *promises, const char *text, size_t size);
const char *promise_name(enum promise promise);
/* 1 when something could be compared at all: `frames` alone makes nothing comparable. */
int promises_compare(const struct promises *promises);
/* 1 when collections start by themselves on both sides, else on none. */
int promises_automatic(const struct promises *promises);

/* The comparable part of a message in the answer to statement n of this program; 0 when it has none. */
int comparable_part(const struct promises *promises, const struct canonical *program, uint64_t n,
                    const struct message *message, struct text *part);

#endif
