/* The allocator: which block serves a request, what becomes of pools and arenas, and what is refused. */
#include "recorder.h"

enum { LARGE = MAX_BLOCK_BYTES, SMALL = 16 };
#define POOL_BLOCKS(bytes) ((POOL_WORDS - HEADER_WORDS) * WORD_BYTES / (bytes))
#define FIRST_BLOCK (FIRST_BLOCK_CELL + HEADER_WORDS)

static uint32_t taken[MAX_ARENAS * ARENA_POOLS * POOL_BLOCKS(LARGE) + 1];

static int empty(void **state)
{
  (void)state;
  block_reset();
  block_profile(0, 0);
  arena_refused = 0;
  arena_misaligned = 0;
  return 0;
}

static uint32_t pool_of_block(uint32_t first)
{
  return POOL_OF(first / GRANULE_WORDS);
}

/* Takes blocks of a size until `count` pools are full. */
static uint32_t fill_pools(uint32_t count, uint32_t bytes)
{
  uint32_t blocks = count * POOL_BLOCKS(bytes);
  for (uint32_t i = 0; i < blocks; i++) {
    taken[i] = block_take(bytes);
    assert_int_not_equal(taken[i], 0);
  }
  return blocks;
}

static void give_range(uint32_t from, uint32_t end)
{
  for (uint32_t i = from; i < end; i++) block_give(taken[i]);
}

static void blocks_are_carved_behind_the_header(void **state)
{
  (void)state;
  assert_int_equal(block_take(1), FIRST_BLOCK);
  assert_int_equal(block_take(16), FIRST_BLOCK + 2);
  assert_int_equal(block_take(17), FIRST_BLOCK + POOL_WORDS);
  assert_int_equal(block_bytes(FIRST_BLOCK), 16);
  assert_int_equal(block_bytes(FIRST_BLOCK + POOL_WORDS), 32);
}

static void the_block_given_back_last_comes_first(void **state)
{
  (void)state;
  uint32_t a = block_take(SMALL), b = block_take(SMALL), c = block_take(SMALL), d = block_take(SMALL);
  block_give(b);
  block_give(c);
  block_give(a);
  assert_int_equal(block_take(SMALL), a);
  assert_int_equal(block_take(SMALL), c);
  assert_int_equal(block_take(SMALL), b);
  assert_int_equal(block_take(SMALL), d + 2);
}

static void the_pool_linked_last_serves(void **state)
{
  (void)state;
  const uint32_t full = POOL_BLOCKS(LARGE);
  fill_pools(3, LARGE);
  block_give(taken[2 * full]);
  block_give(taken[0]);
  block_give(taken[full]);
  assert_int_equal(block_take(LARGE), taken[full]);
  assert_int_equal(block_take(LARGE), taken[0]);
  assert_int_equal(block_take(LARGE), taken[2 * full]);
}

static void an_emptied_pool_goes_on_or_begins_anew(void **state)
{
  (void)state;
  uint32_t a = block_take(SMALL), b = block_take(SMALL), other = block_take(LARGE);
  block_give(b);
  block_give(a);
  assert_int_equal(block_take(SMALL), a);
  assert_int_equal(block_take(SMALL), b);
  block_give(a);
  block_give(b);
  block_give(other);
  assert_int_equal(block_take(48), FIRST_BLOCK + POOL_WORDS); /* the pool that came back last */
  assert_int_equal(block_take(32), FIRST_BLOCK);
  assert_int_equal(block_take(32), FIRST_BLOCK + 4);
}

static void the_fullest_arena_serves(void **state)
{
  (void)state;
  const uint32_t full = POOL_BLOCKS(LARGE), arena = ARENA_POOLS * full;
  fill_pools(ARENA_POOLS + 1, LARGE); /* the second arena has one pool in use */
  give_range(0, 2 * full);            /* two pools of the first are free */
  assert_int_equal(free_pools[1], 2);
  assert_int_equal(free_pools[2], ARENA_POOLS - 1);
  assert_int_equal(pool_of_block(block_take(SMALL)) / ARENA_POOLS, 1);
  block_give(taken[arena]);
}

