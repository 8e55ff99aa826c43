/* The naive model: see placement.h. */
#include "placement.h"
#include <string.h>
#include "core/limits.h"

enum { ALL_POOLS = MAX_ARENAS * ARENA_POOLS, HEADER_BYTES = HEADER_WORDS * WORD_BYTES, GRANULE = 16 };

/* Numbers in some order, the first at 0. */
struct list {
  uint32_t at[ALL_POOLS + MOST_STATEMENTS];
  uint32_t count;
};

struct pool {
  uint32_t block_bytes; /* 0: it is new */
  uint32_t carved;      /* offset of the next block that was never given out */
  uint32_t in_use;
  struct list freed; /* offsets, the one given back last at the end */
};

struct arena {
  uint32_t pools;    /* 0: it is not open */
  uint32_t begun;    /* the others are new */
  struct list given; /* free pools that were in use before, the one given back last at the end */
};

static struct {
  uint32_t pool_end, arena_pools, keeps_last_arena;
  struct refusals refusals;
  struct pool pools[ALL_POOLS];
  struct arena arenas[MAX_ARENAS];
  struct list linked; /* pools in use that have room, the one linked last at the end */
  struct list usable; /* arenas that have a free pool, the one that serves next at 0 */
  int has_table;      /* of the C allocator's blocks */
  enum request requests[MOST_REQUESTS];
  uint32_t request_count;
  struct happened happened;
} model;

/* --- lists --- */

static void list_insert(struct list *list, uint32_t index, uint32_t number)
{
  for (uint32_t i = list->count++; i > index; i--) list->at[i] = list->at[i - 1];
  list->at[index] = number;
}

static void list_append(struct list *list, uint32_t number)
{
  list_insert(list, list->count, number);
}

static void list_drop(struct list *list, uint32_t number)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] != number) list->at[kept++] = list->at[i];
  list->count = kept;
}

static int list_has(const struct list *list, uint32_t number)
{
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] == number) return 1;
  return 0;
}

/* --- the system --- */

static int is_granted(enum request request)
{
  model.requests[model.request_count++] = request;
  for (uint32_t i = 0; i < MOST_REFUSALS; i++)
    if (model.refusals.nth[i] == model.request_count) {
      model.happened.refused++;
      return 0;
    }
  return 1;
}

static struct place outside(int is_there)
{
  return (struct place){.where = is_there ? OUTSIDE : NOWHERE};
}

/* Of the C allocator; the first needs the table in which they stand, which it does not leave again. */
static struct place take_outside(void)
{
  if (!model.has_table) model.has_table = is_granted(REQUEST_BLOCK);
  return outside(model.has_table && is_granted(REQUEST_BLOCK));
}

/* --- arenas --- */

static uint32_t free_pools(uint32_t arena)
{
  const struct arena *a = &model.arenas[arena];
  return a->pools - a->begun + a->given.count;
}

/* The lowest number that is free, if the system agrees. */
static int open_arena(void)
{
  for (uint32_t arena = 0; arena < MAX_ARENAS; arena++) {
    if (model.arenas[arena].pools != 0) continue;
    if (!is_granted(REQUEST_ARENA)) return 0;
    model.arenas[arena].pools = model.arena_pools;
    list_insert(&model.usable, 0, arena);
    model.happened.arenas_taken++;
    return 1;
  }
  return 0;
}

/* With all that its pools remember. */
static void close_arena(uint32_t arena)
{
  memset(&model.arenas[arena], 0, sizeof model.arenas[arena]);
  memset(&model.pools[arena * ARENA_POOLS], 0, ARENA_POOLS * sizeof model.pools[0]);
  list_drop(&model.usable, arena);
  model.happened.arenas_returned++;
}

static uint32_t take_pool(void)
{
  uint32_t arena = model.usable.at[0];
  struct arena *a = &model.arenas[arena];
  uint32_t pool = arena * ARENA_POOLS + (a->given.count > 0 ? a->given.at[--a->given.count] : a->begun++);
  if (free_pools(arena) == 0) list_drop(&model.usable, arena);
  return pool;
}

/* The arena now stands behind all that have fewer free pools, and in front of the others. */
static void give_pool(uint32_t pool)
{
  uint32_t arena = pool / ARENA_POOLS, index = 0;
  int is_last = model.usable.count > 0 && model.usable.at[model.usable.count - 1] == arena;
  list_append(&model.arenas[arena].given, pool % ARENA_POOLS);
  if (free_pools(arena) == model.arenas[arena].pools && !(model.keeps_last_arena && is_last)) {
    close_arena(arena);
    return;
  }
  list_drop(&model.usable, arena);
  while (index < model.usable.count && free_pools(model.usable.at[index]) < free_pools(arena)) index++;
  list_insert(&model.usable, index, arena);
}

