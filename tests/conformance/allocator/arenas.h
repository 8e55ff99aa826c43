/* The arenas of a sequence: what the system would give, aligned or not, and which arena an address belongs to.
 *
 * Arenas lie in places of a region that is reserved once; a place is reused when its arena is gone.  An arena that is
 * not aligned begins a quarter of a pool late. */
#ifndef HEAPPROOF_CONFORMANCE_ARENAS_H
#define HEAPPROOF_CONFORMANCE_ARENAS_H
#include <stddef.h>
#include <stdint.h>

enum { NO_ARENA = -1 };

/* 1 when the region could be reserved. */
int arenas_begin(size_t pool_bytes, size_t arena_bytes);
void arenas_end(void);
/* The next arena as sequence_arena says, or null; the event goes to `write`. */
void *arena_map(void (*write)(uint64_t word));
/* 1 when there was an arena at this address. */
int arena_unmap(void *address, void (*write)(uint64_t word));
/* The word for where a block is; raw when it is in no arena. */
uint64_t arena_placed(const void *block);

#endif
