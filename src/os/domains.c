/* CPython's domains and debug hooks: see domains.h. */
#include "domains.h"
#include <stdint.h>
#include <string.h>
#include "bytes.h"

enum { HEAD = 16, TAIL = 8, AROUND = HEAD + TAIL, LETTER = 8 };
enum { CLEAN = 0xCD, DEAD = 0xDD, FORBIDDEN = 0xFD };
static const char letters[] = "rmo";
static int hooks;

int domains_debug(int on)
{
  struct bytes_cursor cursor = {0, 0};
  if (bytes_next(&cursor) != NULL) return 0;
  hooks = on != 0;
  return 1;
}

static void *plain_malloc(enum domain domain, size_t size)
{
  return domain == DOMAIN_RAW ? bytes_raw_malloc(size) : bytes_malloc(size);
}

/* --- the layout of a guarded block; `whole` is its first byte, `block` what the user has --- */

static void put_size(unsigned char *whole, size_t size)
{
  for (int i = 7; i >= 0; i--, size >>= 8) whole[i] = (unsigned char)(size & 0xFF);
}

static size_t size_in(const unsigned char *whole)
{
  size_t size = 0;
  for (int i = 0; i < 8; i++) size = size << 8 | whole[i];
  return size;
}

static void *guard(unsigned char *whole, enum domain domain, size_t size)
{
  put_size(whole, size);
  whole[LETTER] = (unsigned char)letters[domain];
  memset(whole + LETTER + 1, FORBIDDEN, HEAD - LETTER - 1);
  memset(whole + HEAD + size, FORBIDDEN, TAIL);
  return whole + HEAD;
}

/* The first byte of [from, to) that is not forbidden, or `to`. */
static size_t first_written(const unsigned char *whole, size_t from, size_t to)
{
  while (from < to && whole[from] == FORBIDDEN) from++;
  return from;
}

static int report(struct bytes_problem *problem, enum bytes_problem_kind kind, ptrdiff_t offset)
{
  problem->kind = kind;
  problem->offset = offset;
  bytes_report(problem);
  return 0;
}

/* Reads nothing outside of the block in use, whatever its head says. */
static int is_whole(const void *block, char used)
{
  const unsigned char *whole = (const unsigned char *)block - HEAD;
  struct bytes_problem problem = {.block = block, .used = used, .state = bytes_state(whole)};
  if (problem.state != BYTES_IN_USE) return report(&problem, BYTES_NOT_IN_USE, 0);
  size_t room = bytes_size(whole), size = size_in(whole);
  size_t written = first_written(whole, LETTER + 1, HEAD);
  int known = whole[LETTER] != 0 && strchr(letters, whole[LETTER]) != NULL;
  problem.size = size;
  problem.api = known ? (char)whole[LETTER] : 0;
  if (written < HEAD) return report(&problem, BYTES_UNDERFLOW, (ptrdiff_t)written - HEAD);
  if (!known) return report(&problem, BYTES_UNDERFLOW, LETTER - HEAD);
  if (room < AROUND || size > room - AROUND) return report(&problem, BYTES_UNDERFLOW, -HEAD);
  if (used != 0 && used != problem.api) return report(&problem, BYTES_OTHER_API, 0);
  written = first_written(whole, HEAD + size, HEAD + size + TAIL);
  if (written < HEAD + size + TAIL) return report(&problem, BYTES_OVERFLOW, (ptrdiff_t)written - HEAD);
  return 1;
}

int domain_check(enum domain domain, const void *block)
{
  return !hooks || is_whole(block, letters[domain]);
}

int domains_check_all(void)
{
  struct bytes_cursor cursor = {0, 0};
  int good = 1;
  for (char *whole; hooks && (whole = bytes_next(&cursor)) != NULL;)
    if (!is_whole(whole + HEAD, 0)) good = 0;
  return good;
}

/* --- the four operations --- */

static void *guarded(enum domain domain, size_t size, int byte)
{
  if (size > PTRDIFF_MAX - AROUND) return NULL;
  unsigned char *whole = plain_malloc(domain, size + AROUND);
  if (whole == NULL) return NULL;
  memset(whole + HEAD, byte, size);
  return guard(whole, domain, size);
}

void *domain_malloc(enum domain domain, size_t size)
{
  return hooks ? guarded(domain, size, CLEAN) : plain_malloc(domain, size);
}

void *domain_calloc(enum domain domain, size_t count, size_t size)
{
  if (!hooks) return domain == DOMAIN_RAW ? bytes_raw_calloc(count, size) : bytes_calloc(count, size);
  if (size != 0 && count > PTRDIFF_MAX / size) return NULL;
  return guarded(domain, count * size, 0);
}

static void discard(void *block)
{
  unsigned char *whole = (unsigned char *)block - HEAD;
  memset(whole, DEAD, size_in(whole) + AROUND);
  bytes_free(whole);
}

/* In its place, or in a new block before the old one is freed: where bytes_realloc would put it. */
static void *regrown(enum domain domain, unsigned char *block, size_t size)
{
  size_t old_size = size_in(block - HEAD), kept = old_size < size ? old_size : size;
  if (size > PTRDIFF_MAX - AROUND) return NULL;
  if (!bytes_stays(block - HEAD, size + AROUND)) {
    unsigned char *fresh = guarded(domain, size, CLEAN);
    if (fresh == NULL) return NULL;
    memcpy(fresh, block, kept);
    discard(block);
    return fresh;
  }
  if (size > old_size) memset(block + old_size, CLEAN, size - old_size);
  if (size < old_size) memset(block + size, DEAD, old_size + TAIL - size);
  return guard(block - HEAD, domain, size);
}

void *domain_realloc(enum domain domain, void *block, size_t size)
{
  if (block == NULL) return domain_malloc(domain, size);
  if (!hooks) return bytes_realloc(block, size);
  return is_whole(block, letters[domain]) ? regrown(domain, block, size) : NULL;
}

void domain_free(enum domain domain, void *block)
{
  if (block == NULL) return;
  if (!hooks) bytes_free(block);
  else if (is_whole(block, letters[domain])) discard(block);
}
