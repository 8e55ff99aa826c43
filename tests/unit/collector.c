/* The collector: what it finds in which generation, in which order it goes, and what it must not touch. */
#include "recorder.h"

/* Two cells that hold each other, dropped. */
static void drop_a_pair(void)
{
  uint32_t left = make(A, KIND_CELL, 1), right = make(B, KIND_CELL, 1);
  driver_set_slot(left, 0, right);
  driver_set_slot(right, 0, left);
  drop(A);
  drop(B);
}

static void a_cycle_is_found(void **state)
{
  (void)state;
  drop_a_pair();
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 c1 d2 d1 ]2:2");
  assert_int_equal(driver_live(), 0);
}

static void a_live_cycle_is_left_alone(void **state)
{
  (void)state;
  uint32_t left = make(A, KIND_CELL, 1), right = make(B, KIND_CELL, 1);
  driver_set_slot(left, 0, right);
  driver_set_slot(right, 0, left);
  drop(B);
  assert_int_equal(driver_collect(2), 0);
  expect_events("[2 ]2:0");
  assert_int_equal(reference_count[left], 2);
  assert_int_equal(heap_get_slot(left, 0), right);
}

/* Survivors of a young collection are not looked at by the next young one. */
static void generations_are_collected_apart(void **state)
{
  (void)state;
  for (uint32_t age = 0; age < 3; age++) {
    uint32_t object = make(A, KIND_CELL, 1);
    driver_set_slot(object, 0, object);
    for (uint32_t generation = 0; generation < age; generation++) assert_int_equal(driver_collect(generation), 0);
    assert_int_equal(list_of[object], GENERATION_0 + age);
    drop(A);
    for (uint32_t generation = 0; generation < age; generation++) assert_int_equal(driver_collect(generation), 0);
    assert_int_equal(driver_collect(age), 1);
    assert_int_equal(driver_live(), 0);
  }
}

static void young_survivors_grow_older(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  assert_int_equal(list_of[object], GENERATION_0);
  for (uint32_t generation = 0; generation < 3; generation++) driver_collect(generation);
  assert_int_equal(list_of[object], GENERATION_2);
  driver_collect(2);
  assert_int_equal(list_of[object], GENERATION_2);
}

/* Tuples have no tp_clear: one in a cycle dies because what it is in is cleared. */
static void tuples_are_not_cleared(void **state)
{
  (void)state;
  uint32_t list = make(A, KIND_LIST, 1);
  uint32_t tuple = make_with(B, KIND_TUPLE, list, list);
  driver_set_slot(list, 0, tuple);
  driver_collect(0);
  expect_events("[0 ]0:0");
  drop(A);
  drop(B);
  assert_int_equal(driver_collect(1), 2);
  expect_events("[1 c1 d2 d1 ]1:2");
}

/* Also when it comes first: the scan takes object 1 back behind object 2, the tuple. */
static void a_tuple_that_comes_first_is_not_cleared(void **state)
{
  (void)state;
  uint32_t cell = make(A, KIND_CELL, 1);
  uint32_t tuple = make_with(B, KIND_TUPLE, cell, 0);
  driver_set_slot(cell, 0, tuple);
  drop(A);
  driver_collect(0);
  drop(B);
  assert_int_equal(driver_collect(1), 2);
  expect_events("[0 ]0:0 [1 c1 d2 d1 ]1:2");
}

static void a_full_collection_takes_all_generations(void **state)
{
  (void)state;
  for (uint32_t age = 0; age < 3; age++) {
    uint32_t object = make(A + age, KIND_CELL, 1);
    driver_set_slot(object, 0, object);
    driver_collect(1 - age % 2);
  }
  make(D, KIND_CELL, 1);
  driver_set_slot(heap_get_root(D), 0, heap_get_root(D));
  assert_int_equal(list_of[heap_get_root(A)], GENERATION_2);
  assert_int_equal(list_of[heap_get_root(D)], GENERATION_0);
  for (uint32_t root = A; root <= D; root++) drop(root);
  assert_int_equal(driver_collect(2), 4);
  assert_int_equal(driver_live(), 0);
  for (uint32_t list = GENERATION_0; list <= GENERATION_2; list++)
    for (uint32_t i = 0; i < length[list]; i++) assert_int_equal(order[list * LIST_SPACE + i], 0);
}

static void a_full_collection_ages_the_middle(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_CELL, 1);
  driver_collect(0);
  assert_int_equal(list_of[object], GENERATION_1);
  driver_collect(2);
  assert_int_equal(list_of[object], GENERATION_2);
}

