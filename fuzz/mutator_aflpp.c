/* The mutator, as a library that AFL++ loads (AFL_CUSTOM_MUTATOR_LIBRARY); AFL++'s own stages on bytes run beside it. */
#include <stdlib.h>
#include <string.h>
#include "cli/random.h"
#include "mutate.h"

enum { SPLICE_ONE_IN = 6 };

struct mutator {
  uint64_t random;
  uint8_t *out;
  size_t room;
};

void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(struct mutator *mutator, uint8_t *data, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t most);
const char *afl_custom_describe(struct mutator *mutator, size_t most);
void afl_custom_deinit(struct mutator *mutator);

void *afl_custom_init(void *afl, unsigned int seed)
{
  (void)afl;
  struct mutator *mutator = calloc(1, sizeof *mutator);
  if (mutator != NULL) mutator->random = seed;
  return mutator;
}

size_t afl_custom_fuzz(struct mutator *mutator, uint8_t *data, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t most)
{
  if (mutator->room < most) {
    uint8_t *larger = realloc(mutator->out, most);
    if (larger == NULL) return 0;
    mutator->out = larger;
    mutator->room = most;
  }
  *out = mutator->out;
  uint64_t random = random_next(&mutator->random);
  if (other != NULL && random % SPLICE_ONE_IN == 0)
    return splice_programs(data, size, other, other_size, mutator->out, most, random);
  if (size > most) size = most;
  memcpy(mutator->out, data, size);
  return mutate_program(mutator->out, size, most, random);
}

const char *afl_custom_describe(struct mutator *mutator, size_t most)
{
  (void)mutator;
  (void)most;
  return "operations";
}

void afl_custom_deinit(struct mutator *mutator)
{
  free(mutator->out);
  free(mutator);
}
