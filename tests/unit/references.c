/* Reference counts: what `new`, binding, setting and dropping do to them. */
#include "recorder.h"

static void a_new_object_has_one_reference(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 2);
  assert_int_equal(reference_count[object], 1);
  assert_int_equal(heap_get_slot(object, 0), 0);
  assert_int_equal(heap_get_slot(object, 1), 0);
  assert_int_equal(driver_live(), 1);
  expect_events("");
}

static void names_and_slots_are_counted(void **state)
{
  (void)state;
  uint32_t held = make(A, KIND_ATOM, 0), holder = make(B, KIND_CELL, 2);
  driver_set_root(C, held);
  driver_set_slot(holder, 0, held);
  driver_set_slot(holder, 1, held);
  assert_int_equal(reference_count[held], 4);
  driver_set_slot(holder, 0, 0);
  drop(A);
  assert_int_equal(reference_count[held], 2);
  expect_events("");
}

static void items_are_counted(void **state)
{
  (void)state;
  uint32_t item = make(A, KIND_ATOM, 0);
  uint32_t tuple = make_with(B, KIND_TUPLE, item, item);
  assert_int_equal(reference_count[item], 3);
  assert_int_equal(heap_get_slot(tuple, 1), item);
  drop(B);
  assert_int_equal(reference_count[item], 1);
  expect_events("d2");
}

static void a_binding_to_itself_does_not_kill(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_root(A, object);
  assert_int_equal(reference_count[object], 1);
  uint32_t other = make(B, KIND_ATOM, 0);
  driver_set_slot(object, 0, other);
  drop(B);
  driver_set_slot(object, 0, other);
  assert_int_equal(reference_count[other], 1);
  expect_events("");
}

static void the_last_reference_kills(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_root(B, object);
  drop(A);
  expect_events("");
  drop(B);
  expect_events("d1");
  assert_int_equal(driver_live(), 0);
}

static void a_new_object_replaces_what_the_name_held(void **state)
{
  (void)state;
  make(A, KIND_CELL, 1);
  make(A, KIND_CELL, 1);
  expect_events("d1");
}

static void a_new_object_may_hold_what_its_name_held(void **state)
{
  (void)state;
  uint32_t first = make(A, KIND_CELL, 1);
  make_with(A, KIND_LIST, first, 0);
  assert_int_equal(reference_count[first], 1);
  expect_events("");
  drop(A);
  expect_events("d2 d1");
}

static void a_cycle_is_not_freed_by_counting(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_slot(object, 0, object);
  drop(A);
  expect_events("");
  assert_int_equal(reference_count[object], 1);
  assert_int_equal(driver_live(), 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_new_object_has_one_reference, start),
      cmocka_unit_test_setup(names_and_slots_are_counted, start),
      cmocka_unit_test_setup(items_are_counted, start),
      cmocka_unit_test_setup(a_binding_to_itself_does_not_kill, start),
      cmocka_unit_test_setup(the_last_reference_kills, start),
      cmocka_unit_test_setup(a_new_object_replaces_what_the_name_held, start),
      cmocka_unit_test_setup(a_new_object_may_hold_what_its_name_held, start),
      cmocka_unit_test_setup(a_cycle_is_not_freed_by_counting, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
