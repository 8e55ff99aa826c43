/* A chain and a cycle of a million objects are freed on a stack of 256 KiB. */
#include <sys/resource.h>

#include "recorder.h"

#ifdef HEAP_SMALL
enum { COUNT = 40 };
#else
enum { COUNT = 1000000 };
#endif

static uint64_t dealloc_events, last_serial;
static int in_order;

static void count_events(void *context, const struct driver_event *event)
{
  (void)context;
  if (event->kind != DRIVER_DEALLOC) return;
  if (dealloc_events > 0 && event->serial + 1 != last_serial) in_order = 0;
  last_serial = event->serial;
  dealloc_events++;
}

/* A holds the last of COUNT objects, each of which holds the one made before it. */
static uint32_t chain(uint32_t kind, int mirror)
{
  driver_start(count_events, NULL, mirror);
  driver_enable(0);
  dealloc_events = 0;
  in_order = 1;
  uint32_t first = 0;
  for (uint32_t i = 0; i < COUNT; i++) {
    uint32_t before = heap_get_root(A);
    uint32_t object = driver_new(B, kind, 1, 8, 1, &before);
    assert_int_not_equal(object, 0);
    if (i == 0) first = object;
    driver_set_root(A, object);
    drop(B);
  }
  assert_int_equal(driver_live(), COUNT);
  return first;
}

static void a_chain_dies_from_its_head(void **state)
{
  (void)state;
  for (uint32_t kind = KIND_CELL; kind <= KIND_OPAQUE; kind++) {
    chain(kind, kind == KIND_CELL);
    drop(A);
    assert_int_equal(dealloc_events, COUNT);
    assert_true(in_order);
    assert_int_equal(driver_live(), 0);
    assert_null(driver_compare());
  }
}

static void a_cycle_is_collected(void **state)
{
  (void)state;
  uint32_t first = chain(KIND_CELL, 1);
  driver_set_slot(first, 0, heap_get_root(A));
  drop(A);
  assert_int_equal(driver_live(), COUNT);
  assert_int_equal(driver_collect(2), COUNT);
  assert_int_equal(dealloc_events, COUNT);
  assert_int_equal(driver_live(), 0);
  assert_null(driver_compare());
}

int main(void)
{
  const struct rlimit small = {256 * 1024, 256 * 1024};
  if (setrlimit(RLIMIT_STACK, &small) != 0) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_chain_dies_from_its_head),
      cmocka_unit_test(a_cycle_is_collected),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
