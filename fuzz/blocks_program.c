/* Any bytes as a program for the byte allocator: see blocks_program.h.
 *
 * The first byte says which allocator: the size of pools, what becomes of the last arena, where arenas come from, the
 * debug hooks; the second a size that is asked for often, and how many such blocks there are at first.  Then each operation takes a few bytes, zeros once they run out. */
#include "blocks_program.h"
#include <stdlib.h>
#include <string.h>
#include "blocks_heap.h"
#include "blocks_oracle.h"
#include "os/bytes.h"
#include "os/domains.h"
#include "os/system.h"

enum { HEAD = 16, TAIL = 8, LONGEST = 600, SELDOM = 16 };

static const uint8_t *rest;
static size_t whole, left;
static int hooks;
static FILE *listing;
static uint64_t requests_before, operations;
static uint32_t reports, misaligned_turn, first_blocks;
static size_t favourite;
static enum bytes_problem_kind last_kind;

static uint8_t next_byte(void)
{
  if (left == 0) return 0;
  left--;
  return *rest++;
}

/* An operand, behind its operation. */
static void list(size_t operand)
{
  if (listing != NULL) fprintf(listing, " %zu", operand);
}

static void note_problem(void *context, const struct bytes_problem *problem)
{
  (void)context;
  reports++;
  last_kind = problem->kind;
}

/* --- arenas that begin anywhere --- */

static void *map_late(void *context, size_t bytes)
{
  (void)context;
  void *address;
  size_t late = 4096 * (++misaligned_turn % 5);
  if (misaligned_turn % 2 == 0)
    late = bytes - 4096 - late; /* so that it reaches far into the next granule of the map */
  if (posix_memalign(&address, bytes, 2 * bytes) != 0) return NULL;
  *(void **)((char *)address + late + bytes) = address; /* behind the arena: where to find it again */
  return (char *)address + late;
}

static void unmap_late(void *context, void *address, size_t bytes)
{
  (void)context;
  free(*(void **)((char *)address + bytes));
}

static const struct system_arenas late_arenas = {NULL, map_late, unmap_late};

static const char *configure(uint8_t choice)
{
  static const struct system_arenas *const sources[] = {NULL, NULL, &system_unaligned, &late_arenas};
  hooks = choice >> 4 & 1;
  uint8_t often = next_byte();
  first_blocks = often / 32;
  favourite = 16 * (size_t)(1 + often % 32) - (hooks ? HEAD + TAIL : 0);
  if (favourite > 512) favourite = 48;
  misaligned_turn = choice >> 5;
  bytes_set_reporter(note_problem, NULL);
  bytes_reset();
  blocks_heap_begin();
  system_set_arenas(sources[choice >> 2 & 3]);
  if (!bytes_configure(choice & 1 ? 4096 : 16384, choice >> 1 & 1)) return "the empty allocator cannot be configured";
  if (!domains_debug(hooks)) return "the debug hooks cannot be set on the empty allocator";
  intervals_begin(hooks, choice >> 1 & 1, MOST_BLOCKS);
  return NULL;
}

/* --- operations; null or what is wrong --- */

static size_t size_of_request(void)
{
  uint8_t kind = next_byte();
  switch (kind % 8) {
  case 0: return next_byte() % 17;
  case 1: return (size_t)(next_byte() % 34) * 16 + kind / 8 % 3 - 1; /* around the ends of the classes */
  case 2: return 505 + next_byte() % 20;
  case 3:
  case 4:
  case 5: return favourite; /* fills pools */
  case 6: return kind < 16 ? (size_t)PTRDIFF_MAX + 1 + next_byte() : 512;
  default: return (next_byte() | next_byte() << 8) % LONGEST;
  }
}

static size_t next_size(void)
{
  size_t size = size_of_request();
  list(size);
  return size;
}

static enum domain domain_of(uint32_t slot)
{
  return slot % 5 == 4 ? DOMAIN_RAW : slot % 2 == 0 ? DOMAIN_OBJ : DOMAIN_MEM;
}

/* Whether a request for so much may have no result: it is too large, or something failed since `failures`. */
static const char *accept_none(size_t size, uint64_t failures)
{
  if (size > (size_t)PTRDIFF_MAX || system_failures() != failures) return NULL;
  return "a request was refused without a reason";
}

