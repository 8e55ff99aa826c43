/* Capacities of the heap, all of them, as compile-time constants.
 *
 * Storage is file-scope and touched lazily, so a large capacity costs address space only.  HEAP_SMALL is the
 * build for fuzzers and unit tests, in which every limit is reached within a few operations; nothing but the
 * numbers differs.  The proofs are run for the default numbers. */
#ifndef HEAPPROOF_LIMITS_H
#define HEAPPROOF_LIMITS_H

#ifdef HEAP_SMALL
#define MAX_OBJECTS 48u /* handles 1 .. MAX_OBJECTS-1 */
#define MAX_NAMED 50u   /* roots 1 .. MAX_NAMED-1: globals, holds, and what the caller keeps for itself */
#define MAX_LOCALS 24u  /* roots of all frames together */
#define MAX_FRAMES 6u
#define MAX_ARENAS 2u
#define ARENA_POOLS 3u
#define POOL_WORDS 144u
#define SMALL_POOL_WORDS 136u
#define MAX_EXTENT_UNITS 6u
#define MAX_GARBAGE 8u /* entries of gc.garbage */
#define TRASH_LIMIT 5u /* deaths inside each other, before the trashcan is used */
#define LATE_TRASH_LIMIT 9u
#define LATE_TRASH_RESUME 6u
#ifndef HINTS_PAY
#define HINTS_PAY 0 /* a processor's cache holds all of this heap (prefetch.h) */
#endif
#else
#define MAX_OBJECTS 4194304u
#define MAX_NAMED 1048576u
#define MAX_LOCALS 1048576u
#define MAX_FRAMES 65536u
#define MAX_ARENAS 320u
#define ARENA_POOLS 64u
#define POOL_WORDS 2048u      /* 16 KiB: CPython 3.10 and later */
#define SMALL_POOL_WORDS 512u /* 4 KiB: up to 3.9; the rest of the pool's words is not used then */
#define MAX_EXTENT_UNITS 262144u
#define MAX_GARBAGE 1048576u
#define TRASH_LIMIT 50u         /* PyTrash_UNWIND_LEVEL */
#define LATE_TRASH_LIMIT 9950u  /* from 3.13 on: Py_C_RECURSION_LIMIT less Py_TRASHCAN_HEADROOM */
#define LATE_TRASH_RESUME 9900u /* and twice that */
#define HINTS_PAY 1
#endif

/* A word stands for 8 bytes of CPython's memory; its storage here is one 4-byte cell. */
#define WORD_BYTES 8u
#define GRANULE_WORDS 2u     /* blocks are multiples of 16 bytes */
#define MAX_BLOCK_BYTES 512u /* larger requests take an extent */
#define BLOCK_CLASSES 32u
#define HEADER_WORDS 6u /* CPython's pool header: 48 bytes that no block has */
#define EXTENT_UNIT_WORDS 64u

/* The cell array: the collector's pin, named roots, frames' locals, the machine's hold on each object, gc.garbage,
 * blocks, extents. */
#define PIN 0u
#define FIRST_NAMED 1u
#define FIRST_LOCAL MAX_NAMED
#define ROOTS_END (MAX_NAMED + MAX_LOCALS)
#define FIRST_HELD ROOTS_END
#define FIRST_GARBAGE (FIRST_HELD + MAX_OBJECTS)
#define FIRST_BLOCK_CELL (FIRST_GARBAGE + MAX_GARBAGE)
#define FIRST_EXTENT_CELL (FIRST_BLOCK_CELL + MAX_ARENAS * ARENA_POOLS * POOL_WORDS)
#define CELLS (FIRST_EXTENT_CELL + MAX_EXTENT_UNITS * EXTENT_UNIT_WORDS)

/* A list of the list module holds every object once, and in a collection once more (see lists.h). */
#define LIST_SPACE (2u * MAX_OBJECTS)

#endif
