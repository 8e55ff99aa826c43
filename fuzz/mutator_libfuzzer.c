/* The mutator, as libFuzzer calls it; one change in eight is left to libFuzzer itself, on plain bytes. */
#include "cli/random.h"
#include "mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
                                 uint8_t *out, size_t most, unsigned seed);

enum { BYTES_INSTEAD = 8 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
  uint64_t random = seed;
  if (random_below(&random, BYTES_INSTEAD) == 0) return LLVMFuzzerMutate(data, size, most);
  return mutate_program(data, size, most, random);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
                                 uint8_t *out, size_t most, unsigned seed)
{
  return splice_programs(first, first_size, second, second_size, out, most, seed);
}
