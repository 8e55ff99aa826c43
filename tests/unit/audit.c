/* The auditor: silent at every event of a sound heap, and each damage to the state is reported under its clause. */
#include "busy_heap.h"

static uint64_t audits;

static void audit_event(void *context, const struct driver_event *event)
{
  (void)context;
  (void)event;
  assert_int_equal(heap_audit(), 0);
  audits++;
}

static void the_empty_heap_is_sound(void **state)
{
  (void)state;
  assert_int_equal(heap_audit(), 0);
}

static void every_event_finds_a_sound_heap(void **state)
{
  (void)state;
  audits = 0;
  driver_start(audit_event, NULL, 0);
  driver_set_threshold(0, 3);
  for (uint32_t i = 0; i < 200; i++) {
    uint32_t object = make(A + i % 3, i % 2 == 0 ? KIND_CELL : KIND_LIST, 2);
    if (object == 0) break;
    if (i % 4 == 0) driver_push_frame();
    if (frame_count > 0 && driver_push_local() != 0) driver_set_root(FIRST_LOCAL + locals_count - 1, object);
    driver_set_slot(object, 0, heap_get_root(A + i % 2));
    driver_set_slot(object, 1, object);
    make_with(D, KIND_TUPLE, object, heap_get_root(D));
    if (i % 8 == 7) drop(D);
    if (i % 4 == 3) driver_return();
    assert_int_equal(heap_audit(), 0);
  }
  driver_collect(2);
  assert_true(audits > 20);
}

static void high_water_marks(void **state)
{
  (void)state;
  expect_word(&named_used, MAX_NAMED + 1, AUDIT_MARKS);
  expect_word(&locals_count, MAX_LOCALS + 1, AUDIT_MARKS);
  expect_word(&pools_begun, UINT32_MAX, AUDIT_MARKS);
  expect_word(&extents_begun, MAX_EXTENT_UNITS + 1, AUDIT_MARKS);
  expect_word(&garbage_count, MAX_GARBAGE + 1, AUDIT_MARKS);
}

static void lists(void **state)
{
  (void)state;
  for (uint32_t i = 0; i < LISTS; i++) expect_word(&length[i], LIST_SPACE + 1, AUDIT_LENGTHS);
  expect_word(&born, MAX_OBJECTS, AUDIT_UNBORN);
  expect_word(&born, UINT32_MAX, AUDIT_UNBORN);
  expect_byte(&list_of[0], DYING, AUDIT_UNBORN);
  expect_byte(&list_of[list], UNTRACKED + 1, AUDIT_TAGS);
  expect_byte(&list_of[untracked], UINT8_MAX, AUDIT_TAGS);
  expect_word(&order[position[list]], large, AUDIT_FORWARD);
  expect_word(&order[position[list]], born + 1, AUDIT_FORWARD);
  expect_word(&order[position[list]], UINT32_MAX, AUDIT_FORWARD);
  expect_byte(&list_of[list], UNTRACKED, AUDIT_FORWARD);
  expect_word(&position[list], UINT32_MAX, AUDIT_FORWARD);
  expect_word(&order[position[list]], 0, AUDIT_BACKWARD);
  expect_word(&order[position[freed]], 0, AUDIT_BACKWARD);
  expect_byte(&list_of[list], GENERATION_1, AUDIT_BACKWARD);
  expect_byte(&list_of[list], NOTIFIED, AUDIT_BACKWARD);
  expect_byte(&list_of[untracked], GENERATION_1, AUDIT_BACKWARD);
  expect_word(&length[UNREACHABLE], 0, AUDIT_BACKWARD);
  expect_word(&length[DYING], length[DYING] + 1, AUDIT_STACKS);
  expect_word(&length[FREE], length[FREE] + 1, AUDIT_STACKS);
  expect_word(&length[TRASH], length[TRASH] + 1, AUDIT_STACKS);
}

static void objects(void **state)
{
  (void)state;
  expect_byte(&kind_of[untracked], KIND_COUNT, AUDIT_KINDS);
  expect_byte(&kind_of[list], KIND_ATOM, AUDIT_KINDS);
  expect_byte(&kind_of[untracked], KIND_WEAKREF, AUDIT_KINDS);
  expect_word(&first_cell[list], FIRST_BLOCK_CELL - 1, AUDIT_PLACED);
  expect_word(&first_cell[list], CELLS, AUDIT_PLACED);
  expect_word(&first_cell[list], CELLS - 1, AUDIT_PLACED);
  expect_word(&slot_count[list], UINT32_MAX, AUDIT_PLACED);
  expect_word(&first_cell[list], first_cell[untracked], AUDIT_OWNED);
  expect_word(&first_cell[untracked], first_cell[untracked] - 1, AUDIT_OWNED);
  expect_word(&slot_count[list], 3, AUDIT_OWNED);
}

static void references(void **state)
{
  (void)state;
  expect_word(&cells[AUDIT_POOLS_END - 1], list, AUDIT_STRAYS);
  expect_word(&cells[AUDIT_EXTENTS_END - 1], list, AUDIT_STRAYS);
  expect_word(&slot_count[large], 69, AUDIT_STRAYS);
  expect_word(&slot_count[untracked], 1, AUDIT_STRAYS);
  expect_word(&cells[D], born + 1, AUDIT_TARGETS);
  expect_word(&cells[D], UINT32_MAX, AUDIT_TARGETS);
  expect_word(&cells[D], outer, AUDIT_TARGETS);
  expect_word(&cells[PIN], inner, AUDIT_TARGETS);
  expect_word(&cells[FIRST_LOCAL], freed, AUDIT_TARGETS);
  expect_word(&cells[first_cell[untracked]], freed, AUDIT_TARGETS);
  expect_word(&cells[first_cell[large]], freed, AUDIT_TARGETS);
  expect_word(&cells[FIRST_HELD + list], freed, AUDIT_TARGETS);
  garbage_count = 1;
  expect_word(&cells[FIRST_GARBAGE], freed, AUDIT_TARGETS);
  garbage_count = 0;
}

