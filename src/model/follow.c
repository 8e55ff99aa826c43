/* Recording, and performing what was recorded. */
#include "model/follow.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { EVENT = FOLLOW_OPERATIONS, HANDLED, END, WORDS_OF_EVENT = 6 };

int follow_on;
static uint64_t *record; /* words: an operation with its operands, an event, HANDLED, END */
static size_t used, room, at;
static uint32_t nesting; /* operations begun and not ended */
static uint32_t acting;  /* actions that the model is in */
static int has_given_up;
static char difference[256]; /* empty while there is none */
static model_listener *listening;

static void put(uint64_t word)
{
  if (used == room) {
    room = room == 0 ? 4096 : 2 * room;
    record = realloc(record, room * sizeof *record);
    if (record == NULL) abort();
  }
  record[used++] = word;
}

/* --- performing --- */

static const char *event_name(uint64_t kind)
{
  static const char *const names[] = {"dealloc", "clear", "collect_start", "collect_stop", "finalize", "callback"};
  return kind <= MODEL_CALLBACK ? names[kind] : "?";
}

static void describe(char *text, size_t size, uint64_t kind, uint64_t serial, uint64_t generation, uint64_t collected,
                     uint64_t uncollectable)
{
  if (kind == MODEL_COLLECT_START || kind == MODEL_COLLECT_STOP)
    snprintf(text, size, "%s of generation %" PRIu64 " (%" PRIu64 " collected, %" PRIu64 " uncollectable)",
             event_name(kind), generation, collected, uncollectable);
  else snprintf(text, size, "%s of object %" PRIu64, event_name(kind), serial);
}

/* What the heap did instead of this event. */
static void note_difference(const struct model_event *event)
{
  char mine[96], theirs[96] = "nothing more";
  if (difference[0] != '\0') return;
  describe(mine, sizeof mine, event->kind, event->serial, event->generation, event->collected, event->uncollectable);
  if (record[at] == EVENT)
    describe(theirs, sizeof theirs, record[at + 1], record[at + 2], record[at + 3], record[at + 4], record[at + 5]);
  snprintf(difference, sizeof difference, "the model expects %s, the heap did %s", mine, theirs);
}

static void note_surplus(void)
{
  char theirs[96] = "an operation";
  if (difference[0] != '\0') return;
  if (record[at] == EVENT)
    describe(theirs, sizeof theirs, record[at + 1], record[at + 2], record[at + 3], record[at + 4], record[at + 5]);
  snprintf(difference, sizeof difference, "the model expects nothing more, the heap did %s", theirs);
}

static int is_over(void)
{
  return difference[0] != '\0' || model_is_beyond();
}

static struct model_object *object(uint64_t serial)
{
  struct model_object *found = serial == 0 ? NULL : model_find(serial);
  if (serial != 0 && found == NULL && difference[0] == '\0')
    snprintf(difference, sizeof difference, "object %" PRIu64 " is used, which in the model is no more", serial);
  return found;
}

static void perform_new(const uint64_t *operand)
{
  static struct model_object **values; /* kept; an action in a collection may come here again, but after its use */
  static uint32_t values_room;
  struct model_birth birth = {.kind = (uint32_t)operand[1] & 255, .slots = (uint32_t)operand[2]};
  birth.has_finalizer = (operand[1] & FOLLOW_FINALIZER) != 0;
  birth.is_legacy = (operand[1] & FOLLOW_LEGACY) != 0;
  birth.is_immortal = (operand[1] & FOLLOW_IMMORTAL) != 0;
  birth.items = (uint32_t)operand[3];
  if (birth.items > values_room) {
    values_room = birth.items;
    values = realloc(values, values_room * sizeof(struct model_object *));
    if (values == NULL) abort();
  }
  for (uint32_t i = 0; i < birth.items; i++) values[i] = object(operand[4 + i]);
  birth.values = values;
  if (!is_over()) model_new((uint32_t)operand[0], &birth);
}

static void perform_new_weak(const uint64_t *operand)
{
  struct model_object *target = object(operand[1]);
  if (target != NULL) model_new_weak((uint32_t)operand[0], target, operand[2] != 0);
}

static void perform_set_slot(const uint64_t *operand)
{
  struct model_object *owner = object(operand[0]), *value = object(operand[2]);
  if (is_over() || owner == NULL) return;
  model_set_slot(owner, (uint32_t)operand[1], value);
}

