/* Answers to queries: computed once, then written as JSON or for people, or compared with an expectation. */
#ifndef HEAPPROOF_ANSWERS_H
#define HEAPPROOF_ANSWERS_H
#include <stdint.h>
#include "events.h"
#include "text.h"

enum answer_kind {
  ANSWER_NUMBER,
  ANSWER_BOOLEAN,
  ANSWER_TRIPLE,
  ANSWER_OBJECT,
  ANSWER_OBJECTS,
  ANSWER_STATS,
  ANSWER_PLACE,
  ANSWER_MALLOC_STATS
};

struct place;

struct answer {
  enum answer_kind kind;
  uint64_t number;
  uint64_t triple[3];
  uint32_t *objects;
  uint32_t count, room;
  const struct place *place; /* valid while the query is */
  int failed;                /* no memory for all objects */
};

void answer_number(struct answer *answer, uint64_t number);
void answer_boolean(struct answer *answer, int truth);
void answer_triple(struct answer *answer, const uint32_t *numbers);
void answer_object(struct answer *answer, uint32_t object); /* or null */
void answer_objects(struct answer *answer);                 /* the objects follow */
void answer_add(struct answer *answer, uint32_t object);
void answer_stats(struct answer *answer); /* written straight from the collector's statistics */
void answer_place(struct answer *answer, const struct place *place);
void answer_malloc_stats(struct answer *answer); /* written straight from the store */

void put_answer(struct text *text, const struct answer *answer, const struct events *events, enum events_form form);
/* `expected` is JSON without blanks; where the answer has an object, its number or its name alone will do. */
int answer_is(const struct answer *answer, const struct events *events, const struct text *expected);

#endif
