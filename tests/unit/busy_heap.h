/* What the tests of the auditor share: a heap in the middle of everything, and damage to one word of it. */
#ifndef HEAPPROOF_TESTS_BUSY_HEAP_H
#define HEAPPROOF_TESTS_BUSY_HEAP_H
#include "recorder.h"
#include "core/audit.h"

/* `outer` is dying and has released one of its slots; a collection works on
 * `pinned`, of which it has cleared one, and on `waiting`; two frames, of which the upper has two locals. */
static uint32_t outer, inner, pinned, waiting, list, large, untracked, freed;

static uint32_t next(uint32_t floor)
{
  return heap_next_event(floor);
}

static void make_frames(void)
{
  driver_push_frame();
  driver_set_root(driver_push_local(), list);
  driver_push_frame();
  driver_push_local();
  driver_set_root(driver_push_local(), list);
}

static void make_garbage(void)
{
  pinned = make(A, KIND_CELL, 2);
  waiting = make(B, KIND_LIST, 1);
  uint32_t item = make(C, KIND_ATOM, 0);
  driver_set_slot(pinned, 0, item);
  driver_set_slot(pinned, 1, waiting);
  driver_set_slot(waiting, 0, pinned);
  drop(A);
  drop(B);
  drop(C);
}

/* Leaves more free handles than a death takes again; `freed` is the last to be used. */
static void free_handles(void)
{
  freed = make(A, KIND_ATOM, 0);
  make(B, KIND_ATOM, 0);
  make(C, KIND_ATOM, 0);
  make(F + 1, KIND_ATOM, 0);
  drop(A);
  drop(B);
  drop(C);
  drop(F + 1);
}

/* Makes a cell of two items that only it holds, and lets it die as far as its first item. */
static void begin_a_death(void)
{
  uint32_t first = make(A, KIND_ATOM, 0), second = make(B, KIND_ATOM, 0);
  outer = make_with(C, KIND_CELL, first, second);
  drop(A);
  drop(B);
  inner = first;
  uint32_t floor = heap_depth();
  heap_set_root(C, 0);
  assert_int_equal(next(floor), EVENT_DEALLOC);
  assert_int_equal(event_object, outer);
  assert_int_equal(next(floor), EVENT_DEALLOC);
  assert_int_equal(event_object, inner);
}

static void begin_a_collection(void)
{
  uint32_t floor = heap_depth();
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(next(floor), EVENT_CLEAR);
  assert_int_equal(event_object, pinned);
  assert_int_equal(next(floor), EVENT_DEALLOC);
}

static int a_busy_heap(void **state)
{
  (void)state;
  driver_start(NULL, NULL, 0);
  driver_enable(0);
  list = make(D, KIND_LIST, 2);
  large = make(E, KIND_LIST, 70);
  driver_set_slot(large, 69, list);
  untracked = make(F, KIND_OPAQUE, 2);
  driver_set_slot(untracked, 1, large);
  make_frames();
  make_garbage();
  free_handles();
  begin_a_death();
  begin_a_collection();
  return heap_audit() == 0 ? 0 : -1;
}

static int finish(void **state)
{
  (void)state;
  while (next(0) != EVENT_IDLE) continue;
  return heap_audit() == 0 ? 0 : -1;
}

/* The clause that the audit finds violated while a word has another value. */
static void expect_word(uint32_t *word, uint32_t value, uint32_t clause)
{
  uint32_t sound = *word;
  assert_int_not_equal(sound, value);
  *word = value;
  uint32_t violated = heap_audit();
  *word = sound;
  assert_int_equal(violated, clause);
  assert_int_equal(heap_audit(), 0);
}

static void expect_byte(uint8_t *byte, uint8_t value, uint32_t clause)
{
  uint8_t sound = *byte;
  assert_int_not_equal(sound, value);
  *byte = value;
  uint32_t violated = heap_audit();
  *byte = sound;
  assert_int_equal(violated, clause);
  assert_int_equal(heap_audit(), 0);
}

#endif
