/* The byte allocator: routing, sizes, resizing, frees of what is no block, failures of the system. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "core/small_blocks.h"
#include "os/bytes.h"
#include "os/raw_blocks.h"
#include "os/system.h"
#include "problems.h"

static int set_up(void **state)
{
  (void)state;
  problems = 0;
  bytes_set_reporter(remember, NULL);
  system_set_arenas(NULL);
  return bytes_configure(16384, 1) ? 0 : -1;
}

static int tear_down(void **state)
{
  (void)state;
  system_fail_arena(0);
  system_fail_block(0);
  bytes_reset();
  bytes_set_reporter(NULL, NULL);
  return 0;
}

static uint64_t mixed(uint64_t digest, const uint32_t *words, size_t count)
{
  for (size_t i = 0; i < count; i++) digest = (digest ^ words[i]) * UINT64_C(0x100000001B3);
  return digest;
}

/* Of what the allocator knows. */
static uint64_t whole_state(void)
{
  static const uint32_t *const of_pools[] = {pool_class,  pool_free_end, pool_block_end, pool_carve_at,
                                             next_linked, link_class,    pool_at,        pool_place};
  static const uint32_t *const of_arenas[] = {arena_limit, arena_pool_end, arena_free_end, usable_at, free_pools};
  uint64_t digest = mixed(raw_blocks_count(), first_linked, CLASSES_END);
  for (size_t i = 0; i < sizeof of_pools / sizeof of_pools[0]; i++)
    digest = mixed(digest, of_pools[i], FIRST_POOL + pools_begun);
  for (size_t i = 0; i < sizeof of_arenas / sizeof of_arenas[0]; i++) digest = mixed(digest, of_arenas[i], ARENAS_END);
  for (size_t i = 0; i < FIRST_GRANULE + pools_begun * POOL_GRANULES; i++)
    digest = (digest ^ block_at[i] ^ (uint64_t)block_held[i] << 32) * UINT64_C(0x100000001B3);
  return digest ^ arenas_opened ^ arenas_reclaimed << 32;
}

/* The pointer is no block in use: freeing it is reported, and changes nothing. */
static void assert_refused(void *pointer, enum bytes_state wanted)
{
  uint64_t before = problems, state = whole_state();
  assert_int_equal(bytes_state(pointer), wanted);
  bytes_free(pointer);
  assert_int_equal(problems, before + 1);
  assert_int_equal(last.kind, BYTES_NOT_IN_USE);
  assert_int_equal(last.state, wanted);
  assert_ptr_equal(last.block, pointer);
  assert_null(bytes_realloc(pointer, 40));
  assert_int_equal(problems, before + 2);
  assert_int_equal(whole_state(), state);
}

static void test_routing(void **state)
{
  struct bytes_place place;
  (void)state;
  void *small = bytes_malloc(512), *large = bytes_malloc(513), *none = bytes_malloc(0);
  assert_true(bytes_place(small, &place));
  assert_int_equal(place.offset, 48);
  assert_non_null(none);
  assert_false(bytes_place(large, &place));
  assert_false(bytes_place(none, &place));
  assert_int_equal(bytes_size(small), 512);
  assert_int_equal(bytes_size(large), 513);
  assert_null(bytes_malloc((size_t)PTRDIFF_MAX + 1));
  assert_null(bytes_malloc(SIZE_MAX));
  assert_null(bytes_realloc(small, (size_t)PTRDIFF_MAX + 1));
  assert_int_equal(bytes_state(small), BYTES_IN_USE);
  bytes_free(small);
  bytes_free(large);
  bytes_free(none);
  bytes_free(NULL);
  assert_int_equal(problems, 0);
}

static void test_zeroed(void **state)
{
  (void)state;
  unsigned char *dirty = bytes_malloc(48);
  memset(dirty, 0xFF, 48);
  bytes_free(dirty);
  unsigned char *clean = bytes_calloc(3, 16);
  assert_ptr_equal(clean, dirty);
  for (int i = 0; i < 48; i++) assert_int_equal(clean[i], 0);
  assert_null(bytes_calloc(SIZE_MAX / 2, 3));
  assert_null(bytes_calloc(PTRDIFF_MAX, 2));
  void *none = bytes_calloc(0, SIZE_MAX);
  assert_non_null(none);
  assert_int_equal(bytes_state(none), BYTES_IN_USE);
}

