/* Random programs as bytes. */
#include "random_bytes.h"
#include "cli/random.h"

static const uint32_t usual_weight[FAMILIES] = {
    [MAKES] = 40, [CLUSTERS] = 12, [PARTS] = 8,     [SETS] = 50,   [LETS] = 15, [DROPS] = 30, [HOLDS_OR_RELEASES] = 10,
    [CALLS] = 8,  [RETURNS] = 8,   [COLLECTS] = 15, [CONTROLS] = 5};

/* A family is left out one time in five, else weighs from an eighth to eight times the usual; objects are always
 * made in one way or another. */
struct weights random_weights(uint64_t *random)
{
  static const uint32_t few[4] = {3, 6, 12, NAMES};
  struct weights weights = {.sum = 0};
  for (uint32_t family = 0; family < FAMILIES; family++) {
    uint32_t weight = usual_weight[family] * 8;
    uint32_t shift = random_below(random, 7);
    weight = shift < 4 ? weight >> shift : weight << (shift - 3);
    if (random_below(random, 5) == 0) weight = 0;
    if (family == CLUSTERS && weight == 0 && weights.of_family[MAKES] == 0) weight = usual_weight[family];
    weights.of_family[family] = weight;
    weights.sum += weight;
  }
  weights.names = few[random_below(random, 4)];
  weights.first_name = random_below(random, NAMES);
  return weights;
}

uint8_t random_name(const struct weights *weights, uint64_t *random)
{
  uint32_t name = (weights->first_name + random_below(random, weights->names)) % NAMES;
  return (uint8_t)(name + NAMES * random_below(random, 8));
}

static uint32_t random_family(const struct weights *weights, uint64_t *random)
{
  uint32_t at = random_below(random, weights->sum), family = 0;
  while (at >= weights->of_family[family]) at -= weights->of_family[family++];
  return family;
}

void random_operation(uint8_t *bytes, const struct weights *weights, uint64_t *random)
{
  uint32_t family = random_family(weights, random), code = random_below(random, CODES);
  while (family_of_code[code] != family) code = (code + 1) % CODES;
  bytes[0] = (uint8_t)(code + CODES * random_below(random, 8));
  bytes[1] = random_name(weights, random);
  bytes[2] = random_name(weights, random);
  bytes[3] = (uint8_t)random_below(random, 256);
}

size_t random_program(uint8_t *bytes, size_t operations, uint64_t *random)
{
  struct weights weights = random_weights(random);
  size_t size = 0;
  for (; size < operations * OPERATION_BYTES; size += OPERATION_BYTES) random_operation(bytes + size, &weights, random);
  uint32_t rest = random_below(random, 8);
  for (uint32_t i = 0; rest < OPERATION_BYTES && i < rest; i++)
    bytes[size++] = (uint8_t)(random_below(random, 256) & random_below(random, 256));
  return size;
}