static const char *accept_block(struct interval *interval, unsigned char *block, size_t size, uint8_t pattern)
{
  if (size > (size_t)PTRDIFF_MAX) return "more than PTRDIFF_MAX bytes were given";
  const char *wrong = interval_fits(block, size, interval);
  if (wrong != NULL) return wrong;
  interval->block = block;
  interval->size = size;
  interval_fill(interval, pattern);
  return NULL;
}

static const char *do_free(uint32_t slot)
{
  struct interval *interval = interval_at(slot);
  if (interval->block == NULL) return NULL;
  const char *wrong = interval_whole(interval, interval->size);
  if (wrong != NULL) return wrong;
  domain_free(domain_of(slot), interval->block);
  interval->block = NULL;
  return reports == 0 ? NULL : "a block in use was called none";
}

static const char *take(uint32_t slot, size_t size, size_t count, int zeroed, uint8_t pattern)
{
  uint64_t failures = system_failures();
  const char *wrong = do_free(slot);
  if (wrong != NULL) return wrong;
  int too_large = size > (size_t)PTRDIFF_MAX / count;
  unsigned char *block = zeroed ? domain_calloc(domain_of(slot), count, size) : domain_malloc(domain_of(slot), size);
  if (block == NULL) return too_large ? NULL : accept_none(size * count, failures);
  if (too_large) return "a product that is too large was given";
  wrong = block_placed(block);
  if (wrong != NULL) return wrong;
  for (size_t i = 0; zeroed && i < size * count; i++)
    if (block[i] != 0) return "calloc gave bytes that are not zero";
  return accept_block(interval_at(slot), block, size * count, pattern);
}

static const char *do_take(uint32_t slot, int zeroed)
{
  size_t size = next_size(), count = zeroed ? 1 + next_byte() % 3 : 1;
  if (zeroed) list(count);
  return take(slot, size, count, zeroed, next_byte());
}

static const char *do_resize(uint32_t slot)
{
  struct interval *interval = interval_at(slot);
  size_t size = next_size();
  uint64_t failures = system_failures();
  if (interval->block == NULL) return NULL;
  unsigned char *block = domain_realloc(domain_of(slot), interval->block, size);
  if (block == NULL) return accept_none(size, failures);
  struct interval moved = {block, size, interval->pattern};
  const char *wrong = interval_whole(&moved, size < interval->size ? size : interval->size);
  return wrong != NULL ? wrong : accept_block(interval, block, size, next_byte());
}

/* A pointer that is no block in use: reported, and nothing changes. */
static const char *do_misuse(uint32_t slot)
{
  static char foreign[64];
  const struct interval *interval = interval_at(slot);
  size_t inside = 1 + next_byte() % 64;
  list(inside);
  unsigned char *pointer = (unsigned char *)foreign + inside % 48;
  if (interval->block != NULL && inside < interval->size) pointer = interval->block + inside;
  if (bytes_state(pointer - (hooks ? HEAD : 0)) == BYTES_IN_USE) return NULL;
  domain_free(domain_of(slot), pointer);
  if (reports != 1) return "a pointer that is no block was freed without a report";
  if (domain_realloc(domain_of(slot), pointer, 24) != NULL || reports != 2)
    return "a pointer that is no block was resized without a report";
  reports = 0;
  return NULL;
}

/* The same block twice. */
static const char *do_double_free(uint32_t slot)
{
  struct interval *interval = interval_at(slot);
  unsigned char *block = interval->block;
  if (block == NULL) return NULL;
  const char *wrong = do_free(slot);
  if (wrong != NULL) return wrong;
  domain_free(domain_of(slot), block);
  if (reports != 1 || last_kind != BYTES_NOT_IN_USE) return "a double free was not reported";
  reports = 0;
  return NULL;
}