static void test_resized(void **state)
{
  (void)state;
  unsigned char *block = bytes_malloc(64);
  for (unsigned char i = 0; i < 64; i++) block[i] = i;
  assert_ptr_equal(bytes_realloc(block, 49), block);
  assert_true(bytes_stays(block, 49));
  assert_false(bytes_stays(block, 48));
  unsigned char *moved = bytes_realloc(block, 48);
  assert_ptr_not_equal(moved, block);
  unsigned char *larger = bytes_realloc(moved, 600);
  for (unsigned char i = 0; i < 48; i++) assert_int_equal(larger[i], i);
  unsigned char *raw = bytes_realloc(larger, 10); /* what is raw stays raw */
  struct bytes_place place;
  assert_false(bytes_place(raw, &place));
  for (unsigned char i = 0; i < 10; i++) assert_int_equal(raw[i], i);
  assert_non_null(bytes_realloc(NULL, 20));
  assert_int_equal(problems, 0);
}

static void test_what_is_no_block(void **state)
{
  char local;
  (void)state;
  char *block = bytes_malloc(48), *other = bytes_malloc(48), *raw = bytes_malloc(1000);
  uint64_t state_with = whole_state();
  bytes_free(block);
  assert_true(whole_state() != state_with);
  assert_refused(block, BYTES_FREED);
  for (int i = 1; i < 48; i++) assert_refused(other + i, BYTES_INTERIOR);
  assert_refused(other - 96, BYTES_INTERIOR);    /* the header's place */
  assert_refused(other + 4800, BYTES_INTERIOR);  /* not carved yet */
  assert_refused(other + 16384, BYTES_INTERIOR); /* a pool that was never used */
  assert_refused(raw + 16, BYTES_INTERIOR);
  assert_refused(&local, BYTES_FOREIGN);
  bytes_free(raw);
  assert_refused(raw, BYTES_FOREIGN);
  assert_int_equal(bytes_state(other), BYTES_IN_USE);
  assert_ptr_equal(bytes_malloc(48), block);
}

/* Two arenas, one of which goes back: its addresses are then known as such. */
static void returned_arena(void)
{
  enum { MOST = 4 * ARENA_POOLS * 31 };
  static void *blocks[MOST];
  struct bytes_place place = {0, 0, 0};
  uint32_t count = 0;
  while (place.arena != 2 && count < MOST) {
    blocks[count] = bytes_malloc(512);
    if (!bytes_place(blocks[count++], &place)) break;
  }
  assert_int_equal(place.arena, 2);
  bytes_free(blocks[count - 1]);
  for (uint32_t i = 0; i < count - 1; i++) bytes_free(blocks[i]);
  assert_int_equal(problems, 0);
  void *gone = bytes_state(blocks[0]) == BYTES_RETURNED ? blocks[0] : blocks[count - 1];
  assert_refused(gone, BYTES_RETURNED);
}

static void test_returned_arena(void **state)
{
  (void)state;
  returned_arena();
}

static void test_returned_arena_anywhere(void **state)
{
  (void)state;
  system_set_arenas(&system_unaligned);
  returned_arena();
}

/* --- heaps of many arenas; each block of 512 bytes has its number in all its words --- */

enum { MANY = 45 * ARENA_POOLS * 31 };
static uint32_t *numbered[MANY];
static uint32_t taken;

static void fill(uint32_t number)
{
  numbered[number] = bytes_malloc(512);
  for (int word = 0; word < 128; word++) numbered[number][word] = number;
}

static void take_until(uint32_t arena)
{
  struct bytes_place place = {0, 0, 0};
  while (place.arena != arena) {
    assert_true(taken < MANY);
    fill(taken);
    assert_true(bytes_place(numbered[taken++], &place));
  }
}

static int is_in(uint32_t number, uint32_t arena)
{
  struct bytes_place place;
  return bytes_place(numbered[number], &place) && place.arena == arena;
}

static void check_all_but(uint32_t arena)
{
  for (uint32_t i = 0; i < taken; i++) {
    if (is_in(i, arena)) continue;
    assert_int_equal(bytes_size(numbered[i]), 512);
    for (int word = 0; word < 128; word++) assert_int_equal(numbered[i][word], i);
  }
}