static void the_last_usable_arena_is_kept(void **state)
{
  (void)state;
  uint32_t a = block_take(SMALL);
  assert_int_equal(arena_opened, 1);
  block_give(a);
  assert_int_equal(arena_closed, 0);
  assert_int_equal(arenas_open(), 1);
  assert_int_equal(block_state(a), BLOCK_FREE);
  assert_int_equal(block_needs_arena(SMALL), 0);
  assert_int_equal(block_needs_arena(LARGE + 1), 0); /* an extent */
}

static void up_to_3_8_it_is_returned(void **state)
{
  (void)state;
  block_profile(0, 1);
  uint32_t a = block_take(SMALL);
  block_give(a);
  assert_int_equal(arena_closed, 1);
  assert_int_equal(arenas_open(), 0);
  assert_int_equal(block_state(a), BLOCK_FOREIGN);
  assert_int_equal(block_take(32), FIRST_BLOCK); /* what the pool had is forgotten */
  assert_int_equal(arenas_opened, 2);
  assert_int_equal(arenas_reclaimed, 1);
  assert_int_equal(arenas_most, 1);
}

static void an_arena_leaves_wholly_free_only(void **state)
{
  (void)state;
  const uint32_t full = POOL_BLOCKS(LARGE), all = fill_pools(ARENA_POOLS + 1, LARGE);
  block_give(taken[all - 1]); /* the second arena is usable, and the last that is */
  give_range(0, full);
  for (uint32_t i = full; i + 1 < ARENA_POOLS * full; i++) {
    block_give(taken[i]);
    assert_int_equal(arena_closed, 0);
  }
  block_give(taken[ARENA_POOLS * full - 1]);
  assert_int_equal(arena_closed, 1);
  assert_int_equal(arenas_open(), 1);
}

static void small_pools_hold_fewer_blocks(void **state)
{
  (void)state;
  block_profile(1, 0);
  const uint32_t blocks = (SMALL_POOL_WORDS - HEADER_WORDS) * WORD_BYTES / 32;
  uint32_t last = 0;
  for (uint32_t i = 0; i < blocks; i++) last = block_take(32);
  assert_int_equal(last, FIRST_BLOCK + 4 * (blocks - 1));
  assert_int_equal(block_take(32), FIRST_BLOCK + POOL_WORDS);
}

static void a_misaligned_arena_has_a_pool_less(void **state)
{
  (void)state;
  arena_misaligned = 1;
  fill_pools(ARENA_POOLS - 1, LARGE);
  assert_int_equal(block_needs_arena(LARGE), 1);
  assert_int_equal(block_needs_arena(SMALL), 1);
  uint32_t next = block_take(LARGE);
  assert_int_equal(arena_opened, 2);
  assert_int_equal(pool_of_block(next), 2 * ARENA_POOLS);
}

static void a_refused_arena_changes_nothing(void **state)
{
  (void)state;
  fill_pools(ARENA_POOLS, LARGE);
  arena_refused = 1;
  assert_int_equal(block_needs_arena(LARGE), 1);
  assert_int_equal(block_take(LARGE), 0);
  assert_int_equal(arena_opened, 0);
  assert_int_equal(arenas_open(), 1);
  block_give(taken[1]);
  assert_int_equal(block_needs_arena(LARGE), 0);
  assert_int_equal(block_needs_arena(SMALL), 1);
  assert_int_equal(block_take(LARGE), taken[1]);
  arena_refused = 0;
  assert_int_not_equal(block_take(LARGE), 0);
  assert_int_equal(arena_opened, 2);
}

