/* The oracle by itself: what dies by counting, what a collection keeps, what is marked. */
#include "recorder.h"

#include "oracle/oracle.h"

static int empty(void **state)
{
  (void)state;
  oracle_reset();
  return 0;
}

static uint32_t tracked(uint32_t root, uint32_t slots)
{
  uint32_t object = oracle_new(root, slots);
  assert_int_not_equal(object, 0);
  oracle_track(object);
  return object;
}

static void references_are_recounted(void **state)
{
  (void)state;
  uint32_t held = oracle_new(A, 0), holder = oracle_new(B, 2);
  oracle_set_slot(holder, 0, held);
  oracle_set_slot(holder, 1, held);
  oracle_settle();
  assert_int_equal(oracle_count[held], 3);
  assert_int_equal(oracle_count[holder], 1);
  oracle_set_slot(holder, 0, 0);
  oracle_settle();
  assert_int_equal(oracle_count[held], 2);
  assert_int_equal(oracle_get_slot(holder, 1), held);
}

static void what_has_no_reference_goes_with_all_it_held(void **state)
{
  (void)state;
  uint32_t leaf = oracle_new(A, 0), middle = oracle_new(B, 1), head = oracle_new(C, 1), other = oracle_new(D, 0);
  oracle_set_slot(middle, 0, leaf);
  oracle_set_slot(head, 0, middle);
  oracle_set_root(A, 0);
  oracle_set_root(B, 0);
  oracle_settle();
  assert_int_equal(oracle_present, 4);
  oracle_set_root(C, 0);
  oracle_settle();
  assert_int_equal(oracle_present, 1);
  assert_false(oracle_is_live(leaf));
  assert_false(oracle_is_live(head));
  assert_true(oracle_is_live(other));
  assert_false(oracle_is_live(0));
  assert_false(oracle_is_live(UINT32_MAX));
}

static void cycles_wait_for_a_collection(void **state)
{
  (void)state;
  uint32_t left = tracked(A, 1), right = tracked(B, 1), live = tracked(C, 1);
  oracle_set_slot(left, 0, right);
  oracle_set_slot(right, 0, left);
  oracle_set_slot(live, 0, live);
  oracle_set_root(A, 0);
  oracle_set_root(B, 0);
  oracle_settle();
  assert_int_equal(oracle_present, 3);
  assert_int_equal(oracle_collect(0), 2);
  assert_int_equal(oracle_present, 1);
  assert_int_equal(oracle_age[live], 1);
}

static void what_only_garbage_held_dies_after_it(void **state)
{
  (void)state;
  uint32_t garbage = tracked(A, 2), held = oracle_new(B, 1), shared = oracle_new(C, 0);
  oracle_set_slot(garbage, 0, garbage);
  oracle_set_slot(garbage, 1, held);
  oracle_set_slot(held, 0, shared);
  oracle_set_root(A, 0);
  oracle_set_root(B, 0);
  oracle_settle();
  assert_int_equal(oracle_count[held], 1);
  assert_int_equal(oracle_collect(0), 1);
  assert_int_equal(oracle_count[held], 0);
  assert_int_equal(oracle_count[shared], 2);
  assert_int_equal(oracle_present, 2);
  oracle_remove_dead();
  assert_int_equal(oracle_present, 1);
  assert_true(oracle_is_live(shared));
  assert_int_equal(oracle_count[shared], 1);
}

static uint32_t settled_and_collected(uint32_t generation)
{
  oracle_settle();
  return oracle_collect(generation);
}

