/* The trashcan: deaths that nest too deep wait, and die when few enough are left, the last first. */
#include "recorder.h"

enum { VERSION_3_6 = 0 };

static size_t put_death(char *events, size_t used, uint32_t serial)
{
  return used + (size_t)snprintf(events + used, 16, "%sd%u", used == 0 ? "" : " ", (unsigned)serial);
}

/* A chain of lists, object 1 at its end; the last one made holds it all and is A. */
static void make_chain(uint32_t links)
{
  make(A, KIND_LIST, 1);
  for (uint32_t i = 1; i < links; i++) {
    uint32_t before = heap_get_root(A), items[] = {before};
    driver_new(A, KIND_LIST, 1, 8, 1, items);
  }
}

static void a_chain_dies_from_its_head(void **state)
{
  (void)state;
  uint32_t links = 3 * TRASH_LIMIT;
  char events[4096];
  size_t used = 0;
  make_chain(links);
  drop(A);
  for (uint32_t object = links; object > 0; object--)
    used +=
        (size_t)snprintf(events + used, sizeof events - used, "%sd%u", object == links ? "" : " ", (unsigned)object);
  expect_events(events);
  assert_int_equal(trash_nesting, 0);
  assert_int_equal(length[TRASH], 0);
}

/* Each list holds an atom, too, which it releases after the rest of the chain: so the order of these shows that the two
 * lists at the far end wait until all others are done. */
static void the_far_end_waits(void **state)
{
  (void)state;
  uint32_t links = TRASH_LIMIT + 2;
  char events[4096];
  size_t used = 0;
  for (uint32_t i = 0; i < links; i++) { /* objects 2i + 1 and 2i + 2 */
    uint32_t atom = make(B, KIND_ATOM, 0), items[] = {atom, heap_get_root(A)};
    driver_new(A, KIND_LIST, 2, 16, 2, items);
    drop(B);
  }
  drop(A);
  for (uint32_t i = links; i-- > 2;) used = put_death(events, used, 2 * i + 2);
  for (uint32_t i = 2; i < links; i++) used = put_death(events, used, 2 * i + 1);
  used = put_death(events, used, 4);
  used = put_death(events, used, 2);
  used = put_death(events, used, 1);
  used = put_death(events, used, 3);
  expect_events(events);
}

/* Up to 3.7 an instance waits one level earlier, and its end does not open the trashcan. */
static void instances_wait_earlier(void **state)
{
  (void)state;
  start_as(VERSION_3_6);
  make(A, KIND_INSTANCE, 1);
  for (uint32_t i = 1; i < TRASH_LIMIT + 3; i++) {
    uint32_t items[] = {heap_get_root(A)};
    driver_new(A, KIND_INSTANCE, 1, 8, 1, items);
  }
  drop(A);
  assert_int_equal(driver_live(), 0);
  assert_null(driver_compare());
}

static void cells_do_not_wait(void **state)
{
  (void)state;
  make(A, KIND_CELL, 1);
  for (uint32_t i = 1; i < TRASH_LIMIT + 3; i++) {
    uint32_t items[] = {heap_get_root(A)};
    driver_new(A, KIND_CELL, 1, 8, 1, items);
  }
  drop(A);
  assert_int_equal(driver_live(), 0);
  assert_null(driver_compare());
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_chain_dies_from_its_head, start),
      cmocka_unit_test_setup(the_far_end_waits, start),
      cmocka_unit_test(instances_wait_earlier),
      cmocka_unit_test_setup(cells_do_not_wait, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
