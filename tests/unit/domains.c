/* The domains and the debug hooks: the layout is CPython's, and damage is found and named. */
#define _POSIX_C_SOURCE 200809L
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "os/bytes.h"
#include "os/domains.h"
#include "os/system.h"
#include "problems.h"

static int set_up(void **state)
{
  (void)state;
  problems = 0;
  bytes_set_reporter(remember, NULL);
  return domains_debug(1) ? 0 : -1;
}

static int tear_down(void **state)
{
  (void)state;
  bytes_reset();
  bytes_set_reporter(NULL, NULL);
  return domains_debug(0) ? 0 : -1;
}

static void test_layout(void **state)
{
  static const unsigned char head[] = {0, 0, 0, 0, 0, 0, 0, 20, 'o', 0xFD, 0xFD, 0xFD, 0xFD, 0xFD, 0xFD, 0xFD};
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_OBJ, 20);
  assert_memory_equal(block - 16, head, 16);
  for (int i = 0; i < 20; i++) assert_int_equal(block[i], 0xCD);
  for (int i = 20; i < 28; i++) assert_int_equal(block[i], 0xFD);
  assert_int_equal(bytes_size(block - 16), 48); /* 20 + 24 bytes are in class 48 */
  domain_free(DOMAIN_OBJ, block);
  for (int i = 0; i < 28; i++) assert_int_equal(block[i], 0xDD);
  unsigned char *zero = domain_calloc(DOMAIN_MEM, 4, 5);
  assert_int_equal(zero[-8], 'm');
  for (int i = 0; i < 20; i++) assert_int_equal(zero[i], 0);
  struct bytes_place place;
  unsigned char *raw = domain_malloc(DOMAIN_RAW, 20);
  assert_int_equal(raw[-8], 'r');
  assert_false(bytes_place(raw - 16, &place));
  assert_int_equal(problems, 0);
}

static void test_sizes(void **state)
{
  (void)state;
  assert_null(domain_malloc(DOMAIN_OBJ, PTRDIFF_MAX - 23));
  assert_null(domain_malloc(DOMAIN_OBJ, SIZE_MAX));
  assert_null(domain_calloc(DOMAIN_OBJ, SIZE_MAX / 4, 8));
  unsigned char *none = domain_malloc(DOMAIN_OBJ, 0);
  assert_non_null(none);
  assert_null(domain_realloc(DOMAIN_OBJ, none, SIZE_MAX - 3));
  domain_free(DOMAIN_OBJ, none);
  domain_free(DOMAIN_OBJ, NULL);
  assert_int_equal(problems, 0);
}

static void test_resized(void **state)
{
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_MEM, 40);
  for (unsigned char i = 0; i < 40; i++) block[i] = i;
  unsigned char *same = domain_realloc(DOMAIN_MEM, block, 38);
  assert_ptr_equal(same, block);
  assert_true(domain_check(DOMAIN_MEM, same));
  unsigned char *moved = domain_realloc(DOMAIN_MEM, same, 200);
  assert_ptr_not_equal(moved, block);
  for (unsigned char i = 0; i < 38; i++) assert_int_equal(moved[i], i);
  for (int i = 38; i < 200; i++) assert_int_equal(moved[i], 0xCD);
  assert_int_equal(block[0], 0xDD);
  unsigned char *large = domain_realloc(DOMAIN_MEM, moved, 2000);
  unsigned char *small = domain_realloc(DOMAIN_MEM, large, 3);
  for (unsigned char i = 0; i < 3; i++) assert_int_equal(small[i], i);
  domain_free(DOMAIN_MEM, small);
  assert_int_equal(problems, 0);
}

/* Found by free, realloc, check and check of all; nothing changes. */
static void assert_found(unsigned char *block, enum bytes_problem_kind kind, ptrdiff_t offset)
{
  uint32_t before = problems;
  domain_free(DOMAIN_OBJ, block);
  assert_null(domain_realloc(DOMAIN_OBJ, block, 30));
  assert_false(domain_check(DOMAIN_OBJ, block));
  assert_int_equal(problems, before + 3);
  assert_int_equal(last.kind, kind);
  assert_int_equal(last.offset, offset);
  assert_ptr_equal(last.block, block);
  assert_int_equal(last.used, 'o');
  if (offset != -8) assert_int_equal(last.api, 'o'); /* there stands the letter itself */
  assert_int_equal(bytes_state(block - 16), BYTES_IN_USE);
}

