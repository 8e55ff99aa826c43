/* What a collection leaves alone: frozen, immortal and uncollectable objects, saved garbage; and what it stops tracking. */
#include "recorder.h"

enum { VERSION_3_12 = 6 };

static uint32_t drop_a_self_reference(uint32_t object)
{
  driver_set_slot(object, 0, object);
  drop(A);
  return object;
}

static void what_is_frozen_stays(void **state)
{
  (void)state;
  uint32_t object = drop_a_self_reference(make(A, KIND_CELL, 1));
  driver_freeze();
  assert_int_equal(list_of[object], PERMANENT);
  assert_int_equal(gc_count[0], 0);
  assert_int_equal(driver_collect(2), 0);
  expect_events("[2 ]2:0");
  driver_unfreeze();
  assert_int_equal(list_of[object], GENERATION_2);
  assert_int_equal(driver_collect(2), 1);
  expect_events("[2 c1 d1 ]2:1");
}

/* A legacy object on a cycle, and `other`, to which it leads: both are found, neither is freed. */
static uint32_t collect_a_legacy_object(uint32_t *other)
{
  uint32_t legacy = make_legacy(A);
  *other = make(B, KIND_CELL, 1);
  driver_set_slot(legacy, 0, *other);
  driver_set_slot(legacy, 1, legacy);
  drop(B);
  drop(A);
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 ]2:0");
  return legacy;
}

/* What a legacy object leads to is uncollectable with it; gc.garbage holds the legacy object alone. */
static void what_legacy_objects_lead_to_stays(void **state)
{
  (void)state;
  uint32_t other, legacy = collect_a_legacy_object(&other);
  assert_int_equal(collection_uncollectable, 2);
  assert_int_equal(garbage_count, 1);
  assert_int_equal(cells[FIRST_GARBAGE], legacy);
  assert_int_equal(list_of[other], GENERATION_2);
}

static void all_is_saved_when_asked(void **state)
{
  (void)state;
  driver_save_all(1);
  uint32_t object = drop_a_self_reference(make(A, KIND_CELL, 1));
  assert_int_equal(driver_collect(2), 1);
  expect_events("[2 ]2:1");
  assert_int_equal(garbage_count, 1);
  assert_int_equal(reference_count[object], 2);
}

/* Then what a legacy object leads to is saved with it. */
static void uncollectable_objects_are_saved_when_asked(void **state)
{
  (void)state;
  driver_save_all(1);
  uint32_t other;
  (void)collect_a_legacy_object(&other);
  assert_int_equal(garbage_count, 2);
}

static void come_back(uint32_t object)
{
  driver_set_root(D, object);
}

/* The first object is passed over, and taken back when what came back is seen to refer to it. */
static uint32_t collect_what_comes_back(int saves)
{
  on_finalize = come_back;
  driver_save_all(saves);
  uint32_t held = make(A, KIND_CELL, 1), back = make_finalized(B, KIND_CELL), lost = make(C, KIND_CELL, 1);
  driver_set_slot(back, 0, held);
  driver_set_slot(back, 1, back);
  driver_set_slot(lost, 0, lost);
  for (uint32_t root = A; root <= C; root++) drop(root);
  assert_int_equal(driver_collect(2), 1);
  return lost;
}

static void what_came_back_is_not_saved(void **state)
{
  (void)state;
  uint32_t lost = collect_what_comes_back(1);
  expect_events("[2 f2 ]2:1");
  assert_int_equal(garbage_count, 1);
  assert_int_equal(cells[FIRST_GARBAGE], lost);
}

static void what_came_back_is_not_cleared(void **state)
{
  (void)state;
  collect_what_comes_back(0);
  expect_events("[2 f2 c3 d3 ]2:1");
}

static uint32_t cut_object;

static void cut(uint32_t object)
{
  (void)object;
  driver_set_slot(cut_object, 0, 0);
}

static void what_dies_meanwhile_is_not_uncollectable(void **state)
{
  (void)state;
  on_finalize = cut;
  uint32_t legacy = make_legacy(A), other = make(B, KIND_CELL, 1), found = make_finalized(C, KIND_CELL);
  cut_object = legacy;
  driver_set_slot(legacy, 0, other);
  driver_set_slot(legacy, 1, legacy);
  driver_set_slot(found, 0, found);
  for (uint32_t root = A; root <= C; root++) drop(root);
  assert_int_equal(driver_collect(2), 2);
  expect_events("[2 f3 d2 c3 d3 ]2:1");
  assert_int_equal(collection_uncollectable, 1);
}

static void an_immortal_object_retires(void **state)
{
  (void)state;
  start_as(VERSION_3_12);
  struct driver_birth birth = {.kind = KIND_CELL, .slots = 1, .bytes = 8, .is_immortal = 1};
  uint32_t object = driver_make(&birth);
  driver_bind_made(A);
  drop(A);
  driver_collect(0);
  expect_events("[0 ]0:0");
  assert_int_equal(list_of[object], PERMANENT);
}

static void tuples_of_atoms_are_not_tracked_for_long(void **state)
{
  (void)state;
  uint32_t atom = make(A, KIND_ATOM, 0);
  uint32_t inner = make_with(B, KIND_TUPLE, atom, atom), outer = make_with(C, KIND_TUPLE, inner, atom);
  assert_int_equal(list_of[inner], GENERATION_0);
  driver_collect(0);
  assert_int_equal(list_of[inner], UNTRACKED);
  assert_int_equal(list_of[outer], UNTRACKED); /* looked at after the inner one */
  expect_events("[0 ]0:0");
}

static void dicts_are_tracked_when_it_matters(void **state)
{
  (void)state;
  uint32_t dict = make(A, KIND_DICT, 2), atom = make(B, KIND_ATOM, 0), list = make(C, KIND_LIST, 1);
  assert_int_equal(list_of[dict], UNTRACKED);
  driver_set_slot(dict, 0, atom);
  assert_int_equal(list_of[dict], UNTRACKED);
  driver_set_slot(dict, 1, list);
  assert_int_equal(list_of[dict], GENERATION_0);
  driver_set_slot(dict, 1, 0);
  driver_collect(1);
  assert_int_equal(list_of[dict], GENERATION_2); /* full collections only */
  driver_collect(2);
  assert_int_equal(list_of[dict], UNTRACKED);
  expect_events("[1 ]1:0 [2 ]2:0");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(what_is_frozen_stays, start),
      cmocka_unit_test_setup(what_legacy_objects_lead_to_stays, start),
      cmocka_unit_test_setup(all_is_saved_when_asked, start),
      cmocka_unit_test_setup(uncollectable_objects_are_saved_when_asked, start),
      cmocka_unit_test_setup(what_came_back_is_not_saved, start),
      cmocka_unit_test_setup(what_came_back_is_not_cleared, start),
      cmocka_unit_test_setup(what_dies_meanwhile_is_not_uncollectable, start),
      cmocka_unit_test_setup(an_immortal_object_retires, start),
      cmocka_unit_test_setup(tuples_of_atoms_are_not_tracked_for_long, start),
      cmocka_unit_test_setup(dicts_are_tracked_when_it_matters, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
