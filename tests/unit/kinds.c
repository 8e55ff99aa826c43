/* The table of kinds, row by row; what is no kind has no property. */
#include "recorder.h"

struct properties {
  int is_tracked, is_mutable, is_backward, is_clearable, is_finalizable, is_nested;
};

/* clang-format off */ /* a table */
static const struct properties table[] = {
  /*                 tracked mutable backward clearable finalizable nested */
  [KIND_CELL]     = {      1,      1,       0,        1,          1,     0},
  [KIND_LIST]     = {      1,      1,       1,        1,          0,     1},
  [KIND_TUPLE]    = {      1,      0,       1,        0,          0,     1},
  [KIND_OPAQUE]   = {      0,      1,       0,        0,          0,     0},
  [KIND_ATOM]     = {      0,      0,       0,        0,          0,     0},
  [KIND_DICT]     = {      1,      1,       0,        1,          0,     1},
  [KIND_INSTANCE] = {      1,      1,       0,        1,          1,     1},
  [KIND_WEAKREF]  = {      1,      0,       0,        1,          0,     0},
  [KIND_COUNT]    = {      0,      0,       0,        0,          0,     0},
};
/* clang-format on */

static void expect_kind(uint32_t kind, const struct properties *row)
{
  assert_int_equal(kind_is_tracked(kind), row->is_tracked);
  assert_int_equal(kind_is_mutable(kind), row->is_mutable);
  assert_int_equal(kind_is_backward(kind), row->is_backward);
  assert_int_equal(kind_is_clearable(kind), row->is_clearable);
  assert_int_equal(kind_is_finalizable(kind), row->is_finalizable);
  assert_int_equal(kind_is_nested(kind), row->is_nested);
}

static void every_row(void **state)
{
  (void)state;
  for (uint32_t kind = 0; kind < KIND_COUNT; kind++) expect_kind(kind, &table[kind]);
}

static void no_kind(void **state)
{
  (void)state;
  expect_kind(KIND_COUNT, &table[KIND_COUNT]);
  expect_kind(UINT32_MAX, &table[KIND_COUNT]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_row), cmocka_unit_test(no_kind)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
