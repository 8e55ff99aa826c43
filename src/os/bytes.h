/* An allocator of bytes: CPython's obmalloc, placed by the proved store of src/core.
 *
 * Requests of 1 to 512 bytes get blocks of pools in arenas, all others a block of the C allocator, as do those for
 * which the system gives no arena.  Nothing here trusts a pointer that is given back: one that is no block in use is
 * reported, and nothing changes.  One heap a process; not for several threads.
 *
 *     char *text = bytes_malloc(48);
 *     bytes_free(text);
 *
 * What is kept about a block lies outside of it, so a write beyond its end does not damage the allocator. */
#ifndef HEAPPROOF_BYTES_H
#define HEAPPROOF_BYTES_H
#include <stddef.h>
#include <stdint.h>

enum { BYTES_SMALL = 512 }; /* the largest request that a pool serves */

/* Null when there is no memory, or when more than PTRDIFF_MAX bytes are asked for. */
void *bytes_malloc(size_t size);
void *bytes_calloc(size_t count, size_t size);
/* The old block is freed after the new one is there; null: the old one stays as it was. */
void *bytes_realloc(void *block, size_t size);
void bytes_free(void *block);

/* The same from the C allocator alone, whatever the size. */
void *bytes_raw_malloc(size_t size);
void *bytes_raw_calloc(size_t count, size_t size);

/* What an address is. */
enum bytes_state {
  BYTES_IN_USE,
  BYTES_FREED,    /* a block begins here, but it is free */
  BYTES_INTERIOR, /* inside a block, or where no block begins */
  BYTES_RETURNED, /* in an arena that has gone back to the system */
  BYTES_FOREIGN   /* not of this allocator */
};
enum bytes_state bytes_state(const void *address);
/* Bytes that can be used from there on, 0 when no block in use begins there. */
size_t bytes_size(const void *block);
/* 1 when `bytes_realloc(block, size)` would leave the block in its place. */
int bytes_stays(const void *block, size_t size);

/* Where a block of a pool is; arenas are numbered by the store, which gives a number out again. */
struct bytes_place {
  uint32_t arena, pool, offset;
};
int bytes_place(const void *block, struct bytes_place *place); /* 0: in no pool */

/* Pointers that were given back and are none, and damage found by the debug hooks (domains.h). */
enum bytes_problem_kind {
  BYTES_NOT_IN_USE, /* state says what it is */
  BYTES_OTHER_API,  /* taken from another domain */
  BYTES_UNDERFLOW,  /* bytes before the block were written */
  BYTES_OVERFLOW    /* bytes after it */
};
struct bytes_problem {
  enum bytes_problem_kind kind;
  enum bytes_state state;
  const void *block;
  size_t size;      /* asked for, where that is known */
  char api;         /* of the block: r, m, o; or 0 */
  char used;        /* by which it was given back */
  ptrdiff_t offset; /* of the first damaged byte from the block's begin */
};
typedef void bytes_reporter(void *context, const struct bytes_problem *problem);
/* Null: one line on standard error, as at first. */
void bytes_set_reporter(bytes_reporter *reporter, void *context);
void bytes_report(const struct bytes_problem *problem);

/* Versions of CPython differ in the size of a pool (4096 or 16384 bytes; an arena is 64 times that) and in whether
 * the last arena is kept when it is empty.  0 when blocks of pools are in use, or for another size. */
int bytes_configure(uint32_t pool_bytes, int keep_last_arena);

/* Blocks in use, one after the other, in no order: begin with a cursor that is all zero; null at the end. */
struct bytes_cursor {
  uint32_t at;
  size_t raw;
};
void *bytes_next(struct bytes_cursor *cursor);
/* Frees every block, and gives every arena back. */
void bytes_reset(void);

#endif
