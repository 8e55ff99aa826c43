/* Running programs: see runs.h.
 *
 * Where a block is, and what is reported, is compared after every statement.  That everything else agrees, and contents
 * are kept, is looked at after the last: after those before, it was when the program ended there. */
#include "runs.h"
#include <string.h>
#include "blocks_oracle.h"
#include "os/bytes.h"
#include "os/system.h"
#include "placement.h"
#include "program/malloc_stats.h"
#include "sources.h"

enum { SPOILT = 0xDD };

/* A name of the program. */
struct pointer {
  unsigned char *address;
  struct place place; /* where its block was when it got it */
  int is_lost;        /* its block was the C allocator's, which may give the address out again */
};

static struct pointer pointers[MOST_STATEMENTS];
static struct place places[MOST_STATEMENTS]; /* of the blocks in use, beside their intervals */
static uint8_t pattern;
static uint32_t reports;
static enum bytes_state reported_state;
static struct tiny_figures *counted; /* null: this statement is not the last */
static struct refusals refusals;
static enum request known_requests[MOST_REQUESTS]; /* of the run to which a refusal is added */

static void note_problem(void *context, const struct bytes_problem *problem)
{
  (void)context;
  reports++;
  reported_state = problem->state;
}

int tiny_begin(const struct tiny_scope *scope)
{
  intervals_begin(0, (int)scope->keeps_last_arena, MOST_STATEMENTS);
  bytes_set_reporter(note_problem, NULL);
  bytes_reset();
  system_set_arenas(source_of(scope));
  return bytes_configure(scope->pool_bytes, (int)scope->keeps_last_arena);
}

/* --- blocks in use --- */

/* The slot of the block in use that begins at an address, or MOST_STATEMENTS. */
static uint32_t slot_of(const unsigned char *address)
{
  for (uint32_t slot = 0; slot < MOST_STATEMENTS; slot++)
    if (address != NULL && interval_at(slot)->block == address) return slot;
  return MOST_STATEMENTS;
}

static uint32_t free_slot(void)
{
  uint32_t slot = 0;
  while (interval_at(slot)->block != NULL) slot++;
  return slot;
}

/* Spoils what a block holds before it is freed: what was not copied or zeroed must not be right by chance. */
static void spoil(const struct interval *interval)
{
  if (interval->block != NULL) memset(interval->block, SPOILT, interval->size);
}

static const char *compare_place(const unsigned char *block, const struct place *place)
{
  struct bytes_place in;
  if (place->where == NOWHERE) return block == NULL ? NULL : "a block was given although the system refused it";
  if (block == NULL) return "a request was refused without a reason";
  int is_in_pool = bytes_place(block, &in);
  if (place->where == OUTSIDE) return is_in_pool ? "a block is in a pool that must be the C allocator's" : NULL;
  if (!is_in_pool) return "a block is the C allocator's that must be in a pool";
  if (in.arena != place->in.arena) return "a block is in another arena than it must be";
  if (in.pool != place->in.pool) return "a block is in another pool than it must be";
  if (in.offset != place->in.offset) return "a block is elsewhere in its pool than it must be";
  return bytes_size(block) == placement_bytes(in) ? NULL : "a block has another size than it must have";
}

/* A block that was given to a pointer; it is filled with what no other block has. */
static const char *accept(struct pointer *pointer, uint32_t slot, unsigned char *block, const struct place *place,
                          size_t size)
{
  struct interval *interval = interval_at(slot);
  const char *wrong = interval_fits(block, size, interval);
  *pointer = (struct pointer){block, *place, 0};
  if (wrong != NULL) return wrong;
  interval->block = block;
  interval->size = size;
  places[slot] = *place;
  interval_fill(interval, pattern += 37);
  return NULL;
}

/* --- statements; null or what is wrong --- */

static unsigned char *ask(const struct statement *statement)
{
  switch (statement->verb) {
  case VERB_CALLOC: return bytes_calloc(1, statement->size);
  case VERB_REALLOC: return bytes_realloc(NULL, statement->size);
  default: return bytes_malloc(statement->size);
  }
}