/* A byte beside a block changes: found by looking, and by freeing, which then does nothing. */
static const char *do_damage(uint32_t slot)
{
  const struct interval *interval = interval_at(slot);
  size_t at = next_byte() % (HEAD + TAIL),
         beside = at < HEAD ? at : at + (interval->block != NULL ? interval->size : 0);
  uint8_t change = (uint8_t)(1 + next_byte() % 255);
  list(at);
  if (!hooks || interval->block == NULL) return NULL;
  unsigned char *byte = interval->block - HEAD + beside;
  if (at < 8 && interval->size > 0) return NULL; /* another size may go unnoticed when the contents look like an end */
  *byte ^= change;
  if (domain_check(domain_of(slot), interval->block) || domains_check_all() || reports != 2)
    return "damage beside a block was not found";
  domain_free(domain_of(slot), interval->block);
  *byte ^= change;
  if (reports != 3) return "a damaged block was freed";
  reports = 0;
  return domain_check(domain_of(slot), interval->block) ? NULL : "a block that is whole was called damaged";
}

/* The next slot with a block, or this one when there is none. */
static uint32_t slot_in_use(uint32_t slot)
{
  for (uint32_t step = 0; step < MOST_BLOCKS; step++)
    if (interval_at(slot + step)->block != NULL) return (slot + step) % MOST_BLOCKS;
  return slot;
}

static const char *perform(uint32_t kind, uint32_t slot)
{
  switch (kind) {
  case 0:
  case 1:
  case 2: return do_take(slot, 0);
  case 3: return do_take(slot, 1);
  case 4:
  case 5: return do_resize(slot);
  case 9: return do_misuse(slot);
  case 10: return do_double_free(slot);
  case 11: return do_damage(slot);
  default: return do_free(slot);
  }
}

/* Listed as the byte at which it begins (0: the header), its name, the slot, and its operands. */
static void list_operation(size_t at, const char *name, uint32_t slot)
{
  if (listing != NULL) fprintf(listing, "%zu: %s", at, name);
  list(slot);
  reports = 0;
  operations++;
}

static void end_of_operation(void)
{
  if (listing != NULL) fputc('\n', listing);
}

static const char *one_operation(void)
{
  static const char *const names[] = {"malloc", "malloc", "malloc", "calloc", "realloc", "realloc",
                                      "free",   "free",   "free",   "misuse", "twice",   "damage"};
  size_t at = whole - left;
  uint32_t kind = next_byte() % 12u, slot = next_byte() % (uint32_t)MOST_BLOCKS;
  if (kind > 3) slot = slot_in_use(slot);
  list_operation(at, names[kind], slot);
  const char *wrong = perform(kind, slot);
  end_of_operation();
  return wrong;
}

uint64_t blocks_requests(void)
{
  return system_requests() - requests_before;
}

uint64_t blocks_operations(void)
{
  return operations;
}

static const char *everything_agrees(void)
{
  const char *wrong = intervals_agree();
  return wrong != NULL || domains_check_all() ? wrong : "a block that is whole was called damaged";
}

/* Blocks of the favourite size, none of them raw. */
static const char *take_first_blocks(void)
{
  const char *wrong = NULL;
  for (uint32_t n = 0; wrong == NULL && n < first_blocks; n++) {
    uint32_t slot = 5 + n + n / 4;
    list_operation(0, "malloc", slot);
    list(favourite);
    wrong = take(slot, favourite, 1, 0, (uint8_t)n);
    end_of_operation();
  }
  return wrong != NULL ? wrong : everything_agrees();
}

/* With a failure, all is compared after the operation that it hits, and else after every SELDOM only. */
const char *blocks_run(const uint8_t *data, size_t size, uint64_t failing, FILE *trace)
{
  rest = data;
  whole = left = size;
  listing = trace;
  operations = 0;
  system_fail_any(0);
  const char *wrong = configure(next_byte());
  requests_before = system_requests();
  system_fail_any(failing);
  if (wrong == NULL) wrong = take_first_blocks();
  while (wrong == NULL && left > 0) {
    uint64_t failures = system_failures();
    wrong = one_operation();
    if (wrong == NULL && reports != 0) wrong = "something was reported that is no mistake";
    int often = failing == 0 || system_failures() != failures || operations % SELDOM == 0;
    if (wrong == NULL && often) wrong = everything_agrees();
  }
  for (uint32_t slot = 0; wrong == NULL && slot < MOST_BLOCKS; slot++) wrong = do_free(slot);
  return wrong != NULL ? wrong : intervals_agree();
}
