/* Hints to the processor: given for anything, they stay within their arrays and change nothing. */
#include "recorder.h"
#include "core/audit.h"
#include "core/prefetch.h"

static uint32_t object;

static int one_object(void **state)
{
  start(state);
  object = make(A, KIND_CELL, TARGETS_EACH + 1);
  driver_set_slot(object, 0, object);
  return 0;
}

static int is_sound(void **state)
{
  (void)state;
  return heap_audit() == 0 ? 0 : -1;
}

static void hint_all(uint32_t handle)
{
  prefetch_object(handle);
  prefetch_cells(handle);
  prefetch_targets(handle);
  prefetch_nothing(handle);
}

static void of_any_handle(void **state)
{
  (void)state;
  hint_all(object);
  hint_all(MAX_OBJECTS - 1);
  hint_all(MAX_OBJECTS);
  hint_all(UINT32_MAX);
}

static void of_cells_that_are_none(void **state)
{
  (void)state;
  uint32_t sound = first_cell[object];
  const uint32_t anywhere[] = {0, CELLS - TARGETS_EACH - 1, CELLS - TARGETS_EACH, CELLS - 1, CELLS, UINT32_MAX};
  for (size_t i = 0; i < sizeof anywhere / sizeof anywhere[0]; i++) {
    first_cell[object] = anywhere[i];
    hint_all(object);
  }
  first_cell[object] = sound;
}

static void of_targets_that_are_none(void **state)
{
  (void)state;
  uint32_t cell = first_cell[object];
  const uint32_t anything[] = {0, MAX_OBJECTS - 1, MAX_OBJECTS, UINT32_MAX};
  for (size_t i = 0; i < sizeof anything / sizeof anything[0]; i++) {
    cells[cell] = anything[i];
    hint_all(object);
  }
  cells[cell] = object;
}

static void at_the_end_of_the_lists(void **state)
{
  (void)state;
  for (uint32_t left = 0; left <= OBJECTS_AHEAD + 1; left++) prefetch_ahead(LISTS * LIST_SPACE - left);
  prefetch_ahead(UINT32_MAX);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(of_any_handle, one_object, is_sound),
      cmocka_unit_test_setup_teardown(of_cells_that_are_none, one_object, is_sound),
      cmocka_unit_test_setup_teardown(of_targets_that_are_none, one_object, is_sound),
      cmocka_unit_test_setup_teardown(at_the_end_of_the_lists, one_object, is_sound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