static void older_and_untracked_objects_hold_young_ones(void **state)
{
  (void)state;
  uint32_t old = tracked(A, 2);
  oracle_set_slot(old, 0, old);
  assert_int_equal(settled_and_collected(0), 0);
  uint32_t young = tracked(B, 0), opaque = oracle_new(C, 2), other = tracked(D, 0);
  oracle_set_slot(old, 1, young);
  oracle_set_slot(opaque, 0, opaque);
  oracle_set_slot(opaque, 1, other);
  for (uint32_t root = A; root <= D; root++) oracle_set_root(root, 0);
  assert_int_equal(settled_and_collected(0), 0);
  assert_int_equal(settled_and_collected(1), 2);
  assert_int_equal(settled_and_collected(2), 0);
  assert_true(oracle_is_live(other));
  assert_int_equal(oracle_age[other], 2);
  assert_int_equal(oracle_age[opaque], ORACLE_UNTRACKED);
}

static void marks_are_what_the_roots_reach(void **state)
{
  (void)state;
  uint32_t first = oracle_new(A, 1), second = oracle_new(B, 1), third = oracle_new(FIRST_LOCAL, 1),
           apart = oracle_new(C, 2);
  oracle_set_slot(first, 0, second);
  oracle_set_slot(second, 0, first);
  oracle_set_slot(apart, 0, apart);
  oracle_set_slot(apart, 1, first);
  oracle_set_root(B, 0);
  oracle_set_root(C, 0);
  oracle_mark();
  assert_true(oracle_is_marked(first));
  assert_true(oracle_is_marked(second));
  assert_true(oracle_is_marked(third));
  assert_false(oracle_is_marked(apart));
}

/* Slots move together when objects die and the gaps are large, and keep what they hold. */
static void compaction_keeps_the_slots(void **state)
{
  (void)state;
  uint32_t gone = oracle_new(A, 30), kept = oracle_new(B, 2), last = oracle_new(C, 1);
  oracle_set_slot(gone, 2, kept);
  oracle_set_slot(kept, 0, last);
  oracle_set_slot(kept, 1, kept);
  oracle_set_slot(last, 0, kept);
  oracle_set_root(A, 0);
  oracle_settle();
  assert_int_equal(oracle_slot_cells, 3);
  assert_int_equal(oracle_get_slot(kept, 0), last);
  assert_int_equal(oracle_get_slot(kept, 1), kept);
  assert_int_equal(oracle_get_slot(last, 0), kept);
  assert_int_equal(oracle_count[kept], 3);
}

static void settling_makes_room(void **state)
{
  (void)state;
  uint32_t slots = (CELLS - ROOTS_END) / 2 + 1;
  for (int i = 0; i < 3; i++) {
    uint32_t object = oracle_new(A, slots);
    assert_int_not_equal(object, 0);
    assert_int_equal(oracle_new(B, slots), 0);
    oracle_set_slot(object, slots - 1, object);
    oracle_set_slot(object, slots - 1, 0);
    oracle_set_root(A, 0);
  }
}

static void identifiers_run_out_and_come_back(void **state)
{
  (void)state;
  uint32_t made = 0, object;
  while ((object = oracle_new(B, 1)) != 0) {
    oracle_set_slot(object, 0, oracle_cell[A]);
    oracle_set_root(A, object);
    oracle_set_root(B, 0);
    made++;
  }
  assert_int_equal(made, MAX_OBJECTS - 1);
  oracle_set_root(A, 0);
  assert_int_not_equal(oracle_new(B, 1), 0);
  assert_int_equal(oracle_present, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(references_are_recounted, empty),
      cmocka_unit_test_setup(what_has_no_reference_goes_with_all_it_held, empty),
      cmocka_unit_test_setup(cycles_wait_for_a_collection, empty),
      cmocka_unit_test_setup(what_only_garbage_held_dies_after_it, empty),
      cmocka_unit_test_setup(older_and_untracked_objects_hold_young_ones, empty),
      cmocka_unit_test_setup(marks_are_what_the_roots_reach, empty),
      cmocka_unit_test_setup(compaction_keeps_the_slots, empty),
      cmocka_unit_test_setup(settling_makes_room, empty),
      cmocka_unit_test_setup(identifiers_run_out_and_come_back, empty),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
