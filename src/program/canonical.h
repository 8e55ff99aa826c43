/* A program in canonical form, as the adapter protocol sends it (spec/adapters.md): one statement a line, single
 * blanks between its words, no comments, every `repeat` written out, `expect` as the query or `collect` it asks for.
 *
 * Only words are looked at: what the statements mean, and whether they can be performed, is the interpreter's. */
#ifndef HEAPPROOF_CANONICAL_H
#define HEAPPROOF_CANONICAL_H
#include <stdint.h>
#include "lines.h"
#include "problem.h"
#include "reader.h"

#ifdef HEAP_SMALL
enum { CANONICAL_STATEMENTS = 10000, CANONICAL_BYTES = 1 << 20 };
#else
enum { CANONICAL_STATEMENTS = 1 << 24, CANONICAL_BYTES = 1 << 28 };
#endif

/* Statement n, from 1, is line n-1. */
struct canonical {
  struct lines lines;
  uint32_t *sources; /* the line in the source of each */
  uint32_t room;
};

void canonical_open(struct canonical *canonical);
void canonical_close(struct canonical *canonical);
void canonical_clear(struct canonical *canonical);
/* Appends a statement that is in canonical form; 0: no room. */
int canonical_add(struct canonical *canonical, const char *statement, size_t size, uint64_t source);
/* Appends the program that the reader reads; 0 and a problem when it cannot. */
int canonical_read(struct canonical *canonical, struct reader *reader, struct problem *problem);

uint32_t canonical_count(const struct canonical *canonical);
const char *canonical_statement(const struct canonical *canonical, uint64_t n, size_t *size);
/* 1 when there is a statement n, and its first word is this. */
int canonical_begins(const struct canonical *canonical, uint64_t n, const char *word);

#endif
