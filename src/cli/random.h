/* Random numbers from a 64-bit seed: splitmix64, the same on every compiler and machine. */
#ifndef HEAPPROOF_RANDOM_H
#define HEAPPROOF_RANDOM_H
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t mixed = *state;
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
  return mixed ^ (mixed >> 31);
}

/* A number in 0 .. bound-1; the bias for a 32-bit bound is below 2^-32. */
static inline uint32_t random_below(uint64_t *state, uint32_t bound)
{
  return (uint32_t)(((random_next(state) >> 32) * bound) >> 32);
}

#endif