/* An arena that goes and comes again shares a large page with others, whose contents stay. */
static void many_arenas(uint32_t pool_bytes)
{
  uint32_t gone = 21, here = 0;
  if (MAX_ARENAS < 40) skip(); /* the small build */
  assert_true(bytes_configure(pool_bytes, 1));
  taken = 0;
  take_until(40);
  while (!is_in(here, gone)) here++;
  bytes_free(numbered[taken - 1]); /* so that arena 40 is usable, and `gone` is not the last that is */
  taken--;
  for (uint32_t i = 0; i < taken; i++)
    if (is_in(i, gone)) bytes_free(numbered[i]);
  assert_refused(numbered[here], BYTES_RETURNED);
  check_all_but(gone);
  for (uint32_t i = 0; i < taken; i++)
    if (is_in(i, gone)) fill(i);
  check_all_but(0);
  for (uint32_t i = 0; i < taken; i++) bytes_free(numbered[i]);
  assert_int_equal(problems, 2);
}

static void test_many_arenas(void **state)
{
  (void)state;
  many_arenas(16384);
}

static void test_many_small_arenas(void **state)
{
  (void)state;
  many_arenas(4096);
}

/* While an arena lies elsewhere, addresses in the region follow by another way, and then by the short one again. */
static void test_elsewhere_for_a_while(void **state)
{
  (void)state;
  if (MAX_ARENAS < 4) skip(); /* the small build */
  taken = 0;
  take_until(2);
  uint32_t early = taken;
  system_set_arenas(&system_unaligned);
  take_until(4);
  check_all_but(0);
  for (uint32_t i = 0; i < early; i++) assert_refused((char *)numbered[i] + 16, BYTES_INTERIOR);
  for (uint32_t i = early; i < taken; i++) bytes_free(numbered[i]);
  taken = early;
  check_all_but(0);
  problems = 0;
  for (uint32_t i = 0; i < early; i++) bytes_free(numbered[i]);
  assert_int_equal(problems, 0);
}

static void test_no_arena(void **state)
{
  struct bytes_place place;
  (void)state;
  system_fail_arena(1);
  void *raw = bytes_malloc(48), *block = bytes_malloc(48);
  assert_false(bytes_place(raw, &place));
  assert_true(bytes_place(block, &place));
  assert_int_equal(bytes_state(raw), BYTES_IN_USE);
  bytes_free(block);
  bytes_free(raw);
  assert_int_equal(problems, 0);
}

static void test_no_memory(void **state)
{
  (void)state;
  system_fail_block(1);
  assert_null(bytes_malloc(600));
  unsigned char *block = bytes_malloc(48);
  memset(block, 7, 48);
  system_fail_block(1);
  assert_null(bytes_realloc(block, 600));
  for (int i = 0; i < 48; i++) assert_int_equal(block[i], 7);
  void *raw = bytes_malloc(600);
  system_fail_block(1);
  assert_null(bytes_realloc(raw, 700));
  assert_int_equal(bytes_size(raw), 600);
  system_fail_block(1);
  assert_null(bytes_calloc(100, 100));
  assert_int_equal(problems, 0);
}

static void test_next(void **state)
{
  struct bytes_cursor cursor = {0, 0};
  uint32_t found = 0;
  (void)state;
  void *blocks[] = {bytes_malloc(1), bytes_malloc(100), bytes_malloc(512), bytes_malloc(0), bytes_malloc(5000)};
  for (void *block; (block = bytes_next(&cursor)) != NULL; found++) {
    int known = 0;
    for (int i = 0; i < 5; i++) known += block == blocks[i];
    assert_int_equal(known, 1);
  }
  assert_int_equal(found, 5);
  assert_false(bytes_configure(4096, 0));
  bytes_reset();
  assert_true(bytes_configure(4096, 0));
  assert_false(bytes_configure(8192, 0));
  cursor = (struct bytes_cursor){0, 0};
  assert_null(bytes_next(&cursor));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_routing, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_zeroed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_resized, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_what_is_no_block, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_returned_arena, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_returned_arena_anywhere, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_many_arenas, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_many_small_arenas, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_elsewhere_for_a_while, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_no_arena, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_no_memory, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_next, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
