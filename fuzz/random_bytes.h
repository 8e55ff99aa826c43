/* Random programs as bytes, and single random operations: the same for the same random state everywhere.
 *
 * Weights are drawn anew for each program (a swarm): whole families are left out, and the others are wildly uneven;
 * names come from a small set or from all. */
#ifndef HEAPPROOF_RANDOM_BYTES_H
#define HEAPPROOF_RANDOM_BYTES_H
#include <stddef.h>
#include <stdint.h>
#include "operations.h"

struct weights {
  uint32_t of_family[FAMILIES], sum;
  uint32_t names, first_name; /* names first_name .. first_name + names - 1, modulo NAMES */
};

struct weights random_weights(uint64_t *random);
/* One operation of OPERATION_BYTES bytes. */
void random_operation(uint8_t *bytes, const struct weights *weights, uint64_t *random);
/* A name as its byte, with its bits for a path. */
uint8_t random_name(const struct weights *weights, uint64_t *random);
/* A program of so many operations, and perhaps a rest; at most operations * OPERATION_BYTES + 3 bytes.  Its size. */
size_t random_program(uint8_t *bytes, size_t operations, uint64_t *random);

#endif
