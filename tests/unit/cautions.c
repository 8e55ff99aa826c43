/* What the invariant allows and no program has led to: the machine, put there by hand, goes on and leaves a sound heap. */
#include "recorder.h"
#include "core/audit.h"

enum { VERSION_3_13 = 7 };

static uint32_t a_cell(uint32_t root)
{
  uint32_t object = heap_new(root, KIND_CELL, 1, 8);
  heap_track(object);
  return object;
}

/* A cell that only itself refers to. */
static uint32_t garbage(void)
{
  uint32_t object = a_cell(B);
  heap_set_slot(object, 0, object);
  heap_set_root(B, 0);
  return object;
}

/* A list that waits in the trashcan. */
static uint32_t trash(void)
{
  uint32_t object = heap_new(B, KIND_LIST, 0, 8);
  heap_track(object);
  trash_nesting = trash_limit;
  heap_set_root(B, 0);
  assert_int_equal(list_of[object], TRASH);
  trash_nesting = 1;
  return object;
}

static void run_to_the_end(void)
{
  while (heap_next_event(0) != EVENT_IDLE) continue;
  assert_int_equal(heap_depth(), 0);
  assert_int_equal(length[TRASH], 0);
  assert_int_equal(heap_audit(), 0);
}

/* Events up to the end of the collection that runs. */
static void run_the_collection(void)
{
  while (heap_next_event(0) != EVENT_COLLECT_STOP) assert_true(heap_depth() > 0);
  assert_int_equal(heap_audit(), 0);
}

static void a_collection_opens_a_trashcan_that_nobody_opens(void **state)
{
  (void)state;
  for (uint32_t nesting = 0; nesting < 2; nesting++) {
    garbage();
    trash();
    trash_nesting = nesting;
    assert_int_equal(heap_collect(2), 1);
    run_the_collection();
    assert_int_equal(length[TRASH], 0);
    run_to_the_end();
  }
}

/* A death is under way, which opens it: then the collection pardons what the trash refers to. */
static void a_collection_leaves_a_trashcan_to_the_death_around_it(void **state)
{
  (void)state;
  uint32_t outer = a_cell(A);
  trash();
  heap_set_root(A, 0);
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  assert_int_equal(event_object, outer);
  garbage();
  assert_int_equal(heap_collect(2), 1);
  run_the_collection();
  assert_int_equal(length[TRASH], 1);
  run_to_the_end();
}

static void and_to_the_finalizer_around_it(void **state)
{
  (void)state;
  a_cell(A);
  heap_give_finalizer();
  trash();
  heap_set_root(A, 0);
  assert_int_equal(heap_next_event(0), EVENT_FINALIZE);
  garbage();
  assert_int_equal(heap_collect(2), 1);
  run_the_collection();
  assert_int_equal(length[TRASH], 1);
  run_to_the_end();
}

static void and_to_the_trashcan_around_it(void **state)
{
  (void)state;
  trash();
  trash();
  assert_int_equal(heap_next_event(0), EVENT_DEALLOC);
  garbage();
  assert_int_equal(heap_collect(2), 1);
  run_the_collection();
  assert_int_equal(length[TRASH], 1);
  run_to_the_end();
}

/* From 3.13 on a trashcan opens while several deaths are nested; not within one that is being emptied. */
static void a_trashcan_is_opened_once(void **state)
{
  (void)state;
  start_as(VERSION_3_13);
  trash();
  trash();
  trash_nesting = 0;
  run_to_the_end();
  assert_int_equal(trash_nesting, 0);
}

static void one_collection_at_a_time(void **state)
{
  (void)state;
  garbage();
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_collect(0), 0);
  run_to_the_end();
}

static void what_is_pinned_has_left_its_list(void **state)
{
  (void)state;
  uint32_t object = garbage();
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_next_event(0), EVENT_CLEAR);
  list_unlink(object);
  run_to_the_end();
  assert_int_equal(list_of[object], FREE);
}

/* A weak reference to garbage; with `is_tracked` 0 it has not come as far as to stand in a generation. */
static uint32_t watcher(uint32_t object, int is_tracked)
{
  uint32_t reference = heap_new(C, KIND_WEAKREF, 0, 72);
  assert_int_equal(heap_refer_weakly(reference, object, 1), 1);
  if (is_tracked) heap_track(reference);
  return reference;
}

static void a_weak_reference_that_is_not_tracked_calls(void **state)
{
  (void)state;
  uint32_t reference = watcher(garbage(), 0);
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_next_event(0), EVENT_CALLBACK);
  assert_int_equal(event_object, reference);
  run_to_the_end();
  assert_int_equal(list_of[reference], GENERATION_2);
}

static void a_weak_reference_that_left_its_list_is_passed_over(void **state)
{
  (void)state;
  uint32_t reference = watcher(garbage(), 1);
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_next_event(0), EVENT_CALLBACK);
  list_unlink(reference);
  run_to_the_end();
  assert_int_equal(list_of[reference], UNTRACKED);
}

/* It is found before what it refers to, and then held. */
static void a_weak_reference_that_is_held_is_not_cleared_first(void **state)
{
  (void)state;
  uint32_t object = heap_new(B, KIND_CELL, 2, 16), reference = watcher(object, 1);
  heap_track(object);
  heap_set_slot(object, 0, object);
  heap_set_slot(object, 1, reference);
  heap_set_root(B, 0);
  heap_set_root(C, 0);
  assert_int_equal(heap_collect(2), 1);
  reference_count[reference]++;
  cells[FIRST_HELD + reference] = reference;
  run_to_the_end();
  assert_int_equal(referent[reference], 0);
  assert_int_equal(reference_count[reference], 1);
}

static void a_heap_in_the_middle_of_things_is_reset(void **state)
{
  (void)state;
  garbage();
  assert_int_equal(heap_collect(2), 1);
  assert_int_equal(heap_depth(), 1);
  heap_reset();
  assert_int_equal(heap_depth(), 0);
  assert_int_equal(heap_audit(), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_collection_opens_a_trashcan_that_nobody_opens, start),
      cmocka_unit_test_setup(a_collection_leaves_a_trashcan_to_the_death_around_it, start),
      cmocka_unit_test_setup(and_to_the_finalizer_around_it, start),
      cmocka_unit_test_setup(and_to_the_trashcan_around_it, start),
      cmocka_unit_test(a_trashcan_is_opened_once),
      cmocka_unit_test_setup(one_collection_at_a_time, start),
      cmocka_unit_test_setup(what_is_pinned_has_left_its_list, start),
      cmocka_unit_test_setup(a_weak_reference_that_is_not_tracked_calls, start),
      cmocka_unit_test_setup(a_weak_reference_that_left_its_list_is_passed_over, start),
      cmocka_unit_test_setup(a_weak_reference_that_is_held_is_not_cleared_first, start),
      cmocka_unit_test_setup(a_heap_in_the_middle_of_things_is_reset, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
