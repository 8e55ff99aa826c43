/* What the unit tests share: cmocka, and a sink that writes events down as text.
 *
 *   d3      object 3 (the third one made) is deallocated          [1    a collection of generation 1 begins
 *   c3      the collector clears object 3                         ]1:2  it ends, 2 objects were unreachable
 *   f3      the finalizer of object 3 runs                        w3    the callback of the weak reference 3 runs */
#ifndef HEAPPROOF_TESTS_RECORDER_H
#define HEAPPROOF_TESTS_RECORDER_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/heap.h"
#include "program/driver.h"

/* Roots for the tests' own names. */
enum { A = FIRST_CALLER_ROOT, B, C, D, E, F };

/* What a finalizer or a callback does, if the test says so; object is the handle. */
typedef void test_action(uint32_t object);
static test_action *on_finalize, *on_callback;

static char recorded[1 << 16];
static size_t recorded_length;

static void record(void *context, const struct driver_event *event)
{
  (void)context;
  char text[64];
  int written = 0;
  switch (event->kind) {
  case DRIVER_DEALLOC: written = snprintf(text, sizeof text, "d%llu ", (unsigned long long)event->serial); break;
  case DRIVER_CLEAR: written = snprintf(text, sizeof text, "c%llu ", (unsigned long long)event->serial); break;
  case DRIVER_COLLECT_START: written = snprintf(text, sizeof text, "[%u ", event->generation); break;
  case DRIVER_FINALIZE: written = snprintf(text, sizeof text, "f%llu ", (unsigned long long)event->serial); break;
  case DRIVER_CALLBACK: written = snprintf(text, sizeof text, "w%llu ", (unsigned long long)event->serial); break;
  default: written = snprintf(text, sizeof text, "]%u:%u ", event->generation, event->collected); break;
  }
  for (int i = 0; i < written && recorded_length + 1 < sizeof recorded; i++) recorded[recorded_length++] = text[i];
  recorded[recorded_length] = '\0';
  if (event->kind == DRIVER_FINALIZE && on_finalize != NULL) on_finalize(event->object);
  if (event->kind == DRIVER_CALLBACK && on_callback != NULL) on_callback(event->object);
}

/* The events since the last call, and that core, oracle and model agree. */
static inline void expect_events(const char *events)
{
  char seen[sizeof recorded];
  snprintf(seen, sizeof seen, "%s", recorded);
  if (recorded_length > 0) seen[recorded_length - 1] = '\0';
  recorded_length = 0;
  recorded[0] = '\0';
  assert_string_equal(seen, events);
  const char *difference = driver_compare();
  if (difference != NULL) fail_msg("%s", difference);
}

static inline void start_as(uint32_t profile)
{
  driver_start_as(profile, record, NULL, DRIVER_BOTH);
  on_finalize = on_callback = NULL;
  recorded_length = 0;
  recorded[0] = '\0';
}

static inline int start(void **state)
{
  (void)state;
  start_as(DEFAULT_PROFILE);
  return 0;
}

static inline uint32_t make(uint32_t root, uint32_t kind, uint32_t slots)
{
  return driver_new(root, kind, slots, slots == 0 ? 1 : 8 * slots, 0, NULL);
}

static inline uint32_t make_with(uint32_t root, uint32_t kind, uint32_t first, uint32_t second)
{
  uint32_t items[] = {first, second};
  return driver_new(root, kind, 2, 16, 2, items);
}

/* A cell or an instance with a finalizer, two slots. */
static inline uint32_t make_finalized(uint32_t root, uint32_t kind)
{
  struct driver_birth birth = {.kind = kind, .slots = 2, .bytes = 16, .has_finalizer = 1};
  uint32_t object = driver_make(&birth);
  driver_bind_made(root);
  return object;
}

static inline uint32_t make_legacy(uint32_t root)
{
  struct driver_birth birth = {.kind = KIND_CELL, .slots = 2, .bytes = 16, .is_legacy = 1};
  uint32_t object = driver_make(&birth);
  driver_bind_made(root);
  return object;
}

static inline uint32_t refer_weakly(uint32_t root, uint32_t object, int calls_back)
{
  int is_new;
  uint32_t reference = driver_make_weak(object, 72, calls_back, &is_new);
  driver_release_target();
  driver_bind_made(root);
  return reference;
}

static inline void drop(uint32_t root)
{
  driver_set_root(root, 0);
}

#endif
