/* The forms of an answer. */
#include "answers.h"
#include <stdlib.h>
#include <string.h>
#include "program/malloc_stats.h"
#include "memory.h"
#include "statistics.h"

void answer_number(struct answer *answer, uint64_t number)
{
  answer->kind = ANSWER_NUMBER;
  answer->number = number;
}

void answer_boolean(struct answer *answer, int truth)
{
  answer->kind = ANSWER_BOOLEAN;
  answer->number = truth != 0;
}

void answer_triple(struct answer *answer, const uint32_t *numbers)
{
  answer->kind = ANSWER_TRIPLE;
  for (int i = 0; i < 3; i++) answer->triple[i] = numbers[i];
}

void answer_object(struct answer *answer, uint32_t object)
{
  answer->kind = ANSWER_OBJECT;
  answer->number = object;
}

void answer_objects(struct answer *answer)
{
  answer->kind = ANSWER_OBJECTS;
  answer->count = 0;
  answer->failed = 0;
}

void answer_add(struct answer *answer, uint32_t object)
{
  if (answer->count == answer->room) {
    uint32_t room = answer->room == 0 ? 64 : 2 * answer->room;
    uint32_t *objects = realloc(answer->objects, room * sizeof *objects);
    if (objects == NULL) {
      answer->failed = 1;
      return;
    }
    answer->objects = objects;
    answer->room = room;
  }
  answer->objects[answer->count++] = object;
}

void answer_stats(struct answer *answer)
{
  answer->kind = ANSWER_STATS;
}

void answer_place(struct answer *answer, const struct place *place)
{
  answer->kind = ANSWER_PLACE;
  answer->place = place;
}

void answer_malloc_stats(struct answer *answer)
{
  answer->kind = ANSWER_MALLOC_STATS;
}

static void put_malloc_stats(struct text *text)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  malloc_stats_json(text, &stats);
}

static void put_triple(struct text *text, const uint64_t *numbers, const char *separator)
{
  for (int i = 0; i < 3; i++) {
    text_puts(text, i == 0 ? "[" : separator);
    text_number(text, numbers[i]);
  }
  text_putc(text, ']');
}

/* As gc.get_stats(). */
static void put_stats(struct text *text)
{
  for (int i = 0; i < 3; i++) {
    text_puts(text, i == 0 ? "[{\"collections\":" : ",{\"collections\":");
    text_number(text, gc_collections[i]);
    text_puts(text, ",\"collected\":");
    text_number(text, gc_collected[i]);
    text_puts(text, ",\"uncollectable\":");
    text_number(text, gc_uncollectable[i]);
    text_putc(text, '}');
  }
  text_putc(text, ']');
}

static void put_objects(struct text *text, const struct answer *answer, const struct events *events,
                        enum events_form form)
{
  uint32_t shown = answer->count;
  if (form == EVENTS_PEOPLE && shown > SHOWN_OBJECTS) shown = SHOWN_OBJECTS;
  text_putc(text, '[');
  for (uint32_t i = 0; i < shown; i++) {
    if (i > 0) text_puts(text, form == EVENTS_PEOPLE ? ", " : ",");
    put_object(text, events, form, answer->objects[i]);
  }
  if (shown < answer->count) {
    text_puts(text, ", ... and ");
    text_number(text, answer->count - shown);
    text_puts(text, " more");
  }
  text_putc(text, ']');
}

void put_answer(struct text *text, const struct answer *answer, const struct events *events, enum events_form form)
{
  switch (answer->kind) {
  case ANSWER_NUMBER: text_number(text, answer->number); break;
  case ANSWER_BOOLEAN: text_puts(text, answer->number ? "true" : "false"); break;
  case ANSWER_TRIPLE: put_triple(text, answer->triple, form == EVENTS_PEOPLE ? ", " : ","); break;
  case ANSWER_OBJECT:
    if (answer->number == 0) text_puts(text, "null");
    else put_object(text, events, form, (uint32_t)answer->number);
    break;
  case ANSWER_OBJECTS: put_objects(text, answer, events, form); break;
  case ANSWER_STATS: put_stats(text); break;
  case ANSWER_PLACE: put_place(text, answer->place); break;
  case ANSWER_MALLOC_STATS: put_malloc_stats(text); break;
  }
}

/* 1 when `form` stands at *at and an element, or all, ends after it; *at then moves on. */
static int matches(const struct text *expected, size_t *at, const struct text *form)
{
  size_t end = *at + form->used;
  if (end > expected->used || memcmp(expected->bytes + *at, form->bytes, form->used) != 0) return 0;
  if (end < expected->used && expected->bytes[end] != ',' && expected->bytes[end] != ']') return 0;
  *at = end;
  return 1;
}

/* The three ways to write an object in an expectation. */
static int matches_object(const struct text *expected, size_t *at, const struct events *events, uint32_t object)
{
  struct text form;
  uint32_t size;
  const char *name = names_text(events->names, events->first_name[object], &size);
  text_open(&form, -1);
  text_number(&form, driver_serial(object));
  int same = matches(expected, at, &form);
  form.used = 0;
  text_json_string(&form, name, size);
  same = same || matches(expected, at, &form);
  form.used = 0;
  put_object(&form, events, EVENTS_JSON, object);
  same = same || matches(expected, at, &form);
  text_close(&form);
  return same;
}

static int objects_are(const struct answer *answer, const struct events *events, const struct text *expected)
{
  size_t at = 1;
  if (expected->used < 2 || expected->bytes[0] != '[') return 0;
  if (answer->count == 0) return expected->used == 2;
  for (uint32_t i = 0; i < answer->count; i++) {
    if (!matches_object(expected, &at, events, answer->objects[i])) return 0;
    if (at == expected->used) return 0;
    char next = expected->bytes[at++];
    if (next != (i + 1 < answer->count ? ',' : ']')) return 0;
  }
  return at == expected->used;
}

int answer_is(const struct answer *answer, const struct events *events, const struct text *expected)
{
  size_t at = 0;
  if (answer->kind == ANSWER_OBJECT && answer->number != 0)
    return matches_object(expected, &at, events, (uint32_t)answer->number) && at == expected->used;
  if (answer->kind == ANSWER_OBJECTS) return objects_are(answer, events, expected);
  struct text value;
  text_open(&value, -1);
  put_answer(&value, answer, events, EVENTS_JSON);
  int same = value.used == expected->used && memcmp(value.bytes, expected->bytes, value.used) == 0;
  text_close(&value);
  return same;
}
