/* Frames: locals are roots, and a return releases them in the order in which they were made. */
#include "recorder.h"

static uint32_t local_with_object(uint32_t kind)
{
  uint32_t local = driver_push_local();
  assert_int_not_equal(local, 0);
  assert_int_equal(heap_get_root(local), 0);
  make(A, kind, kind == KIND_ATOM ? 0 : 1);
  driver_set_root(local, heap_get_root(A));
  drop(A);
  return local;
}

static void locals_are_released_in_order(void **state)
{
  (void)state;
  assert_true(driver_push_frame());
  for (int i = 0; i < 3; i++) local_with_object(KIND_ATOM);
  expect_events("");
  driver_return();
  expect_events("d1 d2 d3");
  assert_int_equal(frame_count, 0);
  assert_int_equal(locals_count, 0);
}

static void rebinding_does_not_change_the_order(void **state)
{
  (void)state;
  driver_push_frame();
  uint32_t first = local_with_object(KIND_ATOM);
  local_with_object(KIND_ATOM);
  make(A, KIND_ATOM, 0);
  driver_set_root(first, heap_get_root(A));
  drop(A);
  expect_events("d1");
  driver_return();
  expect_events("d3 d2");
}

static void null_locals_are_passed_over(void **state)
{
  (void)state;
  driver_push_frame();
  driver_push_local();
  local_with_object(KIND_ATOM);
  driver_push_local();
  driver_return();
  expect_events("d1");
}

static void only_the_top_frame_returns(void **state)
{
  (void)state;
  driver_push_frame();
  local_with_object(KIND_ATOM);
  driver_push_frame();
  local_with_object(KIND_ATOM);
  driver_return();
  expect_events("d2");
  assert_int_equal(frame_count, 1);
  driver_return();
  expect_events("d1");
}

static void what_is_handed_back_survives(void **state)
{
  (void)state;
  driver_push_frame();
  uint32_t local = local_with_object(KIND_CELL);
  driver_set_root(B, heap_get_root(local));
  driver_return();
  expect_events("");
  assert_int_equal(reference_count[heap_get_root(B)], 1);
}

static void a_cycle_in_a_frame_waits_for_the_collector(void **state)
{
  (void)state;
  driver_push_frame();
  uint32_t local = local_with_object(KIND_CELL);
  driver_set_slot(heap_get_root(local), 0, heap_get_root(local));
  assert_int_equal(driver_collect(2), 0);
  driver_return();
  expect_events("[2 ]2:0");
  assert_int_equal(driver_collect(2), 1);
  expect_events("[2 c1 d1 ]2:1");
}

static void no_local_without_a_frame(void **state)
{
  (void)state;
  assert_int_equal(driver_push_local(), 0);
}

static void locals_are_used_again(void **state)
{
  (void)state;
  driver_push_frame();
  uint32_t first = driver_push_local();
  driver_return();
  driver_push_frame();
  assert_int_equal(driver_push_local(), first);
  assert_int_equal(heap_get_root(first), 0);
  driver_return();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(locals_are_released_in_order, start),
      cmocka_unit_test_setup(rebinding_does_not_change_the_order, start),
      cmocka_unit_test_setup(null_locals_are_passed_over, start),
      cmocka_unit_test_setup(only_the_top_frame_returns, start),
      cmocka_unit_test_setup(what_is_handed_back_survives, start),
      cmocka_unit_test_setup(a_cycle_in_a_frame_waits_for_the_collector, start),
      cmocka_unit_test_setup(no_local_without_a_frame, start),
      cmocka_unit_test_setup(locals_are_used_again, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
