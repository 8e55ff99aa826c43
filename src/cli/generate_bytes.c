/* Random inputs of the fuzz target. */
#include "byte_programs.h"
#include "generate.h"
#include "random_bytes.h"

_Static_assert((uint32_t)MOST_RANDOM <= (uint32_t)MOST_OPERATIONS, "the target runs all of it");

void generate_bytes(FILE *out, uint64_t seed, uint64_t operations)
{
  static uint8_t bytes[(MOST_RANDOM + 1) * OPERATION_BYTES];
  fwrite(bytes, 1, random_program(bytes, operations, &seed), out);
}
