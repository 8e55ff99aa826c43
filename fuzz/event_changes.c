/* What the mutator puts into inputs of the target `events`. */
#include <string.h>
#include "cli/random.h"
#include "event_statements.h"
#include "mutate.h"

const uint32_t bytes_before_operations = HEADER_BYTES;

enum { CODES_OF_STATEMENTS = 32, NAMES_OF_STATEMENTS = 32 };

/* Some codes of statements (event_statements.c), and what their bytes ask for. */
enum { NEW = 0, SET = 8, DEL = 17, WEAK = 20, ONE_ITEM = 16, TWO_ITEMS = 32, SECOND_ITEM = 5, KINDS = 16, NAMED = 9 };

static uint8_t any_action(uint64_t *random)
{
  return (uint8_t)(CODES_OF_STATEMENTS * random_below(random, 8));
}

/* Objects of one kind, each holds the one before it; the last is dropped. */
static void chain(uint8_t *bytes, uint32_t count, uint64_t *random)
{
  uint8_t name = (uint8_t)random_below(random, NAMED), kind = (uint8_t)random_below(random, KINDS);
  memcpy(bytes, (uint8_t[]){NEW, name, 0, name}, STATEMENT_BYTES);
  for (uint32_t i = 1; i + 1 < count; i++)
    memcpy(bytes + i * STATEMENT_BYTES, (uint8_t[]){NEW, name, kind | ONE_ITEM, name}, STATEMENT_BYTES);
  memcpy(bytes + (count - 1) * STATEMENT_BYTES, (uint8_t[]){DEL, name, 0, 0}, STATEMENT_BYTES);
}

/* Two objects that refer to each other, one of them to a weak reference to the other, are dropped and collected. */
static void ring(uint8_t *bytes, uint32_t count, uint64_t *random)
{
  uint8_t name = (uint8_t)random_below(random, NAMED), weak = name + SECOND_ITEM;
  uint8_t other = (uint8_t)random_below(random, NAMED), kind = (uint8_t)random_below(random, KINDS);
  const uint8_t statements[][STATEMENT_BYTES] = {{NEW | any_action(random), name, (uint8_t)random_below(random, 5), 0},
                                                 {WEAK | any_action(random), weak, name, 0},
                                                 {NEW | any_action(random), other, kind | TWO_ITEMS, name},
                                                 {SET, name, other, 0},
                                                 {DEL, weak, 0, 0},
                                                 {DEL, other, 0, 0},
                                                 {DEL, name, 0, 0},
                                                 {CODE_OF_COLLECTION, 2, 0, 0}};
  for (uint32_t i = 0; i < count; i++)
    memcpy(bytes + i * STATEMENT_BYTES, statements[i % (sizeof statements / sizeof statements[0])], STATEMENT_BYTES);
}

/* A few names, and all codes or every other one; or a structure. */
void random_operations(uint8_t *bytes, uint32_t count, uint64_t *random)
{
  if (count > 3 && random_below(random, 2) == 0) {
    if (random_below(random, 2) == 0) chain(bytes, count, random);
    else ring(bytes, count, random);
    return;
  }
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