static void test_every_byte_around(void **state)
{
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_OBJ, 20);
  for (int i = -16; i < 28; i++) {
    if (i >= 0 && i < 20) continue;
    unsigned char kept = block[i];
    block[i] ^= 0x80;
    if (i < -8) assert_found(block, BYTES_UNDERFLOW, -16); /* the size is wrong, so it says nothing */
    else assert_found(block, i < 0 ? BYTES_UNDERFLOW : BYTES_OVERFLOW, i);
    if (i >= -8) assert_int_equal(last.size, 20);
    assert_false(domains_check_all());
    block[i] = kept;
    assert_true(domains_check_all());
  }
  uint32_t before = problems;
  domain_free(DOMAIN_OBJ, block);
  assert_int_equal(problems, before);
}

/* A size that is smaller, or larger but within the block, moves the end: found as bytes that are not forbidden ones. */
static void test_small_damage_of_the_size(void **state)
{
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_OBJ, 20);
  block[-9] = 19;
  assert_found(block, BYTES_OVERFLOW, 19);
  block[-9] = 20;
}

static void test_other_api(void **state)
{
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_MEM, 20);
  domain_free(DOMAIN_OBJ, block);
  assert_int_equal(problems, 1);
  assert_int_equal(last.kind, BYTES_OTHER_API);
  assert_int_equal(last.api, 'm');
  assert_int_equal(last.used, 'o');
  domain_free(DOMAIN_MEM, block);
  assert_int_equal(problems, 1);
  domain_free(DOMAIN_MEM, block);
  assert_int_equal(problems, 2);
  assert_int_equal(last.kind, BYTES_NOT_IN_USE);
  assert_int_equal(last.state, BYTES_FREED);
}

/* What the default reporter writes to standard error while `act` runs. */
static void said(void (*act)(unsigned char *block), unsigned char *block, char *text, size_t room)
{
  FILE *file = tmpfile();
  assert_non_null(file);
  int kept = dup(STDERR_FILENO);
  fflush(stderr);
  dup2(fileno(file), STDERR_FILENO);
  bytes_set_reporter(NULL, NULL);
  act(block);
  fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  rewind(file);
  text[fread(text, 1, room - 1, file)] = '\0';
  fclose(file);
}

static void misuse(unsigned char *block)
{
  block[20] = 0;
  domain_free(DOMAIN_OBJ, block); /* overflow, at free */
  block[20] = 0xFD;
  block[-1] = 0;
  assert_null(domain_realloc(DOMAIN_OBJ, block, 40)); /* underflow, at realloc */
  assert_false(domains_check_all());                  /* and on demand */
  block[-1] = 0xFD;
  domain_free(DOMAIN_MEM, block);
  domain_free(DOMAIN_OBJ, block);
  domain_free(DOMAIN_OBJ, block);
}

static void test_what_is_said(void **state)
{
  char text[1024], wanted[1024];
  (void)state;
  unsigned char *block = domain_malloc(DOMAIN_OBJ, 20);
  said(misuse, block, text, sizeof text);
  void *at = block;
  snprintf(wanted, sizeof wanted,
           "heapproof: %p of 20 bytes, API 'o': a byte after it was written, at offset 20\n"
           "heapproof: %p of 20 bytes, API 'o': a byte before it was written, at offset -1\n"
           "heapproof: %p of 20 bytes, API 'o': a byte before it was written, at offset -1\n"
           "heapproof: %p of 20 bytes was taken by API 'o' and is used by 'm'\n"
           "heapproof: %p is a block that is free\n",
           at, at, at, at, at);
  assert_string_equal(text, wanted);
}

static void test_many(void **state)
{
  static unsigned char *blocks[2000];
  (void)state;
  for (size_t i = 0; i < 2000; i++) blocks[i] = domain_malloc((enum domain)(i % 3), i);
  assert_true(domains_check_all());
  for (size_t i = 0; i < 2000; i++) memset(blocks[i], (int)i & 0xFF, i);
  assert_true(domains_check_all());
  for (size_t i = 0; i < 2000; i++) domain_free((enum domain)(i % 3), blocks[i]);
  struct bytes_cursor cursor = {0, 0};
  assert_null(bytes_next(&cursor));
  assert_int_equal(problems, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_layout, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_sizes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_resized, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_every_byte_around, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_small_damage_of_the_size, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_other_api, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_what_is_said, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
