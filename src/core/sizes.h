/* Sizes of small blocks: class c of 1 .. BLOCK_CLASSES has blocks of c granules of 16 bytes.  Class 0 is none. */
#ifndef HEAPPROOF_SIZES_H
#define HEAPPROOF_SIZES_H
#include <stdint.h>
#include "limits.h"

#define GRANULE_BYTES (GRANULE_WORDS * WORD_BYTES)
#define NO_CLASS 0u
#define CLASSES_END (BLOCK_CLASSES + 1u)

/* The class that serves a request of 1 .. MAX_BLOCK_BYTES bytes. */
/*@ requires   bytes:  1 <= bytes <= MAX_BLOCK_BYTES;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    range:  NO_CLASS < \result < CLASSES_END;
    ensures    exact:  \result == (bytes - 1) / GRANULE_BYTES + 1;
    ensures    room:   GRANULE_BYTES * (\result - 1) < bytes <= GRANULE_BYTES * \result;
*/
static inline uint32_t class_of(uint32_t bytes)
{
  return (bytes - 1) / GRANULE_BYTES + 1;
}

/* 1 when a block of `size` bytes is kept for a new request of `bytes` bytes: when they fit and more than three
 * quarters of the block stay in use.  Else the contents move to another block. */
/*@ requires   size:   size <= MAX_BLOCK_BYTES;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:    \result <= 1;
    ensures    stays:  \result == 1 <==> bytes <= size && 3 * size < 4 * bytes;
*/
static inline uint32_t block_stays(uint32_t size, uint32_t bytes)
{
  return bytes <= size && 4 * bytes > 3 * size;
}

/* How many bytes are copied when they move. */
/*@ terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    both:   \result <= size && \result <= bytes;
    ensures    all:    \result == size || \result == bytes;
*/
static inline uint32_t moved_bytes(uint32_t size, uint32_t bytes)
{
  return bytes < size ? bytes : size;
}

#endif