static const char *do_take(const struct statement *statement)
{
  struct pointer *pointer = &pointers[statement->pointer];
  struct place place = placement_take(statement->size);
  unsigned char *block = ask(statement);
  const char *wrong = compare_place(block, &place);
  *pointer = (struct pointer){NULL, place, 0};
  if (wrong != NULL || block == NULL) return wrong;
  for (uint32_t i = 0; statement->verb == VERB_CALLOC && i < statement->size; i++)
    if (block[i] != 0) return "calloc gave bytes that are not zero";
  return accept(pointer, free_slot(), block, &place, statement->size);
}

/* An address so many bytes behind the pointer, at which no block in use begins, was given back. */
static const char *was_reported(const struct pointer *pointer, uint32_t inside)
{
  struct bytes_place in = pointer->place.in;
  if (reports != 1) return "a pointer to no block was not reported once";
  if (pointer->place.where != IN_POOL)
    return reported_state != BYTES_IN_USE ? NULL : "a pointer to no block was called one";
  in.offset += inside;
  if (counted != NULL) counted->reported++;
  return reported_state == placement_state(in) ? NULL : "a pointer to no block was taken for something else";
}

static const char *do_free(struct pointer *pointer, unsigned char *address)
{
  uint32_t slot = slot_of(address);
  struct interval *interval = interval_at(slot);
  if (slot == MOST_STATEMENTS) {
    bytes_free(address);
    if (address == NULL) return reports == 0 ? NULL : "a free of null was reported";
    return was_reported(pointer, address == pointer->address ? 0 : INSIDE_BYTES);
  }
  const char *wrong = interval_whole(interval, interval->size);
  spoil(interval);
  placement_give(places[slot]);
  bytes_free(address);
  interval->block = NULL;
  pointer->is_lost = places[slot].where == OUTSIDE;
  if (wrong != NULL) return wrong;
  return reports == 0 ? NULL : "a block in use was called none";
}

static const char *resize_block(struct pointer *pointer, uint32_t slot, uint32_t size)
{
  struct interval *interval = interval_at(slot);
  unsigned char *old = interval->block;
  struct place place = placement_resize(places[slot], size);
  unsigned char *block = bytes_realloc(old, size);
  const char *wrong = compare_place(block, &place);
  if (wrong == NULL && reports != 0) wrong = "a block in use was called none";
  if (wrong != NULL || block == NULL) return wrong;
  if (counted != NULL) *(block == old ? &counted->kept : &counted->moved) += places[slot].where == IN_POOL;
  struct interval moved = {block, size, interval->pattern};
  wrong = interval_whole(&moved, size < interval->size ? size : interval->size);
  return wrong != NULL ? wrong : accept(pointer, slot, block, &place, size);
}

static const char *do_resize(struct pointer *pointer, const struct statement *statement)
{
  uint32_t slot = slot_of(pointer->address);
  if (pointer->address == NULL) return do_take(statement);
  if (slot != MOST_STATEMENTS) return resize_block(pointer, slot, statement->size);
  if (bytes_realloc(pointer->address, statement->size) != NULL) return "a pointer to no block was resized";
  return was_reported(pointer, 0);
}

static const char *perform(const struct statement *statement)
{
  struct pointer *pointer = &pointers[statement->pointer];
  reports = 0;
  if (statement->verb == VERB_MALLOC || statement->verb == VERB_CALLOC) return do_take(statement);
  uintptr_t inside = (uintptr_t)pointer->address + INSIDE_BYTES;
  unsigned char *address = statement->verb == VERB_FREE_INSIDE ? (unsigned char *)inside : pointer->address;
  if (pointer->is_lost && slot_of(address) != MOST_STATEMENTS) return NULL; /* as the C library likes: left alone */
  return statement->verb == VERB_REALLOC ? do_resize(pointer, statement) : do_free(pointer, address);
}

/* --- runs --- */

