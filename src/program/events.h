/* What happens, written down: one event a line, as JSON (byte for byte as in spec/heap-programs.md) or for people.
 *
 * The form for people shows at most SHOWN_EVENTS events of one statement and SHOWN_OBJECTS objects of one answer, and
 * says how many more there are; the JSON form leaves nothing out. */
#ifndef HEAPPROOF_EVENTS_H
#define HEAPPROOF_EVENTS_H
#include <stdint.h>
#include "driver.h"
#include "names.h"
#include "problem.h"
#include "scanner.h"
#include "text.h"

enum { SHOWN_EVENTS = 20, SHOWN_OBJECTS = 20 };
enum events_form { EVENTS_NONE, EVENTS_JSON, EVENTS_PEOPLE };

struct events {
  struct text *out;
  enum events_form form;
  const struct names *names;
  const uint32_t *first_name; /* of each live object */
  uint64_t line;              /* of the statement that runs */
  uint64_t count;             /* events of this statement */
};

/* A statement begins, or (line 0) the program has ended: the one before it is complete. */
void events_begin(struct events *events, uint64_t line);
void events_heap(struct events *events, const struct driver_event *event);
/* `value` is the answer in the form that is written; `expected` is null unless an expectation failed. */
void events_answer(struct events *events, const struct text *query, const struct text *value,
                   const struct text *expected);
void events_unraisable(struct events *events); /* the action that runs ends at this line */
/* A pointer that was given back and is no block in use; `state` is the store's word for what it is (BLOCK_FREE, ...), or
 * BLOCK_OF_OBJECT. */
enum { BLOCK_OF_OBJECT = 4 };
void events_misuse(struct events *events, const struct word *pointer, uint32_t state);
void events_problem(struct events *events, const struct problem *problem);

/* An object: {"object":3,"name":"a"}, or a#3 for people. */
void put_object(struct text *text, const struct events *events, enum events_form form, uint32_t object);

#endif
