/* Counters at their ends: they stop instead of wrapping round; and what is asked twice is done once. */
#include "recorder.h"

static void the_count_stops(void **state)
{
  (void)state;
  gc_count[0] = UINT32_MAX;
  heap_disable();
  make(A, KIND_CELL, 0);
  assert_true(gc_count[0] == UINT32_MAX);
  gc_count[1] = UINT32_MAX;
  driver_collect(0);
  assert_true(gc_count[0] == 0 && gc_count[1] == UINT32_MAX);
}

static void pending_objects_stop(void **state)
{
  (void)state;
  make(A, KIND_CELL, 0);
  long_lived_pending = UINT32_MAX;
  driver_collect(1);
  assert_true(long_lived_pending == UINT32_MAX);
}

static void results_stop(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_slot(object, 0, object);
  drop(A);
  gc_collections[2] = UINT64_MAX;
  gc_collected[2] = UINT64_MAX;
  gc_uncollectable[2] = UINT64_MAX;
  assert_int_equal(driver_collect(2), 1);
  assert_true(gc_collections[2] == UINT64_MAX && gc_collected[2] == UINT64_MAX && gc_uncollectable[2] == UINT64_MAX);
}

static void nothing_is_due_while_collecting(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_slot(object, 0, object);
  drop(A);
  uint32_t floor = heap_depth();
  assert_true(heap_collect(2));
  heap_set_threshold(0, 1);
  gc_count[0] = 5;
  assert_int_equal(heap_due(), NOTHING_DUE);
  while (heap_next_event(floor) != EVENT_IDLE) continue;
  assert_int_equal(heap_due(), 0);
}

static void tracking_twice_is_tracking_once(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 0);
  uint32_t before = length[GENERATION_0];
  heap_track(object);
  assert_int_equal(length[GENERATION_0], before);
  assert_int_equal(heap_audit(), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(the_count_stops, start),
      cmocka_unit_test_setup(pending_objects_stop, start),
      cmocka_unit_test_setup(results_stop, start),
      cmocka_unit_test_setup(nothing_is_due_while_collecting, start),
      cmocka_unit_test_setup(tracking_twice_is_tracking_once, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
