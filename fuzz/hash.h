/* A number from the bytes of an input: what a target does now and then, it does for inputs that the bytes choose. */
#ifndef HEAPPROOF_HASH_H
#define HEAPPROOF_HASH_H
#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_of(const uint8_t *data, size_t size)
{
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < size; i++) hash = (hash ^ data[i]) * UINT64_C(0x100000001B3);
  return hash ^ (hash >> 32);
}

#endif
