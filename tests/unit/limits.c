/* Counters that no program brings to their ends: put there, they stop, or what would go beyond is refused. */
#include "recorder.h"
#include "core/audit.h"
#include "core/free_lists.h"

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
  assert_int_equal(block_is_taken(last), 0);
  for (uint32_t block = first; block < last; block += LARGE / WORD_BYTES) block_give(block);
  assert_int_equal(arenas_open(), 1);
  assert_int_equal(block_take(LARGE), 0);
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

static void nested_deaths_are_counted_down_to_none(void **state)
{
  (void)state;
  heap_new(A, KIND_LIST, 0, 8);
  trash_nesting = trash_limit;
  heap_set_root(A, 0);
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  trash_nesting = 0;
  assert_int_equal(heap_next_event(0), EVENT_IDLE);
  assert_int_equal(trash_nesting, 0);
  assert_int_equal(heap_audit(), 0);
}

static void free_lists_hold_so_many(void **state)
{
  (void)state;
  saved[0] = MOST_SAVED;
  assert_int_equal(free_list_give(KIND_LIST, 0), 0);
  saved[2] = MOST_SAVED_TUPLES;
  assert_int_equal(free_list_give(KIND_TUPLE, 0), 0);
  assert_int_equal(free_lists_clear(), MOST_SAVED + MOST_SAVED_TUPLES);
  saved[2] = MOST_SAVED_TUPLES + 1;
  assert_int_equal(free_lists_clear(), 0);
}

static void tuples_are_saved_up_to_so_many_items(void **state)
{
  (void)state;
  assert_int_equal(free_list_give(KIND_TUPLE, MAX_SAVED_SLOTS), 1);
  assert_int_equal(free_list_take(KIND_TUPLE, MAX_SAVED_SLOTS), 0);
  assert_int_equal(free_list_give(KIND_TUPLE, MAX_SAVED_SLOTS + 1), 0);
  assert_int_equal(free_list_take(KIND_TUPLE, MAX_SAVED_SLOTS + 1), 0);
}

/* What gc.garbage has no room for is uncollectable, too. */
static void garbage_holds_so_many(void **state)
{
  (void)state;
  uint32_t held = heap_new(A, KIND_CELL, 1, 8), object = heap_new(B, KIND_CELL, 1, 8);
  for (; garbage_count < MAX_GARBAGE; garbage_count++) cells[FIRST_GARBAGE + garbage_count] = held;
  reference_count[held] += MAX_GARBAGE;
  heap_track(object);
  heap_make_legacy(object);
  heap_set_slot(object, 0, object);
  heap_set_root(B, 0);
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_next_event(0), EVENT_COLLECT_STOP);
  assert_int_equal(collection_uncollectable, 1);
  assert_int_equal(garbage_count, MAX_GARBAGE);
  assert_int_equal(reference_count[object], 1);
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
      cmocka_unit_test_setup(nested_deaths_are_counted_down_to_none, start),
      cmocka_unit_test_setup(free_lists_hold_so_many, start),
      cmocka_unit_test_setup(tuples_are_saved_up_to_so_many_items, start),
      cmocka_unit_test_setup(garbage_holds_so_many, start),
      cmocka_unit_test_setup(what_is_found_is_counted_up_to_the_last, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
