/* Deallocation: the order of the events, and operations between them. */
#include "recorder.h"

/* Object 4 in A, of the given kind, holds objects 1 and 2; object 1 holds object 3. */
static void hold_two(uint32_t kind)
{
  uint32_t first = make(A, KIND_CELL, 1), second = make(B, KIND_ATOM, 0), inner = make(C, KIND_ATOM, 0);
  driver_set_slot(first, 0, inner);
  make_with(D, kind, first, second);
  drop(A);
  drop(B);
  drop(C);
  expect_events("");
}

static void a_cell_releases_first_to_last(void **state)
{
  (void)state;
  hold_two(KIND_CELL);
  drop(D);
  expect_events("d4 d1 d3 d2");
}

static void an_opaque_object_releases_first_to_last(void **state)
{
  (void)state;
  hold_two(KIND_OPAQUE);
  drop(D);
  expect_events("d4 d1 d3 d2");
}

static void a_list_releases_last_to_first(void **state)
{
  (void)state;
  hold_two(KIND_LIST);
  drop(D);
  expect_events("d4 d2 d1 d3");
}

static void a_tuple_releases_last_to_first(void **state)
{
  (void)state;
  hold_two(KIND_TUPLE);
  drop(D);
  expect_events("d4 d2 d1 d3");
}

static void the_first_holder_to_go_does_not_kill(void **state)
{
  (void)state;
  uint32_t shared = make(A, KIND_ATOM, 0);
  uint32_t left = make_with(B, KIND_CELL, shared, 0), right = make_with(C, KIND_CELL, shared, 0);
  make_with(D, KIND_CELL, left, right);
  for (uint32_t root = A; root <= C; root++) drop(root);
  drop(D);
  expect_events("d4 d2 d3 d1");
}

static uint32_t next(uint32_t floor)
{
  return heap_next_event(floor);
}

/* An operation between two events is driven to its end before the outer one goes on. */
static void operations_nest(void **state)
{
  (void)state;
  uint32_t inner = make(A, KIND_ATOM, 0);
  uint32_t outer = make_with(B, KIND_CELL, inner, 0);
  uint32_t lonely_item = make(C, KIND_ATOM, 0);
  uint32_t lonely = make_with(D, KIND_CELL, lonely_item, 0);
  drop(A);
  drop(C);

  uint32_t floor = heap_depth();
  heap_set_root(B, 0);
  assert_int_equal(next(floor), EVENT_DEALLOC);
  assert_int_equal(event_object, outer);

  uint32_t nested = heap_depth();
  heap_set_root(D, 0);
  assert_int_equal(next(nested), EVENT_DEALLOC);
  assert_int_equal(event_object, lonely);
  assert_int_equal(next(nested), EVENT_DEALLOC);
  assert_int_equal(event_object, lonely_item);
  assert_int_equal(next(nested), EVENT_IDLE);
  assert_int_equal(heap_depth(), nested);
  assert_int_equal(reference_count[inner], 1);

  assert_int_equal(next(floor), EVENT_DEALLOC);
  assert_int_equal(event_object, inner);
  assert_int_equal(next(floor), EVENT_IDLE);
  assert_int_equal(heap_depth(), 0);
  assert_int_equal(length[FREE], 4);
}

/* A collection that begins while an object dies leaves that object alone. */
static void a_collection_between_events(void **state)
{
  (void)state;
  uint32_t cycle = make(A, KIND_CELL, 1);
  driver_set_slot(cycle, 0, cycle);
  drop(A);
  uint32_t item = make(A, KIND_ATOM, 0);
  make_with(B, KIND_CELL, item, 0);
  drop(A);

  uint32_t floor = heap_depth();
  heap_set_root(B, 0);
  assert_int_equal(next(floor), EVENT_DEALLOC);
  uint32_t nested = heap_depth();
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_collect(2), 0);
  assert_int_equal(next(nested), EVENT_CLEAR);
  assert_int_equal(event_object, cycle);
  assert_int_equal(next(nested), EVENT_DEALLOC);
  assert_int_equal(event_object, cycle);
  assert_int_equal(next(nested), EVENT_COLLECT_STOP);
  assert_int_equal(collection_found, 1);
  assert_int_equal(next(nested), EVENT_IDLE);
  assert_int_equal(next(floor), EVENT_DEALLOC);
  assert_int_equal(event_object, item);
  assert_int_equal(next(floor), EVENT_IDLE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_cell_releases_first_to_last, start),
      cmocka_unit_test_setup(an_opaque_object_releases_first_to_last, start),
      cmocka_unit_test_setup(a_list_releases_last_to_first, start),
      cmocka_unit_test_setup(a_tuple_releases_last_to_first, start),
      cmocka_unit_test_setup(the_first_holder_to_go_does_not_kill, start),
      cmocka_unit_test_setup(operations_nest, start),
      cmocka_unit_test_setup(a_collection_between_events, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
