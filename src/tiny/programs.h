/* Every program of a few statements for the byte allocator, by number.
 *
 * A program has a pointer for each malloc and calloc in it, a, b, c, ... in their order, and may use one as long as it
 * likes after its block was freed: as in a heap program, an address that was given out again is then that of the other
 * block.  So what may be said depends only on how many pointers there are, and programs can be counted and numbered:
 * from 0, the shortest first, those of equal length in the order of their statements.  Every program's beginnings come
 * before it.  No symmetry is used: no two programs are taken for the same. */
#ifndef HEAPPROOF_TINY_PROGRAMS_H
#define HEAPPROOF_TINY_PROGRAMS_H
#include <stdint.h>
#include <stdio.h>

enum { MOST_STATEMENTS = 12, MOST_SIZES = 8, MOST_BYTES = 65536, INSIDE_BYTES = 16 };

/* Where the memory of arenas comes from. */
enum arena_kind { ARENAS_MISALIGNED, ARENAS_GIVEN, ARENAS_RESERVED, ARENA_KINDS };

struct tiny_scope {
  uint32_t length, sizes, refusals;
  uint32_t size[MOST_SIZES];
  uint32_t pool_bytes, keeps_last_arena; /* as bytes_configure takes them */
  enum arena_kind arenas;
};

enum verb { VERB_MALLOC, VERB_CALLOC, VERB_FREE, VERB_FREE_INSIDE, VERB_REALLOC };

struct statement {
  enum verb verb;
  uint32_t pointer; /* from 0 */
  uint32_t size;    /* of malloc, calloc, realloc */
};

struct tiny_program {
  uint32_t length;
  struct statement statements[MOST_STATEMENTS];
};

/* How many programs there are; 0 when 64 bits do not hold the number. */
uint64_t tiny_programs_count(const struct tiny_scope *scope);
void tiny_program_of(const struct tiny_scope *scope, uint64_t number, struct tiny_program *program);
/* A line of a heap program. */
void tiny_statement_print(const struct statement *statement, FILE *out);

#endif
