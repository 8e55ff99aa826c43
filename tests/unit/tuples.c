/* The tuples of weak references that notices hold: the youngest goes first, all of a collection's generations move up
 * together, and the numbers stop at their end. */
#include "recorder.h"

static void they_grow_old_with_the_survivors(void **state)
{
  (void)state;
  heap_track_tuple();
  assert_int_equal(with_tuples(0, 3), 4);
  heap_track_tuple();
  assert_int_equal(with_tuples(0, 3), 4);
  assert_int_equal(tuples_of_age[1], 2);
  assert_int_equal(with_tuples(1, 5), 7);
  assert_int_equal(with_tuples(2, 5), 7);
  assert_int_equal(tuples_of_age[2], 2);
}

static void the_youngest_goes_first(void **state)
{
  (void)state;
  tuple_goes(); /* there is none */
  heap_track_tuple();
  with_tuples(1, 0);
  heap_track_tuple();
  tuple_goes();
  assert_true(tuples_of_age[0] == 0 && tuples_of_age[2] == 1);
  tuple_goes();
  assert_int_equal(tuples_of_age[2], 0);
}

static void frozen_ones_are_no_survivors(void **state)
{
  (void)state;
  heap_track_tuple();
  heap_freeze();
  assert_int_equal(with_tuples(2, 1), 1);
  heap_unfreeze();
  assert_int_equal(with_tuples(2, 1), 2);
  heap_freeze();
  tuple_goes();
  assert_int_equal(tuples_of_age[GENERATIONS], 0);
}

static void their_numbers_stop(void **state)
{
  (void)state;
  tuples_of_age[0] = UINT32_MAX;
  heap_track_tuple();
  assert_true(tuples_of_age[0] == UINT32_MAX);
  assert_true(with_tuples(2, 1) == UINT32_MAX);
}

static void collect_young(uint32_t reference)
{
  (void)reference;
  driver_collect(1);
}

static void a_collection_in_a_callback_counts_them(void **state)
{
  (void)state;
  on_callback = collect_young;
  uint32_t object = make(A, KIND_CELL, 0);
  refer_weakly(B, object, 1);
  refer_weakly(C, object, 1);
  drop(A);
  expect_events("w3 [1 ]1:0 w2 [1 ]1:0 d1");
  assert_int_equal(long_lived_pending, 3); /* the weak references and the tuple, once */
  assert_true(tuples_of_age[0] == 0 && tuples_of_age[1] == 0 && tuples_of_age[2] == 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(they_grow_old_with_the_survivors, start),
      cmocka_unit_test_setup(the_youngest_goes_first, start),
      cmocka_unit_test_setup(frozen_ones_are_no_survivors, start),
      cmocka_unit_test_setup(their_numbers_stop, start),
      cmocka_unit_test_setup(a_collection_in_a_callback_counts_them, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
