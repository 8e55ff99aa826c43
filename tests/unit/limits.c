/* Counters that no program brings to their ends: put there, they stop, or what would go beyond is refused. */
#include "recorder.h"
#include "core/audit.h"

enum { LARGE = MAX_BLOCK_BYTES };

static void no_object_after_the_last_birth(void **state)
{
  (void)state;
  births = UINT64_MAX;
  assert_int_equal(heap_new(A, KIND_CELL, 1, 8), 0);
  assert_int_equal(born, 0);
  assert_int_equal(heap_get_root(A), 0);
}

static void no_handle_after_the_last(void **state)
{
  (void)state;
  for (uint32_t object = 1; object < MAX_OBJECTS; object++) assert_int_equal(handle_take(), object);
  assert_int_equal(handle_take(), 0);
  assert_int_equal(born, MAX_OBJECTS - 1);
}

static void no_weak_reference_after_the_last_link(void **state)
{
  (void)state;
  uint32_t object = heap_new(A, KIND_CELL, 0, 8), reference = heap_new(B, KIND_WEAKREF, 0, 72);
  weak_links = UINT64_MAX - 1;
  assert_int_equal(heap_refer_weakly(reference, object, 1), 0);
  assert_int_equal(referent[reference], 0);
  assert_int_equal(weak_first[object], 0);
  assert_int_equal(heap_audit(), 0);
}

static void arenas_are_counted_up_to_the_last(void **state)
{
  (void)state;
  block_profile(0, 1);
  arenas_opened = arenas_reclaimed = UINT64_MAX;
  uint32_t block = block_take(LARGE);
  assert_int_equal(arena_opened, 1);
  block_give(block);
  assert_int_equal(arena_closed, 1);
  assert_true(arenas_opened == UINT64_MAX && arenas_reclaimed == UINT64_MAX);
}

/* A full pool that is given a block is not linked any more; nor is a new one. */
static void no_pool_is_linked_after_the_last(void **state)
{
  (void)state;
  uint32_t first = block_take(LARGE), last = first;
  while (first_linked[BLOCK_CLASSES] != 0) last = block_take(LARGE);
  links_made = UINT64_MAX;
  block_give(last);
  assert_int_equal(first_linked[BLOCK_CLASSES], 0);
  assert_int_equal(block_take(LARGE), 0);
  assert_int_equal(block_is_taken(first), 1);
  assert_int_equal(block_is_taken(last), 0);
}

static void nested_deaths_are_counted_up_to_the_last(void **state)
{
  (void)state;
  heap_new(A, KIND_LIST, 0, 8);
  trash_nesting = UINT32_MAX;
  heap_set_root(A, 0);
  assert_int_equal(length[TRASH], 1);
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  assert_true(trash_nesting == UINT32_MAX);
  assert_int_equal(heap_next_event(0), EVENT_IDLE);
  assert_int_equal(length[TRASH], 0);
  assert_int_equal(heap_audit(), 0);
}

/* A weak reference that its callback drops counts as found; then the cycle itself does. */
static void what_is_found_is_counted_up_to_the_last(void **state)
{
  (void)state;
  uint32_t object = heap_new(A, KIND_CELL, 1, 8), reference = heap_new(B, KIND_WEAKREF, 0, 72);
  heap_track(object);
  assert_int_equal(heap_refer_weakly(reference, object, 1), 1);
  heap_track(reference);
  heap_set_slot(object, 0, object);
  heap_set_root(A, 0);
  assert_int_equal(heap_collect(2), 1);
  collection_found = UINT32_MAX;
  assert_int_equal(heap_next_event(0), EVENT_CALLBACK);
  uint32_t floor = heap_depth();
  heap_set_root(B, 0);
  assert_int_equal(heap_next_event(floor), EVENT_IDLE);
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  assert_int_equal(event_object, reference);
  assert_int_equal(heap_next_event(0), EVENT_CLEAR);
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  assert_int_equal(event_object, object);
  assert_int_equal(heap_next_event(0), EVENT_COLLECT_STOP);
  assert_true(collection_found == UINT32_MAX);
  assert_int_equal(heap_audit(), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(no_object_after_the_last_birth, start),
      cmocka_unit_test_setup(no_handle_after_the_last, start),
      cmocka_unit_test_setup(no_weak_reference_after_the_last_link, start),
      cmocka_unit_test_setup(arenas_are_counted_up_to_the_last, start),
      cmocka_unit_test_setup(no_pool_is_linked_after_the_last, start),
      cmocka_unit_test_setup(nested_deaths_are_counted_up_to_the_last, start),
      cmocka_unit_test_setup(what_is_found_is_counted_up_to_the_last, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