static void perform_set_root(uint64_t root, uint64_t serial)
{
  struct model_object *value = object(serial);
  if (!is_over()) model_set_root((uint32_t)root, value);
}

static void settle(void)
{
  if (acting == 0 && !is_over()) model_settle();
}

static void perform_return(uint64_t first, uint64_t end)
{
  for (uint64_t root = first; root < end && !is_over(); root++) {
    model_set_root((uint32_t)root, NULL);
    settle();
  }
}

static void perform(uint64_t operation, const uint64_t *operand)
{
  switch (operation) {
  case FOLLOW_NEW: perform_new(operand); break;
  case FOLLOW_NEW_WEAK: perform_new_weak(operand); break;
  case FOLLOW_SET_SLOT: perform_set_slot(operand); break;
  case FOLLOW_SET_ROOT: perform_set_root(operand[0], operand[1]); break;
  case FOLLOW_MOVE_ROOT: model_move_root((uint32_t)operand[0], (uint32_t)operand[1]); break;
  case FOLLOW_RETURN: perform_return(operand[0], operand[1]); break;
  case FOLLOW_COLLECT: model_collect((uint32_t)operand[0]); break;
  case FOLLOW_SAFE_POINT: model_safe_point(); break;
  case FOLLOW_FREEZE: model_freeze(); break;
  case FOLLOW_UNFREEZE: model_unfreeze(); break;
  case FOLLOW_SAVE_ALL: model_save_all(operand[0] != 0); break;
  case FOLLOW_ENABLE: model_enable(operand[0] != 0); break;
  default: model_set_threshold((uint32_t)operand[0], (uint32_t)operand[1]); break;
  }
}

/* The operation that was recorded here, with what it makes happen.  The record does not move meanwhile. */
static void perform_recorded(void)
{
  uint64_t operation = record[at];
  const uint64_t *operand = record + at + 1;
  at += operation == FOLLOW_NEW ? 5 + operand[3] : 4;
  perform(operation, operand);
  settle();
  if (is_over()) return;
  if (record[at] != END) note_surplus();
  at++;
}

/* The model says what happens; actions perform what was recorded inside the event. */
static void expect(const struct model_event *event)
{
  if (listening != NULL) listening(event);
  if (is_over()) return;
  const uint64_t *recorded = record + at;
  if (recorded[0] != EVENT || recorded[1] != event->kind || recorded[2] != event->serial ||
      recorded[3] != event->generation || recorded[4] != event->collected || recorded[5] != event->uncollectable) {
    note_difference(event);
    return;
  }
  at += WORDS_OF_EVENT;
  acting++;
  while (!is_over() && record[at] < EVENT) perform_recorded();
  acting--;
  if (is_over()) return;
  if (record[at] != HANDLED) note_surplus();
  at++;
}

/* --- recording --- */

void follow_start(uint32_t profile)
{
  model_start(profile, expect);
  used = 0;
  nesting = 0;
  acting = 0;
  follow_on = 1;
  has_given_up = 0;
  difference[0] = '\0';
}

void follow_stop(void)
{
  follow_on = 0;
  has_given_up = 0;
  difference[0] = '\0';
}

int follow_is_beyond(void)
{
  return has_given_up;
}

void follow_listen(model_listener *listener)
{
  listening = listener;
}

const char *follow_difference(void)
{
  return difference[0] != '\0' ? difference : NULL;
}

void follow_record(enum follow_operation operation, uint64_t first, uint64_t second, uint64_t third)
{
  nesting++;
  put((uint64_t)operation);
  put(first);
  put(second);
  put(third);
  if (operation == FOLLOW_NEW) put(0);
}

void follow_record_items(uint32_t count)
{
  record[used - 1] = count;
}

void follow_record_item(uint64_t serial)
{
  put(serial);
}

void follow_record_event(const struct model_event *event)
{
  put(EVENT);
  put(event->kind);
  put(event->serial);
  put(event->generation);
  put(event->collected);
  put(event->uncollectable);
}

void follow_record_handled(void)
{
  put(HANDLED);
}

void follow_perform(void)
{
  put(END);
  if (--nesting > 0) return;
  at = 0;
  perform_recorded();
  used = 0;
  if (!is_over()) return;
  follow_on = 0;
  has_given_up = model_is_beyond();
}