static void all_arenas_fill_and_empty(void **state)
{
  (void)state;
  for (int turn = 0; turn < 2; turn++) {
    uint32_t all = fill_pools(MAX_ARENAS * ARENA_POOLS, LARGE);
    assert_int_equal(block_take(LARGE), 0);
    assert_int_equal(arenas_most, MAX_ARENAS);
    give_range(0, all);
    assert_int_equal(arenas_open(), 1);
  }
}

static void what_is_no_block_is_known(void **state)
{
  (void)state;
  uint32_t a = block_take(64), b = block_take(64);
  assert_int_equal(block_state(a), BLOCK_IN_USE);
  block_give(a);
  assert_int_equal(block_state(a), BLOCK_FREE);
  assert_int_equal(block_state(b), BLOCK_IN_USE);
  assert_int_equal(block_state(b + 1), BLOCK_INSIDE);
  assert_int_equal(block_state(b + 2), BLOCK_INSIDE);
  assert_int_equal(block_state(b + 8), BLOCK_INSIDE); /* not carved yet */
  assert_int_equal(block_state(a - 1), BLOCK_INSIDE); /* the header */
  assert_int_equal(block_state(FIRST_BLOCK + POOL_WORDS), BLOCK_FOREIGN);
  assert_int_equal(block_state(0), BLOCK_FOREIGN);
  assert_int_equal(block_state(CELLS), BLOCK_FOREIGN);
  assert_int_equal(block_state(UINT32_MAX), BLOCK_FOREIGN);
  assert_int_equal(block_is_taken(0), 0);
  assert_int_equal(block_is_taken(CELLS), 0);
  assert_int_equal(block_is_taken(a), 0);
  assert_int_equal(block_is_taken(b), 1);
  assert_int_equal(block_is_taken(b + 1), 0);
  uint32_t extent = block_take(LARGE + 1);
  assert_int_equal(block_is_taken(extent), 1);
  assert_int_equal(block_is_taken(extent + 1), 0);
  assert_int_equal(block_state(extent), BLOCK_IN_USE);
  assert_int_equal(block_state(extent + 1), BLOCK_FOREIGN);
  block_give(extent);
  assert_int_equal(block_state(extent), BLOCK_FOREIGN);
}

static void a_quarter_may_be_lost_by_staying(void **state)
{
  (void)state;
  assert_int_equal(block_stays(64, 65), 0);
  assert_int_equal(block_stays(64, 64), 1);
  assert_int_equal(block_stays(64, 49), 1);
  assert_int_equal(block_stays(64, 48), 0);
  assert_int_equal(block_stays(64, UINT32_MAX), 0);
  assert_int_equal(moved_bytes(64, 48), 48);
  assert_int_equal(moved_bytes(64, 65), 64);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(blocks_are_carved_behind_the_header, empty),
      cmocka_unit_test_setup(the_block_given_back_last_comes_first, empty),
      cmocka_unit_test_setup(the_pool_linked_last_serves, empty),
      cmocka_unit_test_setup(an_emptied_pool_goes_on_or_begins_anew, empty),
      cmocka_unit_test_setup(the_fullest_arena_serves, empty),
      cmocka_unit_test_setup(the_last_usable_arena_is_kept, empty),
      cmocka_unit_test_setup(up_to_3_8_it_is_returned, empty),
      cmocka_unit_test_setup(an_arena_leaves_wholly_free_only, empty),
      cmocka_unit_test_setup(small_pools_hold_fewer_blocks, empty),
      cmocka_unit_test_setup(a_misaligned_arena_has_a_pool_less, empty),
      cmocka_unit_test_setup(a_refused_arena_changes_nothing, empty),
      cmocka_unit_test_setup(all_arenas_fill_and_empty, empty),
      cmocka_unit_test_setup(what_is_no_block_is_known, empty),
      cmocka_unit_test_setup(a_quarter_may_be_lost_by_staying, empty),
  };
  return cmocka_run_group_tests(tests, NULL, empty);
}
