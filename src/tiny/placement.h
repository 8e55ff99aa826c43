/* A naive model of the byte allocator: where each block must be, by the rules R55 to R64 of spec/memory-model.md.
 *
 * Lists are lists here: of the pools of all classes in the order in which they were linked, of the usable arenas, of
 * what was freed in each pool.  It knows no addresses, and shares nothing with src/core but capacities. */
#ifndef HEAPPROOF_TINY_PLACEMENT_H
#define HEAPPROOF_TINY_PLACEMENT_H
#include <stdint.h>
#include "os/bytes.h"
#include "programs.h"

/* What the system is asked for. */
enum request { REQUEST_ARENA, REQUEST_BLOCK };
enum { MOST_REQUESTS = 4 * MOST_STATEMENTS, MOST_REFUSALS = 2 };

/* Of all requests to the system in their order, from 1; 0: none. */
struct refusals {
  uint32_t nth[MOST_REFUSALS];
};

enum where { NOWHERE, OUTSIDE, IN_POOL }; /* null, of the C allocator, in a pool */
struct place {
  enum where where;
  struct bytes_place in; /* only when it is in a pool */
};

/* What has happened so far. */
struct happened {
  uint64_t arenas_taken, arenas_returned;
  uint64_t recycled; /* pools that were begun anew for another class */
  uint64_t refused;
};

void placement_begin(const struct tiny_scope *scope, const struct refusals *refusals);
struct place placement_take(uint32_t size);
/* Where a block is after a realloc; nowhere: the old one is still there. */
struct place placement_resize(struct place old, uint32_t size);
void placement_give(struct place block);
/* The bytes of the blocks in a pool. */
uint32_t placement_bytes(struct bytes_place block);
/* What an address of a pool is at which no block in use begins. */
enum bytes_state placement_state(struct bytes_place address);

struct happened placement_happened(void);
/* The requests so far. */
uint32_t placement_requests(void);
enum request placement_request(uint32_t nth);

#endif
