/* The two forms of the event stream. */
#include "events.h"
#include <string.h>
#include "core/blocks.h"

/* "object":3,"name":"a" */
static void put_identity(struct text *text, const struct events *events, uint32_t object, uint64_t serial)
{
  uint32_t size;
  const char *name = names_text(events->names, events->first_name[object], &size);
  text_puts(text, "\"object\":");
  text_number(text, serial);
  text_puts(text, ",\"name\":");
  text_json_string(text, name, size);
}

static void put_tag(struct text *text, const struct events *events, uint32_t object, uint64_t serial)
{
  uint32_t size;
  const char *name = names_text(events->names, events->first_name[object], &size);
  text_put(text, name, size);
  text_putc(text, '#');
  text_number(text, serial);
}

void put_object(struct text *text, const struct events *events, enum events_form form, uint32_t object)
{
  if (form == EVENTS_PEOPLE) {
    put_tag(text, events, object, driver_serial(object));
    return;
  }
  text_putc(text, '{');
  put_identity(text, events, object, driver_serial(object));
  text_putc(text, '}');
}

/* {"event":"KIND","line":12 */
static void open_event(struct events *events, const char *kind)
{
  text_puts(events->out, "{\"event\":\"");
  text_puts(events->out, kind);
  text_puts(events->out, "\",\"line\":");
  text_number(events->out, events->line);
}

static void close_event(struct events *events)
{
  text_puts(events->out, "}\n");
}

static void put_member(struct events *events, const char *key, uint64_t number)
{
  text_puts(events->out, ",\"");
  text_puts(events->out, key);
  text_puts(events->out, "\":");
  text_number(events->out, number);
}

/* A line for people begins with the number of the source line. */
static void open_line(struct events *events)
{
  text_number(events->out, events->line);
  text_puts(events->out, ": ");
}

void events_begin(struct events *events, uint64_t line)
{
  if (events->form == EVENTS_PEOPLE && events->count > SHOWN_EVENTS) {
    open_line(events);
    text_puts(events->out, "... and ");
    text_number(events->out, events->count - SHOWN_EVENTS);
    text_puts(events->out, events->count == SHOWN_EVENTS + 1 ? " more event\n" : " more events\n");
  }
  events->line = line;
  events->count = 0;
}

static void heap_json(struct events *events, const struct driver_event *event)
{
  static const char *const kinds[] = {[DRIVER_DEALLOC] = "dealloc",
                                      [DRIVER_CLEAR] = "clear",
                                      [DRIVER_COLLECT_START] = "collect_start",
                                      [DRIVER_COLLECT_STOP] = "collect_stop",
                                      [DRIVER_FINALIZE] = "finalize",
                                      [DRIVER_CALLBACK] = "callback",
                                      [DRIVER_ARENA_NEW] = "arena_new",
                                      [DRIVER_ARENA_FREE] = "arena_free"};
  open_event(events, kinds[event->kind]);
  if (event->object != 0) {
    text_putc(events->out, ',');
    put_identity(events->out, events, event->object, event->serial);
  } else if (event->kind == DRIVER_ARENA_NEW || event->kind == DRIVER_ARENA_FREE) {
    put_member(events, "arena", event->arena);
    if (event->kind == DRIVER_ARENA_NEW) put_member(events, "pools", event->pools);
  } else {
    put_member(events, "generation", event->generation);
    put_member(events, "collected", event->collected);
    put_member(events, "uncollectable", event->uncollectable);
  }
  close_event(events);
}

/* arena 0 comes, 64 pools    arena 0 goes */
static void arena_people(struct events *events, const struct driver_event *event)
{
  text_puts(events->out, "arena ");
  text_number(events->out, event->arena);
  if (event->kind == DRIVER_ARENA_FREE) {
    text_puts(events->out, " goes");
    return;
  }
  text_puts(events->out, " comes, ");
  text_number(events->out, event->pools);
  text_puts(events->out, " pools");
}

