/* heap_reset: a heap that was used and reset behaves as a new one, down to the handles and the places of blocks. */
#include "recorder.h"

enum { STATEMENTS = 2000, NAMES = 24 };
static uint64_t random_state;

static uint32_t pick(uint32_t bound)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % bound;
}

static uint32_t any_name(void)
{
  return FIRST_CALLER_ROOT + pick(NAMES);
}

static void one_statement(void)
{
  uint32_t object = heap_get_root(any_name());
  switch (pick(8)) {
  case 0:
  case 1: make(any_name(), pick(2) == 0 ? KIND_CELL : KIND_LIST, 1 + pick(2)); break;
  case 2: make_with(any_name(), KIND_TUPLE, object, heap_get_root(any_name())); break;
  case 3:
  case 4:
  case 5:
    if (object != 0 && kind_is_mutable(kind_of[object]) && slot_count[object] > 0)
      driver_set_slot(object, pick(slot_count[object]), heap_get_root(any_name()));
    break;
  case 6: drop(any_name()); break;
  default:
    if (pick(20) == 0) driver_collect(pick(3));
    if (frame_count > 0 && pick(3) == 0) driver_return();
    else if (driver_push_frame() && driver_push_local() != 0) driver_set_root(FIRST_LOCAL + locals_count - 1, object);
  }
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
  return (sum ^ value) * 1099511628211u;
}

/* A run of random statements from an empty heap, as one number: handles, blocks, counts, events. */
static uint64_t run(uint64_t seed)
{
  uint64_t sum = 1469598103934665603u;
  start(NULL);
  driver_set_threshold(0, 5);
  random_state = seed;
  for (uint32_t i = 0; i < STATEMENTS; i++) {
    one_statement();
    uint32_t object = heap_get_root(any_name());
    sum = mix(sum, object);
    if (object != 0) sum = mix(mix(sum, first_cell[object]), reference_count[object]);
    for (size_t at = 0; at < recorded_length; at++) sum = mix(sum, (uint64_t)recorded[at]);
    recorded_length = 0;
    assert_null(driver_compare());
  }
  return mix(sum, driver_live());
}

static void the_same_program_runs_the_same(void **state)
{
  (void)state;
  uint64_t first = run(1), other = run(2);
  assert_true(first != other);
  assert_true(run(1) == first);
  assert_true(run(2) == other);
}

static void an_empty_heap_is_all_zero(void **state)
{
  (void)state;
  run(3);
  heap_reset();
  assert_int_equal(heap_depth(), 0);
  assert_int_equal(born, 0);
  assert_int_equal(frame_count, 0);
  assert_int_equal(locals_count, 0);
  assert_int_equal(gc_threshold[0], 700);
  assert_true(heap_is_enabled());
  for (uint32_t list = 0; list < LISTS; list++) assert_int_equal(length[list], 0);
  for (uint32_t cell = 0; cell < ROOTS_END; cell++) assert_int_equal(cells[cell], 0);
  for (uint32_t cell = FIRST_BLOCK_CELL; cell < FIRST_BLOCK_CELL + POOL_WORDS; cell++) assert_int_equal(cells[cell], 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_program_runs_the_same),
      cmocka_unit_test(an_empty_heap_is_all_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