static void lists_are_cleared_last_to_first(void **state)
{
  (void)state;
  uint32_t first = make(A, KIND_ATOM, 0), last = make(B, KIND_ATOM, 0);
  uint32_t list = make(C, KIND_LIST, 3);
  driver_set_slot(list, 0, first);
  driver_set_slot(list, 1, list);
  driver_set_slot(list, 2, last);
  for (uint32_t root = A; root <= C; root++) drop(root);
  assert_int_equal(driver_collect(2), 1);
  expect_events("[2 c3 d2 d1 d3 ]2:1");
}

/* Young garbage may hold the last reference to an old object, which then dies by counting and is not counted as found. */
static void old_objects_die_with_young_garbage(void **state)
{
  (void)state;
  uint32_t old = make(A, KIND_CELL, 1);
  driver_collect(0);
  driver_collect(1);
  assert_int_equal(list_of[old], GENERATION_2);
  expect_events("[0 ]0:0 [1 ]1:0");
  uint32_t young = make(B, KIND_CELL, 2);
  driver_set_slot(young, 0, young);
  driver_set_slot(young, 1, old);
  drop(A);
  drop(B);
  assert_int_equal(driver_collect(0), 1);
  expect_events("[0 c2 d1 d2 ]0:1");
  assert_int_equal(driver_live(), 0);
}

/* An old object is a root of a young collection, also when it is garbage itself. */
static void old_garbage_keeps_young_objects(void **state)
{
  (void)state;
  uint32_t old = make(A, KIND_CELL, 2);
  driver_set_slot(old, 0, old);
  driver_collect(0);
  uint32_t young = make(B, KIND_CELL, 1);
  driver_set_slot(old, 1, young);
  drop(A);
  drop(B);
  assert_int_equal(driver_collect(0), 0);
  assert_int_equal(driver_collect(1), 2);
  assert_int_equal(driver_live(), 0);
}

/* The collector does not look into opaque objects, so a cycle through one stays, with all it holds. */
static void cycles_through_opaque_objects_stay(void **state)
{
  (void)state;
  uint32_t opaque = make(A, KIND_OPAQUE, 1), cell = make(B, KIND_CELL, 1);
  driver_set_slot(opaque, 0, cell);
  driver_set_slot(cell, 0, opaque);
  drop(A);
  drop(B);
  assert_int_equal(driver_collect(2), 0);
  assert_int_equal(driver_live(), 2);
  expect_events("[2 ]2:0");
}

static void garbage_goes_in_the_order_of_the_generation(void **state)
{
  (void)state;
  for (int i = 0; i < 3; i++) {
    uint32_t object = make(A, KIND_CELL, 1);
    driver_set_slot(object, 0, object);
    drop(A);
    if (i == 0) driver_collect(0);
  }
  expect_events("[0 c1 d1 ]0:1");
  driver_collect(2);
  expect_events("[2 c2 d2 c3 d3 ]2:2");
}

/* The scan moves an object to the unreachable and takes it back when it turns out to be reachable. */
static void what_is_reached_late_is_taken_back(void **state)
{
  (void)state;
  uint32_t inner = make(A, KIND_CELL, 1), outer = make(B, KIND_CELL, 1);
  driver_set_slot(outer, 0, inner);
  drop(A);
  assert_int_equal(driver_collect(0), 0);
  assert_int_equal(list_of[inner], GENERATION_1);
  assert_true(position[inner] > position[outer]);
  expect_events("[0 ]0:0");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_cycle_is_found, start),
      cmocka_unit_test_setup(a_live_cycle_is_left_alone, start),
      cmocka_unit_test_setup(generations_are_collected_apart, start),
      cmocka_unit_test_setup(young_survivors_grow_older, start),
      cmocka_unit_test_setup(tuples_are_not_cleared, start),
      cmocka_unit_test_setup(a_tuple_that_comes_first_is_not_cleared, start),
      cmocka_unit_test_setup(a_full_collection_takes_all_generations, start),
      cmocka_unit_test_setup(a_full_collection_ages_the_middle, start),
      cmocka_unit_test_setup(lists_are_cleared_last_to_first, start),
      cmocka_unit_test_setup(old_objects_die_with_young_garbage, start),
      cmocka_unit_test_setup(old_garbage_keeps_young_objects, start),
      cmocka_unit_test_setup(cycles_through_opaque_objects_stay, start),
      cmocka_unit_test_setup(garbage_goes_in_the_order_of_the_generation, start),
      cmocka_unit_test_setup(what_is_reached_late_is_taken_back, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
