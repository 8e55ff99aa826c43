/* What the byte module takes from the system: memory for arenas, and blocks of the C allocator.
 *
 * Each request can be made to fail, for tests of what happens then. */
#ifndef HEAPPROOF_SYSTEM_H
#define HEAPPROOF_SYSTEM_H
#include <stddef.h>
#include <stdint.h>

/* Gives and takes arenas.  `map` returns null when it has none; the address may be anywhere, and need not be aligned. */
struct system_arenas {
  void *context;
  void *(*map)(void *context, size_t bytes);
  void (*unmap)(void *context, void *address, size_t bytes);
};

/* From mmap, aligned as it pleases: so that most arenas have a pool less, as in CPython. */
extern const struct system_arenas system_unaligned;

/* Null: none, as at first; then arenas are parts of reserved address space. */
void system_set_arenas(const struct system_arenas *arenas);
int system_gives_arenas(void);
void *system_map(size_t bytes);
void system_unmap(void *address, size_t bytes);

/* Address space without memory, and memory in it. */
void *system_reserve(size_t bytes, size_t alignment);
void system_unreserve(void *address, size_t bytes);
int system_commit(void *address, size_t bytes);
void system_decommit(void *address, size_t bytes);
/* A wish, never refused: memory there in large pages of SYSTEM_LARGE_PAGE bytes, where the system has them. */
enum { SYSTEM_LARGE_PAGE = 1 << 21 };
void system_prefer_large_pages(void *address, size_t bytes);

/* Gives and takes blocks as the C allocator does; null to `system_set_blocks`: the C allocator, as at first. */
struct system_blocks {
  void *(*malloc)(size_t size);
  void *(*realloc)(void *block, size_t size);
  void (*free)(void *block);
};
void system_set_blocks(const struct system_blocks *blocks);

void *system_malloc(size_t size);
void *system_calloc(size_t count, size_t size);
void *system_realloc(void *block, size_t size);
void system_free(void *block);

/* The n-th request from now on fails, and only that; 0: none does. */
void system_fail_arena(uint64_t nth);
void system_fail_block(uint64_t nth);
void system_fail_any(uint64_t nth);
/* Requests so far, and those that were made to fail. */
uint64_t system_requests(void);
uint64_t system_failures(void);

#endif