/* --- pools --- */

static int has_room(const struct pool *pool)
{
  return pool->freed.count > 0 || pool->carved + pool->block_bytes <= model.pool_end;
}

/* The pool of this class that was linked last, or ALL_POOLS. */
static uint32_t find_linked(uint32_t block_bytes)
{
  for (uint32_t i = model.linked.count; i > 0; i--)
    if (model.pools[model.linked.at[i - 1]].block_bytes == block_bytes) return model.linked.at[i - 1];
  return ALL_POOLS;
}

/* A free pool for this class, linked: it goes on where it was, or begins anew. */
static uint32_t link_free(uint32_t block_bytes)
{
  uint32_t pool = take_pool();
  struct pool *p = &model.pools[pool];
  if (p->block_bytes != block_bytes) {
    if (p->block_bytes != 0) model.happened.recycled++;
    *p = (struct pool){.block_bytes = block_bytes, .carved = HEADER_BYTES};
  }
  list_append(&model.linked, pool);
  return pool;
}

static struct place take_of(uint32_t pool)
{
  struct pool *p = &model.pools[pool];
  uint32_t offset = p->carved;
  if (p->freed.count > 0) offset = p->freed.at[--p->freed.count];
  else p->carved += p->block_bytes;
  p->in_use++;
  if (!has_room(p)) list_drop(&model.linked, pool);
  return (struct place){IN_POOL, {pool / ARENA_POOLS + 1, pool % ARENA_POOLS, offset}};
}

static uint32_t pool_at(struct bytes_place place)
{
  return (place.arena - 1) * ARENA_POOLS + place.pool;
}

/* --- the operations --- */

void placement_begin(const struct tiny_scope *scope, const struct refusals *refusals)
{
  memset(&model, 0, sizeof model);
  model.pool_end = (scope->pool_bytes == 4096 ? SMALL_POOL_WORDS : POOL_WORDS) * WORD_BYTES;
  model.arena_pools = scope->arenas == ARENAS_MISALIGNED ? ARENA_POOLS - 1 : ARENA_POOLS;
  model.keeps_last_arena = scope->keeps_last_arena;
  model.refusals = *refusals;
}

struct place placement_take(uint32_t size)
{
  if (size == 0 || size > MAX_BLOCK_BYTES) return take_outside();
  uint32_t block_bytes = (size + GRANULE - 1) / GRANULE * GRANULE, pool = find_linked(block_bytes);
  if (pool != ALL_POOLS) return take_of(pool);
  if (model.usable.count == 0 && !open_arena()) return take_outside();
  return take_of(link_free(block_bytes));
}

void placement_give(struct place block)
{
  if (block.where != IN_POOL) return;
  uint32_t pool = pool_at(block.in);
  struct pool *p = &model.pools[pool];
  list_append(&p->freed, block.in.offset);
  if (--p->in_use == 0) {
    list_drop(&model.linked, pool);
    give_pool(pool);
  } else if (!list_has(&model.linked, pool)) list_append(&model.linked, pool);
}

struct place placement_resize(struct place old, uint32_t size)
{
  if (old.where == NOWHERE) return placement_take(size);
  if (old.where == OUTSIDE) return outside(is_granted(REQUEST_BLOCK));
  uint32_t block_bytes = model.pools[pool_at(old.in)].block_bytes;
  if (size <= block_bytes && 4 * size > 3 * block_bytes) return old;
  struct place fresh = placement_take(size);
  if (fresh.where != NOWHERE) placement_give(old);
  return fresh;
}

uint32_t placement_bytes(struct bytes_place block)
{
  return model.pools[pool_at(block)].block_bytes;
}

enum bytes_state placement_state(struct bytes_place address)
{
  if (model.arenas[address.arena - 1].pools == 0) return BYTES_RETURNED;
  return list_has(&model.pools[pool_at(address)].freed, address.offset) ? BYTES_FREED : BYTES_INTERIOR;
}

struct happened placement_happened(void)
{
  return model.happened;
}

uint32_t placement_requests(void)
{
  return model.request_count;
}

enum request placement_request(uint32_t nth)
{
  return model.requests[nth - 1];
}
