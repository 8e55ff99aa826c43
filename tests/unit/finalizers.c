/* Finalizers: when they run, once for life, and what becomes of objects that they bring back. */
#include "recorder.h"

/* Rows of the profiles that the tests name. */
enum { VERSION_3_8 = 2, VERSION_3_11 = 5 };

static void save_in_e(uint32_t object)
{
  driver_set_root(E, object);
}

static void clear_own_slot(uint32_t object)
{
  driver_set_slot(object, 0, 0);
}

static void collect_all(uint32_t object)
{
  (void)object;
  assert_int_equal(driver_collect(2), 0);
}

static void collect_one(uint32_t object)
{
  (void)object;
  assert_int_equal(driver_collect(2), 1);
}

/* Two that hold each other, the first with a finalizer, dropped. */
static void drop_a_pair(void)
{
  uint32_t left = make_finalized(A, KIND_CELL), right = make(B, KIND_CELL, 1);
  driver_set_slot(left, 0, right);
  driver_set_slot(right, 0, left);
  drop(A);
  drop(B);
}

static void one_runs_before_the_death(void **state)
{
  (void)state;
  make_finalized(A, KIND_CELL);
  drop(A);
  expect_events("f1 d1");
}

static void one_brings_back_from_a_death(void **state)
{
  (void)state;
  on_finalize = save_in_e;
  uint32_t object = make_finalized(A, KIND_INSTANCE);
  drop(A);
  expect_events("f1");
  assert_int_equal(reference_count[object], 1);
  assert_int_equal(heap_get_root(E), object);
  drop(E);
  expect_events("d1"); /* not again */
}

static void one_runs_before_the_collector_clears(void **state)
{
  (void)state;
  drop_a_pair();
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 f1 c1 d2 d1 ]2:2");
}

static void one_brings_back_from_a_collection(void **state)
{
  (void)state;
  on_finalize = save_in_e;
  drop_a_pair();
  assert_int_equal(driver_collect(2), 0);
  expect_events("[2 f1 ]2:0");
  assert_int_equal(driver_live(), 2);
  drop(E);
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 c1 d2 d1 ]2:2");
}

/* Two cycles are found; the finalizer of one saves its own, and up to 3.8 the other with it. */
static void save_one_of_two(uint32_t profile, const char *events)
{
  start_as(profile);
  on_finalize = save_in_e;
  drop_a_pair();
  uint32_t other = make(C, KIND_CELL, 1);
  driver_set_slot(other, 0, other);
  drop(C);
  driver_collect(2);
  expect_events(events);
}

static void one_saves_others_up_to_3_8(void **state)
{
  (void)state;
  save_one_of_two(VERSION_3_8, "[2 f1 ]2:0");
  save_one_of_two(VERSION_3_11, "[2 f1 c3 d3 ]2:1");
}

static void one_lets_its_neighbour_die(void **state)
{
  (void)state;
  on_finalize = clear_own_slot;
  uint32_t object = make_finalized(A, KIND_CELL), neighbour = make(B, KIND_CELL, 0);
  driver_set_slot(object, 0, neighbour);
  drop(B);
  drop(A);
  expect_events("f1 d2 d1");
}

static void a_collection_inside_another_does_nothing(void **state)
{
  (void)state;
  on_finalize = collect_all;
  drop_a_pair();
  driver_collect(2);
  expect_events("[2 f1 c1 d2 d1 ]2:2");
}

static void a_collection_inside_a_death_is_one(void **state)
{
  (void)state;
  uint32_t other = make(C, KIND_CELL, 1);
  driver_set_slot(other, 0, other);
  drop(C);
  make_finalized(A, KIND_CELL);
  on_finalize = collect_one;
  drop(A);
  expect_events("f2 [2 c1 d1 ]2:1 d2");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(one_runs_before_the_death, start),
      cmocka_unit_test_setup(one_brings_back_from_a_death, start),
      cmocka_unit_test_setup(one_runs_before_the_collector_clears, start),
      cmocka_unit_test_setup(one_brings_back_from_a_collection, start),
      cmocka_unit_test_setup(one_saves_others_up_to_3_8, start),
      cmocka_unit_test_setup(one_lets_its_neighbour_die, start),
      cmocka_unit_test_setup(a_collection_inside_another_does_nothing, start),
      cmocka_unit_test_setup(a_collection_inside_a_death_is_one, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
