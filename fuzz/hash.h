/* A number from the bytes of an input: what a target does now and then, it does for inputs that the bytes choose.
 * Eight bytes are taken at a time, wherever they lie. */
#ifndef HEAPPROOF_HASH_H
#define HEAPPROOF_HASH_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_of(const uint8_t *data, size_t size)
{
  uint64_t hash = size;
  for (size_t at = 0; at < size; at += sizeof hash) {
    uint64_t word = 0;
    if (size - at >= sizeof word) memcpy(&word, data + at, sizeof word);
    else memcpy(&word, data + at, size - at);
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
  }
  return hash;
}

#endif