/* What stands in scratch may be anything: it makes no slot of a word that is none, and takes none from its owner. */
static void scratch(void **state)
{
  (void)state;
  const uint32_t owners[] = {0, list, large, untracked, freed, outer, born, born + 1, UINT32_MAX};
  const uint32_t stray = AUDIT_POOLS_END - 1;
  for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
    audit_owner[stray] = owners[i];
    expect_word(&cells[stray], list, AUDIT_STRAYS);
    for (uint32_t slot = 0; slot < slot_count[outer]; slot++) audit_owner[first_cell[outer] + slot] = owners[i];
    assert_int_equal(heap_audit(), 0);
  }
}

static void counts(void **state)
{
  (void)state;
  assert_int_equal(reference_count[list], 4);
  expect_word(&reference_count[list], 5, AUDIT_COUNTS);
  expect_word(&reference_count[list], 3, AUDIT_COUNTS);
  expect_word(&reference_count[untracked], 0, AUDIT_COUNTS);
  expect_word(&reference_count[pinned], reference_count[pinned] - 1, AUDIT_COUNTS);
  expect_word(&cells[D], 0, AUDIT_COUNTS);
  expect_word(&cells[PIN], 0, AUDIT_COUNTS);
  expect_word(&cells[FIRST_LOCAL + locals_count - 1], untracked, AUDIT_COUNTS);
  expect_word(&cells[first_cell[large] + 69], large, AUDIT_COUNTS);
}

static void dying_objects(void **state)
{
  (void)state;
  expect_word(&reference_count[outer], 1, AUDIT_DYING);
  expect_word(&cursor[outer], 3, AUDIT_DYING);
  expect_byte(&stage[outer], STAGE_NOTIFIED, AUDIT_DYING);
  expect_byte(&stage[outer], STAGE_ANNOUNCED + 1, AUDIT_DYING);
  expect_word(&cursor[outer], 2, AUDIT_RELEASED);
  cursor[outer] = 0;
  stage[outer] = STAGE_NOTIFIED; /* as before its dealloc event */
  assert_int_equal(heap_audit(), 0);
  cursor[outer] = 1;
  stage[outer] = STAGE_ANNOUNCED;
  expect_byte(&kind_of[outer], KIND_TUPLE, AUDIT_RELEASED);
}

static void a_running_collection(void **state)
{
  (void)state;
  expect_byte(&collecting, PHASE_DELETE + 1, AUDIT_PROGRESS);
  collecting = PHASE_FINALIZERS; /* a pin, too, while the finalizer runs */
  assert_int_equal(heap_audit(), 0);
  collecting = PHASE_DELETE;
  expect_byte(&collecting, PHASE_CALLBACKS, AUDIT_PROGRESS);
  expect_byte(&collecting, 0, AUDIT_PROGRESS);
  expect_word(&length[SUSPECTS], 1, AUDIT_PROGRESS);
  expect_byte(&condemned[pinned], 0, AUDIT_PROGRESS);
  expect_word(&next_unreachable, length[UNREACHABLE] + 1, AUDIT_PROGRESS);
  expect_word(&collection_generation, 3, AUDIT_PROGRESS);
  expect_byte(&kind_of[pinned], KIND_TUPLE, AUDIT_PROGRESS);
  expect_word(&clear_cursor, 3, AUDIT_PROGRESS);
  expect_word(&next_unreachable, 2, AUDIT_WAITING);
  expect_word(&clear_cursor, 2, AUDIT_CLEARED);
  expect_byte(&kind_of[pinned], KIND_LIST, AUDIT_CLEARED);
}

static void no_collection(void **state)
{
  (void)state;
  expect_word(&length[UNREACHABLE], 1, AUDIT_PROGRESS);
  expect_word(&length[UNCOLLECTABLE], 1, AUDIT_PROGRESS);
}

/* A list that is nested too deep waits in the trashcan. */
static void the_trashcan(void **state)
{
  (void)state;
  uint32_t object = make(A, KIND_LIST, 0);
  trash_nesting = trash_limit;
  heap_set_root(A, 0);
  trash_nesting = 0;
  assert_int_equal(length[TRASH], 1);
  assert_int_equal(heap_audit(), 0);
  expect_word(&reference_count[object], 1, AUDIT_DYING);
}

static void frames(void **state)
{
  (void)state;
  assert_int_equal(locals_count, 3);
  expect_word(&frame_count, MAX_FRAMES + 1, AUDIT_FRAMES);
  expect_word(&frame_start[1], 4, AUDIT_FRAMES);
  expect_word(&frame_start[0], 2, AUDIT_FRAMES);
  expect_word(&locals_count, 0, AUDIT_FRAMES);
  expect_word(&locals_count, 2, AUDIT_UNBOUND);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(the_empty_heap_is_sound, start),
      cmocka_unit_test_setup(no_collection, start),
      cmocka_unit_test_setup_teardown(the_trashcan, start, finish),
      cmocka_unit_test(every_event_finds_a_sound_heap),
      cmocka_unit_test_setup_teardown(high_water_marks, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(lists, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(objects, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(references, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(scratch, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(counts, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(dying_objects, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(a_running_collection, a_busy_heap, finish),
      cmocka_unit_test_setup_teardown(frames, a_busy_heap, finish),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
