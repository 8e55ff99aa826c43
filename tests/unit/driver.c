/* The driver: random programs on which core and oracle agree, and differences that it must see. */
#include "recorder.h"

#include "oracle/oracle.h"

enum { NAMES = 30 };
static uint64_t random_state;

static uint32_t pick(uint32_t bound)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % bound;
}

static uint32_t any_object(void)
{
  if (locals_count > 0 && pick(4) == 0) return heap_get_root(FIRST_LOCAL + pick(locals_count));
  return heap_get_root(FIRST_CALLER_ROOT + pick(NAMES));
}

static void random_new(uint32_t root)
{
  uint32_t kind = pick(KIND_WEAKREF), slots = kind == KIND_ATOM ? 0 : pick(4), items[4];
  uint32_t count = kind == KIND_TUPLE || kind == KIND_LIST ? slots : 0;
  for (uint32_t i = 0; i < count; i++) items[i] = any_object();
  driver_new(root, kind, slots, 8 * slots + 1 + pick(pick(20) == 0 ? 1200 : 60), count, items);
}

static void random_frame(void)
{
  if (frame_count > 0 && pick(2) == 0) {
    driver_return();
  } else if (driver_push_frame()) {
    for (uint32_t i = pick(3); i > 0; i--) {
      uint32_t local = driver_push_local();
      if (local != 0) driver_set_root(local, any_object());
    }
  }
}

static void random_statement(void)
{
  uint32_t root = FIRST_CALLER_ROOT + pick(NAMES), object = any_object(), choice = pick(100);
  if (choice < 35) random_new(root);
  else if (choice < 75) {
    if (object != 0 && slot_count[object] > 0 && kind_is_mutable(kind_of[object]))
      driver_set_slot(object, pick(slot_count[object]), pick(5) == 0 ? 0 : any_object());
  } else if (choice < 85) drop(root);
  else if (choice < 92) driver_set_root(root, object);
  else if (choice < 98) random_frame();
  else driver_collect(pick(3));
}

static void random_programs_agree(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 60; seed++) {
    start(NULL);
    random_state = seed;
    driver_set_threshold(0, pick(12));
    driver_set_threshold(1, pick(4));
    driver_set_threshold(2, pick(4));
    for (uint32_t statement = 0; statement < 1000; statement++) {
      random_statement();
      recorded_length = 0;
      const char *difference = driver_compare();
      if (difference != NULL) fail_msg("seed %u, statement %u: %s", (unsigned)seed, statement, difference);
    }
  }
}

static void serials_are_creation_numbers(void **state)
{
  (void)state;
  assert_int_equal(driver_serial(make(A, KIND_ATOM, 0)), 1);
  drop(A);
  uint32_t second = make(A, KIND_ATOM, 0);
  assert_int_equal(driver_serial(second), 2);
  assert_int_equal(driver_live(), 1);
}

static void reachable_objects_are_marked(void **state)
{
  (void)state;
  uint32_t live = make(A, KIND_CELL, 1), garbage = make(B, KIND_CELL, 2);
  uint32_t inner = make(C, KIND_OPAQUE, 1);
  driver_set_slot(garbage, 0, garbage);
  driver_set_slot(garbage, 1, live);
  driver_set_slot(live, 0, inner);
  drop(B);
  drop(C);
  driver_mark();
  assert_true(driver_is_reachable(live));
  assert_true(driver_is_reachable(inner));
  assert_false(driver_is_reachable(garbage));
}

static void nothing_is_told_without_a_sink(void **state)
{
  (void)state;
  driver_start(NULL, NULL, 1);
  make(A, KIND_CELL, 1);
  drop(A);
  driver_collect(2);
  expect_events("");
}

/* Two objects, one holding the other and itself; then something in one of the two heaps is changed by hand. */
static uint32_t holder, held;

static int start_with_two(void **state)
{
  start(state);
  holder = make(A, KIND_CELL, 2);
  held = make(B, KIND_CELL, 1);
  driver_set_slot(holder, 0, held);
  driver_set_slot(holder, 1, holder);
  expect_events("");
  return 0;
}

static void a_wrong_count_is_seen(void **state)
{
  (void)state;
  reference_count[held]++;
  assert_non_null(driver_compare());
  reference_count[held]--;
  assert_null(driver_compare());
}

static void a_wrong_slot_is_seen(void **state)
{
  (void)state;
  cells[first_cell[holder]] = holder;
  cells[first_cell[holder] + 1] = held;
  assert_non_null(driver_compare());
  cells[first_cell[holder]] = held;
  cells[first_cell[holder] + 1] = holder;
  assert_null(driver_compare());
}

static void an_object_the_oracle_lost_is_seen(void **state)
{
  (void)state;
  oracle_set_root(B, 0);
  oracle_set_slot(1, 0, 0);
  assert_non_null(driver_compare());
}

static void an_object_the_oracle_kept_is_seen(void **state)
{
  (void)state;
  oracle_new(D, 0);
  assert_non_null(driver_compare());
}

static void another_number_of_unreachable_objects_is_seen(void **state)
{
  (void)state;
  oracle_set_root(A, 0);
  driver_collect(2);
  assert_non_null(driver_compare());
  assert_non_null(driver_compare());
}

/* Only memory of a tracked kind triggers a collection: an atom leaves one that is due to the next cell. */
static void an_atom_triggers_no_collection(void **state)
{
  (void)state;
  driver_enable(0);
  driver_set_threshold(0, 2);
  for (uint32_t root = A; root < A + 3; root++) driver_new(root, KIND_CELL, 0, 16, 0, NULL);
  driver_enable(1);
  driver_new(A + 3, KIND_ATOM, 0, 16, 0, NULL);
  assert_int_equal(gc_collections[0], 0);
  driver_new(A + 4, KIND_CELL, 0, 16, 0, NULL);
  assert_int_equal(gc_collections[0], 1);
}

/* A block that no object owns is no object's, before and after. */
static void blocks_stand_beside_objects(void **state)
{
  (void)state;
  make(A, KIND_CELL, 2);
  uint32_t block = driver_take_block(16);
  assert_int_not_equal(block, 0);
  assert_true(driver_holds_block(block));
  assert_false(driver_holds_block(first_cell[heap_get_root(A)]));
  drop(A);
  assert_null(driver_compare());
  driver_give_block(block);
  assert_false(driver_holds_block(block));
  assert_int_equal(block_is_taken(block), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_programs_agree),
      cmocka_unit_test_setup(serials_are_creation_numbers, start),
      cmocka_unit_test_setup(reachable_objects_are_marked, start),
      cmocka_unit_test_setup(nothing_is_told_without_a_sink, start),
      cmocka_unit_test_setup(an_atom_triggers_no_collection, start),
      cmocka_unit_test_setup(blocks_stand_beside_objects, start),
      cmocka_unit_test_setup(a_wrong_count_is_seen, start_with_two),
      cmocka_unit_test_setup(a_wrong_slot_is_seen, start_with_two),
      cmocka_unit_test_setup(an_object_the_oracle_lost_is_seen, start_with_two),
      cmocka_unit_test_setup(an_object_the_oracle_kept_is_seen, start_with_two),
      cmocka_unit_test_setup(another_number_of_unreachable_objects_is_seen, start_with_two),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
