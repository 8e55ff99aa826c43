/* The list module: order, tombstones, compaction, handles as a stack. */
#include "recorder.h"

static uint32_t taken[6];

static int take_five(void **state)
{
  (void)state;
  driver_start(NULL, NULL, 0);
  for (uint32_t i = 1; i <= 5; i++) taken[i] = handle_take();
  return 0;
}

/* The members of a list, tombstones as 0, as digits. */
static void expect_list(uint32_t list, const char *digits)
{
  char seen[64];
  uint32_t count = length[list];
  assert_true(count < sizeof seen);
  for (uint32_t i = 0; i < count; i++) seen[i] = (char)('0' + order[list * LIST_SPACE + i]);
  seen[count] = '\0';
  assert_string_equal(seen, digits);
}

static void append_all(uint32_t list)
{
  for (uint32_t i = 1; i <= 5; i++) list_append(list, taken[i]);
}

/* Empties the lists again, so that the next reset finds what the heap would leave. */
static int give_back(void **state)
{
  (void)state;
  for (uint32_t i = 1; i <= 5; i++) {
    slot_count[taken[i]] = 0;
    if (list_of[taken[i]] != UNTRACKED) list_unlink(taken[i]);
  }
  heap_reset();
  return 0;
}

static void appends_in_order(void **state)
{
  (void)state;
  append_all(GENERATION_0);
  expect_list(GENERATION_0, "12345");
  for (uint32_t i = 1; i <= 5; i++) assert_int_equal(list_of[taken[i]], GENERATION_0);
}

static void unlinking_leaves_a_tombstone(void **state)
{
  (void)state;
  append_all(GENERATION_1);
  list_unlink(taken[2]);
  list_unlink(taken[5]);
  expect_list(GENERATION_1, "10340");
  assert_int_equal(list_of[taken[2]], UNTRACKED);
}

static void compaction_keeps_the_order(void **state)
{
  (void)state;
  append_all(GENERATION_2);
  list_unlink(taken[1]);
  list_unlink(taken[4]);
  list_compact(GENERATION_2);
  expect_list(GENERATION_2, "235");
  assert_int_equal(position[taken[5]], GENERATION_2 * LIST_SPACE + 2);
}

static void a_full_list_compacts_itself(void **state)
{
  (void)state;
  append_all(GENERATION_0);
  for (uint32_t i = 5; i < LIST_SPACE; i++) {
    list_unlink(taken[3]);
    list_enlist(GENERATION_0, taken[3]);
  }
  assert_int_equal(length[GENERATION_0], LIST_SPACE);
  list_unlink(taken[1]);
  list_enlist(GENERATION_0, taken[1]);
  expect_list(GENERATION_0, "24531");
}

static void merging_keeps_both_orders(void **state)
{
  (void)state;
  list_append(GENERATION_1, taken[4]);
  list_append(GENERATION_1, taken[2]);
  list_append(GENERATION_0, taken[5]);
  list_append(GENERATION_0, taken[3]);
  list_append(GENERATION_0, taken[1]);
  list_unlink(taken[3]);
  list_merge(GENERATION_0, GENERATION_1);
  expect_list(GENERATION_1, "4251");
  expect_list(GENERATION_0, "");
}

static void handles_come_back_last_first(void **state)
{
  (void)state;
  list_append(FREE, taken[2]);
  list_append(FREE, taken[4]);
  assert_int_equal(handle_take(), taken[4]);
  assert_int_equal(handle_take(), taken[2]);
  assert_int_equal(handle_take(), 6);
  slot_count[6] = 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(appends_in_order, take_five, give_back),
      cmocka_unit_test_setup_teardown(unlinking_leaves_a_tombstone, take_five, give_back),
      cmocka_unit_test_setup_teardown(compaction_keeps_the_order, take_five, give_back),
      cmocka_unit_test_setup_teardown(a_full_list_compacts_itself, take_five, give_back),
      cmocka_unit_test_setup_teardown(merging_keeps_both_orders, take_five, give_back),
      cmocka_unit_test_setup_teardown(handles_come_back_last_first, take_five, give_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