static void heap_people(struct events *events, const struct driver_event *event)
{
  open_line(events);
  if (event->object != 0) {
    static const char *const words[] = {[DRIVER_DEALLOC] = "dealloc ",
                                        [DRIVER_CLEAR] = "clear ",
                                        [DRIVER_FINALIZE] = "finalize ",
                                        [DRIVER_CALLBACK] = "callback "};
    text_puts(events->out, words[event->kind]);
    put_tag(events->out, events, event->object, event->serial);
  } else if (event->kind == DRIVER_ARENA_NEW || event->kind == DRIVER_ARENA_FREE) {
    arena_people(events, event);
  } else if (event->kind == DRIVER_COLLECT_START) {
    text_puts(events->out, "collect generation ");
    text_number(events->out, event->generation);
  } else {
    text_puts(events->out, "collected ");
    text_number(events->out, event->collected);
    if (event->uncollectable > 0) text_puts(events->out, ", uncollectable ");
    if (event->uncollectable > 0) text_number(events->out, event->uncollectable);
  }
  text_putc(events->out, '\n');
}

void events_heap(struct events *events, const struct driver_event *event)
{
  events->count++;
  if (events->form == EVENTS_JSON) heap_json(events, event);
  if (events->form == EVENTS_PEOPLE && events->count <= SHOWN_EVENTS) heap_people(events, event);
}

void events_unraisable(struct events *events)
{
  events->count++;
  if (events->form == EVENTS_PEOPLE && events->count <= SHOWN_EVENTS) {
    open_line(events);
    text_puts(events->out, "unraisable\n");
  }
  if (events->form != EVENTS_JSON) return;
  open_event(events, "unraisable");
  close_event(events);
}

void events_answer(struct events *events, const struct text *query, const struct text *value,
                   const struct text *expected)
{
  if (events->form == EVENTS_JSON) {
    open_event(events, "answer");
    text_puts(events->out, ",\"query\":");
    text_json_string(events->out, query->bytes, query->used);
    text_puts(events->out, ",\"value\":");
    text_put(events->out, value->bytes, value->used);
    if (expected != NULL) {
      text_puts(events->out, ",\"expected\":");
      text_put(events->out, expected->bytes, expected->used);
    }
    close_event(events);
  }
  if (events->form == EVENTS_PEOPLE && expected == NULL) {
    open_line(events);
    text_put(events->out, query->bytes, query->used);
    text_puts(events->out, " = ");
    text_put(events->out, value->bytes, value->used);
    text_putc(events->out, '\n');
  }
}

void events_misuse(struct events *events, const struct word *pointer, uint32_t state)
{
  static const char *const words[] = {[BLOCK_FOREIGN] = "foreign",
                                      [BLOCK_IN_USE] = "in use",
                                      [BLOCK_FREE] = "free",
                                      [BLOCK_INSIDE] = "interior",
                                      [BLOCK_OF_OBJECT] = "object"};
  if (events->form == EVENTS_JSON) {
    open_event(events, "misuse");
    text_puts(events->out, ",\"pointer\":");
    text_json_string(events->out, pointer->text, pointer->size);
    text_puts(events->out, ",\"state\":");
    text_json_string(events->out, words[state], strlen(words[state]));
    close_event(events);
  }
  if (events->form == EVENTS_PEOPLE) {
    open_line(events);
    text_put(events->out, pointer->text, pointer->size);
    text_puts(events->out, " points to no block in use: ");
    text_puts(events->out, words[state]);
    text_putc(events->out, '\n');
  }
}

void events_problem(struct events *events, const struct problem *problem)
{
  size_t size = 0;
  while (problem->message[size] != '\0') size++;
  events_begin(events, problem->line);
  if (events->form != EVENTS_JSON) return;
  open_event(events, "error");
  put_member(events, "column", problem->column);
  text_puts(events->out, ",\"message\":");
  text_json_string(events->out, problem->message, size);
  close_event(events);
}
