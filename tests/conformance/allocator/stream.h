/* What playing a sequence yields: words of 64 bits, host byte order, one stream a sequence.
 *
 * Each operation writes the events of arenas in their order and then, last, its outcome: so the n-th outcome is the
 * n-th operation's.  Arenas are named by their ordinal: the n-th one that the system gave, from 0.  Where the allocator's
 * statistics are taken (play.h), their figures stand before the outcome. */
#ifndef HEAPPROOF_CONFORMANCE_STREAM_H
#define HEAPPROOF_CONFORMANCE_STREAM_H
#include <stdint.h>

enum word_kind {
  WORD_PLACED = 1, /* arena, pool, offset of the block in its pool */
  WORD_RAW,        /* a block of the C library */
  WORD_REFUSED,    /* no block */
  WORD_FREED,
  WORD_ARENA_NEW, /* arena, its pools */
  WORD_ARENA_FREE,
  WORD_ARENA_REFUSED,
  WORD_BEGIN,  /* of a sequence: the seed as arena */
  WORD_DIGEST, /* of all words so far */
  WORD_FIGURE  /* of the statistics (table.h): which one, its value */
};

static inline uint64_t stream_word(enum word_kind kind, uint64_t arena, uint64_t pool, uint64_t offset)
{
  return (uint64_t)kind << 60 | arena << 32 | pool << 16 | offset;
}

static inline enum word_kind word_kind(uint64_t word)
{
  return (enum word_kind)(word >> 60);
}

static inline int is_outcome(uint64_t word)
{
  return word_kind(word) <= WORD_FREED;
}

static inline unsigned word_arena(uint64_t word)
{
  return (unsigned)(word >> 32 & 0xFFFFFFF);
}

static inline unsigned word_pool(uint64_t word)
{
  return (unsigned)(word >> 16 & 0xFFFF);
}

static inline unsigned word_offset(uint64_t word)
{
  return (unsigned)(word & 0xFFFF);
}

static inline uint64_t figure_word(unsigned figure, uint64_t value)
{
  return (uint64_t)WORD_FIGURE << 60 | (uint64_t)figure << 52 | (value & UINT64_C(0xFFFFFFFFFFFFF));
}

static inline unsigned word_figure(uint64_t word)
{
  return (unsigned)(word >> 52 & 0xFF);
}

static inline uint64_t word_value(uint64_t word)
{
  return word & UINT64_C(0xFFFFFFFFFFFFF);
}

/* Of the words so far and one more. */
static inline uint64_t stream_digest(uint64_t digest, uint64_t word)
{
  digest = (digest ^ word) * UINT64_C(0x9E3779B97F4A7C15);
  digest ^= digest >> 29;
  return digest >> 4 | (uint64_t)WORD_DIGEST << 60;
}

static inline uint64_t word_seed(uint64_t word)
{
  return word_arena(word);
}

#endif
