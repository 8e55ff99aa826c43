/* Automatic collections: when they are due, and of which generation. */
#include "recorder.h"

static void set_thresholds(uint32_t first, uint32_t second, uint32_t third)
{
  driver_set_threshold(0, first);
  driver_set_threshold(1, second);
  driver_set_threshold(2, third);
}

static void the_defaults(void **state)
{
  (void)state;
  assert_int_equal(gc_threshold[0], 700);
  assert_int_equal(gc_threshold[1], 10);
  assert_int_equal(gc_threshold[2], 10);
  assert_true(heap_is_enabled());
}

static void tracked_objects_are_counted(void **state)
{
  (void)state;
  make(A, KIND_CELL, 1);
  make(B, KIND_LIST, 1);
  make(C, KIND_ATOM, 0);
  make(D, KIND_OPAQUE, 1);
  assert_int_equal(gc_count[0], 2);
  drop(A);
  assert_int_equal(gc_count[0], 1);
  drop(D);
  assert_int_equal(gc_count[0], 1);
}

/* The collection runs inside the allocation that crosses the threshold, and the new object is not in it. */
static void one_object_too_many(void **state)
{
  (void)state;
  set_thresholds(3, 10, 10);
  for (uint32_t root = A; root < A + 3; root++) make(root, KIND_CELL, 1);
  expect_events("");
  uint32_t last = make(D, KIND_CELL, 1);
  expect_events("[0 ]0:0");
  assert_int_equal(list_of[last], GENERATION_0);
  assert_int_equal(list_of[heap_get_root(A)], GENERATION_1);
  assert_int_equal(gc_count[0], 0);
  assert_int_equal(gc_count[1], 1);
}

static void the_new_object_keeps_its_items(void **state)
{
  (void)state;
  set_thresholds(1, 10, 10);
  uint32_t item = make(A, KIND_CELL, 1);
  driver_set_slot(item, 0, item);
  uint32_t list = make_with(A, KIND_LIST, item, 0);
  expect_events("[0 ]0:0");
  assert_int_equal(heap_get_slot(list, 0), item);
}

static void disabled_or_zero_means_never(void **state)
{
  (void)state;
  set_thresholds(1, 1, 1);
  driver_enable(0);
  assert_false(heap_is_enabled());
  for (int i = 0; i < 5; i++) make(A, KIND_CELL, 1);
  expect_events("d1 d2 d3 d4");
  driver_enable(1);
  set_thresholds(0, 1, 1);
  for (int i = 0; i < 5; i++) make(A, KIND_CELL, 1);
  expect_events("d5 d6 d7 d8 d9");
}

/* With thresholds 1, 1, 1 every second live object collects; the older generations follow their counts. */
static void older_generations_take_their_turn(void **state)
{
  (void)state;
  set_thresholds(1, 1, 1);
  for (uint32_t root = A; root < A + 14; root++) make(root, KIND_CELL, 1);
  expect_events("[0 ]0:0 [0 ]0:0 [1 ]1:0 [0 ]0:0 [0 ]0:0 [1 ]1:0 [2 ]2:0");
  assert_int_equal(gc_collections[0], 4);
  assert_int_equal(gc_collections[1], 2);
  assert_int_equal(gc_collections[2], 1);
  assert_int_equal(long_lived_total, 13);
  assert_int_equal(long_lived_pending, 0);
}

/* A full collection waits until a quarter as many objects have grown old as there are old ones. */
static void the_quarter_rule(void **state)
{
  (void)state;
  driver_enable(0);
  for (uint32_t root = A; root < A + 30; root++) make(root, KIND_CELL, 1);
  driver_collect(2);
  assert_int_equal(long_lived_total, 30);
  driver_enable(1);
  set_thresholds(1, 0, 0);
  uint32_t held = A;
  while (gc_collections[2] == 1) {
    uint32_t pending = long_lived_pending, due_before = gc_count[2];
    make(held++, KIND_CELL, 1);
    driver_set_root(A + 31, 0);
    make(A + 31, KIND_CELL, 1);
    if (gc_collections[2] == 2) {
      assert_true(pending >= 30 / 4);
      assert_true(due_before > 0);
    }
    assert_true(held < A + 30);
  }
  assert_true(gc_collections[1] > 1);
}

static void results_are_added_up(void **state)
{
  (void)state;
  for (int i = 0; i < 3; i++) {
    uint32_t object = make(A, KIND_CELL, 1);
    driver_set_slot(object, 0, object);
    drop(A);
    driver_collect(0);
  }
  assert_int_equal(gc_collections[0], 3);
  assert_int_equal(gc_collected[0], 3);
  assert_int_equal(gc_count[1], 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(the_defaults, start),
      cmocka_unit_test_setup(tracked_objects_are_counted, start),
      cmocka_unit_test_setup(one_object_too_many, start),
      cmocka_unit_test_setup(the_new_object_keeps_its_items, start),
      cmocka_unit_test_setup(disabled_or_zero_means_never, start),
      cmocka_unit_test_setup(older_generations_take_their_turn, start),
      cmocka_unit_test_setup(the_quarter_rule, start),
      cmocka_unit_test_setup(results_are_added_up, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
