/* What the mutator puts into inputs of the target `events`. */
#include <string.h>
#include "cli/random.h"
#include "event_statements.h"
#include "mutate.h"

const uint32_t bytes_before_operations = HEADER_BYTES;

enum { CODES_OF_STATEMENTS = 32, NAMES_OF_STATEMENTS = 32 };

/* A few names, and all codes or every other one. */
void random_operations(uint8_t *bytes, uint32_t count, uint64_t *random)
{
  uint32_t names = 2 + random_below(random, 6), first = random_below(random, NAMES_OF_STATEMENTS);
  uint32_t odd = random_below(random, 2), step = 1 + random_below(random, 2);
  for (uint32_t i = 0; i < count * STATEMENT_BYTES; i += STATEMENT_BYTES) {
    uint32_t code = (random_below(random, CODES_OF_STATEMENTS) * step + odd) % CODES_OF_STATEMENTS;
    bytes[i] = (uint8_t)(code + CODES_OF_STATEMENTS * random_below(random, 8));
    for (uint32_t operand = 1; operand < 3; operand++)
      bytes[i + operand] = (uint8_t)((first + random_below(random, names)) % NAMES_OF_STATEMENTS +
                                     NAMES_OF_STATEMENTS * random_below(random, 8));
    bytes[i + 3] = (uint8_t)random_below(random, 256);
  }
}

void random_collection(uint8_t *bytes, uint64_t *random)
{
  memset(bytes, 0, STATEMENT_BYTES);
  bytes[0] = CODE_OF_COLLECTION;
  bytes[1] = (uint8_t)random_below(random, 3);
}
