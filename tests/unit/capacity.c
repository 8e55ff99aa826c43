/* Running out of room: each table is filled, the next request fails and changes nothing, and room comes back. */
#include "recorder.h"

/* Makes cells of `bytes` bytes, each holding the one before, until there is no room; returns how many. */
static uint32_t fill_with(uint32_t kind, uint32_t bytes)
{
  uint32_t made = 0;
  for (;;) {
    uint32_t before = heap_get_root(A);
    uint32_t object = driver_new(B, kind, 1, bytes, 1, &before);
    if (object == 0) return made;
    made++;
    driver_set_root(A, object);
    drop(B);
  }
}

struct snapshot {
  uint32_t live, count, in_generation, root;
  uint64_t made;
};

static struct snapshot look(void)
{
  return (struct snapshot){driver_live(), gc_count[0], length[GENERATION_0], heap_get_root(A), births};
}

static void fails_and_changes_nothing(uint32_t kind, uint32_t slots, uint32_t bytes)
{
  struct snapshot before = look();
  recorded_length = 0;
  recorded[0] = '\0';
  assert_int_equal(driver_new(B, kind, slots, bytes, 0, NULL), 0);
  struct snapshot after = look();
  assert_memory_equal(&before, &after, sizeof before);
  assert_int_equal(heap_get_root(B), 0);
  expect_events("");
}

/* Fills, fails, empties, and fills again to the same number, which it returns. */
static uint32_t fill_twice(uint32_t kind, uint32_t bytes)
{
  driver_start(record, NULL, 1);
  heap_disable();
  uint32_t first = fill_with(kind, bytes);
  assert_true(first > 1);
  fails_and_changes_nothing(kind, 1, bytes);
  drop(A);
  assert_int_equal(driver_live(), 0);
  assert_int_equal(fill_with(kind, bytes), first);
  drop(A);
  recorded_length = 0;
  recorded[0] = '\0';
  expect_events("");
  return first;
}

static void objects_run_out(void **state)
{
  (void)state;
  assert_int_equal(fill_twice(KIND_OPAQUE, 8), MAX_OBJECTS - 1);
}

static void pools_run_out(void **state)
{
  (void)state;
  const uint32_t in_pool = (POOL_WORDS - HEADER_WORDS) / (MAX_BLOCK_BYTES / WORD_BYTES);
  assert_int_equal(fill_twice(KIND_CELL, MAX_BLOCK_BYTES), MAX_ARENAS * ARENA_POOLS * in_pool);
}

static void extents_run_out(void **state)
{
  (void)state;
  assert_int_equal(fill_twice(KIND_CELL, MAX_BLOCK_BYTES + 1), MAX_EXTENT_UNITS / 2);
}

static void too_large_for_all(void **state)
{
  (void)state;
  start(NULL);
  fails_and_changes_nothing(KIND_CELL, 1, UINT32_MAX);
  fails_and_changes_nothing(KIND_LIST, 0, (MAX_EXTENT_UNITS + 1) * EXTENT_UNIT_WORDS * WORD_BYTES);
}

static void frames_run_out(void **state)
{
  (void)state;
  start(NULL);
  for (uint32_t i = 0; i < MAX_FRAMES; i++) assert_true(driver_push_frame());
  assert_false(driver_push_frame());
  assert_int_equal(frame_count, MAX_FRAMES);
  for (uint32_t i = 0; i < MAX_FRAMES; i++) driver_return();
  assert_int_equal(frame_count, 0);
  expect_events("");
}

static void locals_run_out(void **state)
{
  (void)state;
  start(NULL);
  driver_push_frame();
  for (uint32_t i = 0; i < MAX_LOCALS; i++) assert_int_equal(driver_push_local(), FIRST_LOCAL + i);
  assert_int_equal(driver_push_local(), 0);
  assert_int_equal(locals_count, MAX_LOCALS);
  driver_return();
  driver_push_frame();
  assert_int_equal(driver_push_local(), FIRST_LOCAL);
  expect_events("");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(objects_run_out),   cmocka_unit_test(pools_run_out),  cmocka_unit_test(extents_run_out),
      cmocka_unit_test(too_large_for_all), cmocka_unit_test(frames_run_out), cmocka_unit_test(locals_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
