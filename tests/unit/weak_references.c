/* Weak references: sharing, the order of callbacks, and what the collector does with them. */
#include "recorder.h"

static void the_plain_one_is_shared(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  uint32_t first = refer_weakly(B, object, 0), second = refer_weakly(C, object, 0);
  assert_int_equal(first, second);
  assert_int_equal(reference_count[first], 2);
  assert_int_equal(heap_deref(first), object);
  assert_int_equal(reference_count[object], 1);
  drop(A);
  assert_int_equal(heap_deref(first), 0);
  expect_events("d1");
}

static void callbacks_run_newest_first(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  refer_weakly(B, object, 1);
  refer_weakly(C, object, 0);
  refer_weakly(D, object, 1);
  drop(A);
  expect_events("w4 w2 d1");
}

static void a_dead_one_calls_nobody(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  refer_weakly(B, object, 1);
  drop(B);
  drop(A);
  expect_events("d2 d1");
}

static uint32_t seen; /* what the other reference answers during a callback */

static void look_through_d(uint32_t reference)
{
  (void)reference;
  seen = heap_deref(heap_get_root(D));
}

/* All are cleared before any callback runs. */
static void a_collection_clears_all_first(void **state)
{
  (void)state;
  uint32_t left = make(A, KIND_CELL, 1), right = make(B, KIND_CELL, 1);
  driver_set_slot(left, 0, right);
  driver_set_slot(right, 0, left);
  refer_weakly(C, left, 1);
  refer_weakly(D, right, 0);
  drop(A);
  drop(B);
  on_callback = look_through_d;
  seen = 1;
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 w3 c1 d2 d1 ]2:2");
  assert_int_equal(seen, 0);
}

static void one_inside_garbage_is_silent(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 2);
  uint32_t reference = refer_weakly(B, object, 1);
  driver_set_slot(object, 0, object);
  driver_set_slot(object, 1, reference);
  drop(B);
  drop(A);
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 c1 d2 d1 ]2:2");
}

/* The tuple that CPython makes of them is too large to be saved. */
static void many_callbacks(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  for (uint32_t i = 1; i <= 12; i++) refer_weakly(A + i, object, 1);
  drop(A);
  expect_events("w13 w12 w11 w10 w9 w8 w7 w6 w5 w4 w3 w2 d1");
}

static uint32_t other_reference;

static void ask_the_other(uint32_t reference)
{
  if (reference != other_reference) assert_int_equal(heap_deref(other_reference), 0);
}

static void a_dying_object_is_not_asked_for(void **state)
{
  (void)state;
  on_callback = ask_the_other;
  uint32_t object = make(A, KIND_CELL, 1);
  other_reference = refer_weakly(B, object, 1);
  refer_weakly(C, object, 1);
  assert_int_equal(heap_deref(other_reference), object);
  drop(A);
  expect_events("w3 w2 d1");
}

static void nor_is_one_that_is_cleared(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1), reference = refer_weakly(B, object, 0);
  condemned[object] = 1;
  assert_int_equal(heap_deref(reference), 0);
  condemned[object] = 0;
  assert_int_equal(heap_deref(reference), object);
}

static void drop_c(uint32_t reference)
{
  (void)reference;
  drop(C);
}

/* One that its callback lets go is counted by collect(), too. */
static void one_that_dies_in_its_callback_counts(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_set_slot(object, 0, object);
  refer_weakly(C, object, 1);
  drop(A);
  on_callback = drop_c;
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 w2 d2 c1 d1 ]2:2");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(the_plain_one_is_shared, start),
      cmocka_unit_test_setup(callbacks_run_newest_first, start),
      cmocka_unit_test_setup(a_dead_one_calls_nobody, start),
      cmocka_unit_test_setup(a_collection_clears_all_first, start),
      cmocka_unit_test_setup(one_inside_garbage_is_silent, start),
      cmocka_unit_test_setup(many_callbacks, start),
      cmocka_unit_test_setup(a_dying_object_is_not_asked_for, start),
      cmocka_unit_test_setup(nor_is_one_that_is_cleared, start),
      cmocka_unit_test_setup(one_that_dies_in_its_callback_counts, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
