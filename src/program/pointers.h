/* Pointers: names of raw memory, as a C program keeps them.
 *
 * A pointer keeps its value when its block is freed, so that freeing it again reaches the allocator.  Blocks of pools
 * are known by their cell; blocks of the C allocator are only counted, and no two have the same value. */
#ifndef HEAPPROOF_POINTERS_H
#define HEAPPROOF_POINTERS_H
#include <stdint.h>

struct pointer {
  uint32_t cell; /* of a block of a pool, or 0 */
  uint32_t size; /* asked for */
  uint8_t known; /* it has a value */
  uint8_t owns;  /* its block was not freed by this name */
};

struct pointers {
  struct pointer *by_name; /* by the number of the name */
  uint32_t room;
};

void pointers_close(struct pointers *pointers);
/* The pointer of this name, null when it has no value. */
struct pointer *pointers_find(const struct pointers *pointers, uint32_t name);
/* The blocks of the C allocator in use. */
uint64_t pointers_raw(const struct pointers *pointers);
/* Room for a pointer of this name; null when there is no memory. */
struct pointer *pointers_reserve(struct pointers *pointers, uint32_t name);

#endif