static const char *everything_agrees(uint64_t requests_before)
{
  struct malloc_stats stats;
  struct happened happened = placement_happened();
  const char *wrong = intervals_agree();
  if (wrong != NULL) return wrong;
  malloc_stats_take(&stats);
  if (stats.arenas_total != happened.arenas_taken) return "the statistics have another number of arenas taken";
  if (stats.arenas_reclaimed != happened.arenas_returned)
    return "the statistics have another number of arenas returned";
  if (system_requests() - requests_before != placement_requests())
    return "the system was asked for more or less than is needed";
  return NULL;
}

static void count_last(const struct happened *before)
{
  struct happened after = placement_happened();
  counted->arenas_taken += after.arenas_taken - before->arenas_taken;
  counted->arenas_returned += after.arenas_returned - before->arenas_returned;
  counted->recycled += after.recycled - before->recycled;
  counted->refused += after.refused - before->refused;
}

static const char *run_statements(const struct tiny_program *program, struct tiny_figures *figures)
{
  struct happened before = {0, 0, 0, 0};
  uint64_t requests = system_requests();
  const char *wrong = NULL;
  for (uint32_t i = 0; wrong == NULL && i < program->length; i++) {
    counted = i + 1 == program->length ? figures : NULL;
    if (counted != NULL) before = placement_happened();
    wrong = perform(&program->statements[i]);
  }
  if (wrong != NULL) return wrong;
  count_last(&before);
  return everything_agrees(requests);
}

/* The number of a request among those of its kind: the next run is the same up to it. */
static uint32_t number_in_kind(uint32_t nth)
{
  uint32_t number = 0;
  for (uint32_t i = 0; i < nth; i++) number += known_requests[i] == known_requests[nth - 1];
  return number;
}

/* The first request by its number among all, the second by its number among those of its kind. */
static void refuse(uint32_t first, uint32_t second)
{
  uint32_t number = second != 0 ? number_in_kind(second) : 0;
  int is_arena = second != 0 && known_requests[second - 1] == REQUEST_ARENA;
  system_fail_any(first);
  system_fail_arena(is_arena ? number : 0);
  system_fail_block(is_arena ? 0 : number);
  refusals = (struct refusals){{first, second}};
}

static const char *run_once(const struct tiny_scope *scope, const struct tiny_program *program, uint32_t first,
                            uint32_t second, struct tiny_figures *figures)
{
  for (uint32_t slot = 0; slot < MOST_STATEMENTS; slot++) spoil(interval_at(slot));
  bytes_reset();
  refuse(first, second);
  placement_begin(scope, &refusals);
  intervals_begin(0, (int)scope->keeps_last_arena, MOST_STATEMENTS);
  pattern = 0;
  figures->runs++;
  return run_statements(program, figures);
}

/* Notes the requests of the run that has ended; their number. */
static uint32_t note_requests(void)
{
  uint32_t count = placement_requests();
  for (uint32_t i = 0; i < count; i++) known_requests[i] = placement_request(i + 1);
  return count;
}

/* Each set is reached from the one without its last request, whose run says which requests there are. */
const char *tiny_run(const struct tiny_scope *scope, const struct tiny_program *program, struct tiny_figures *figures)
{
  const char *wrong = run_once(scope, program, 0, 0, figures);
  uint32_t requests = scope->refusals > 0 ? placement_requests() : 0;
  for (uint32_t first = 1; wrong == NULL && first <= requests; first++) {
    wrong = run_once(scope, program, first, 0, figures);
    uint32_t more = scope->refusals > 1 ? note_requests() : 0;
    for (uint32_t second = first + 1; wrong == NULL && second <= more; second++)
      wrong = run_once(scope, program, first, second, figures);
  }
  return wrong;
}

void tiny_print(const struct tiny_program *program, FILE *out)
{
  for (uint32_t i = 0; i < MOST_REFUSALS; i++)
    if (refusals.nth[i] != 0 && refusals.nth[i] <= placement_requests())
      fprintf(out, "# the system refuses request %u, %s\n", (unsigned)refusals.nth[i],
              placement_request(refusals.nth[i]) == REQUEST_ARENA ? "an arena" : "a block of the C allocator");
  for (uint32_t i = 0; i < program->length; i++) tiny_statement_print(&program->statements[i], out);
}
