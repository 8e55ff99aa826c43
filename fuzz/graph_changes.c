/* What the mutator puts into inputs of the target `graph`. */
#include <string.h>
#include "cli/random.h"
#include "mutate.h"
#include "random_bytes.h"

const uint32_t bytes_before_operations = 0;

void random_operations(uint8_t *bytes, uint32_t count, uint64_t *random)
{
  struct weights weights = random_weights(random);
  for (uint32_t i = 0; i < count; i++) random_operation(bytes + i * OPERATION_BYTES, &weights, random);
}

void random_collection(uint8_t *bytes, uint64_t *random)
{
  memset(bytes, 0, OPERATION_BYTES);
  bytes[0] = CODE_OF_COLLECTION;
  bytes[1] = (uint8_t)random_below(random, 3);
}
