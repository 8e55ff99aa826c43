/* What follows the last operation of a program. */
#include <string.h>
#include "core/heap.h"
#include "operations.h"
#include "program/driver.h"

/* The next name or hold that is bound, from *turn on; 0 when there is none. */
static int ending_that_drops(uint32_t *turn, struct operation *operation)
{
  for (; *turn < NAMES + HOLDS; ++*turn) {
    int is_name = *turn < NAMES;
    operation->name = is_name ? *turn : *turn - NAMES;
    if ((is_name ? object_named(operation->name) : object_held(operation->name)) == 0) continue;
    operation->action = is_name ? DO_DEL : DO_RELEASE;
    return 1;
  }
  return 0;
}

/* Only a small heap is filled. */
enum { POOLS = MAX_ARENAS * ARENA_POOLS, MOST_POOLS_TO_FILL = 16 };

/* Fills the emptied heap: as many of the largest blocks as all pools hold, then all extents at once. */
static int ending_that_fills(struct operation *operation, uint32_t turn)
{
  const uint32_t blocks = POOLS * ((POOL_WORDS - HEADER_WORDS) * WORD_BYTES / MAX_BLOCK_BYTES);
  operation->name = RESULT_NAME;
  operation->action = turn <= blocks ? DO_NEW : DO_DEL;
  operation->needs_room = 1;
  operation->kind = KIND_OPAQUE;
  operation->has_size = 1;
  operation->bytes = turn < blocks ? MAX_BLOCK_BYTES : MAX_EXTENT_UNITS * EXTENT_UNIT_WORDS * WORD_BYTES;
  operation->slots = 1;
  operation->values = turn > 0; /* each holds the one before */
  operation->value[0] = (struct place){.name = RESULT_NAME, .object = object_named(RESULT_NAME)};
  return turn <= blocks + 1;
}

int next_ending(uint32_t *turn, struct operation *operation)
{
  memset(operation, 0, sizeof *operation);
  if (calls_entered() > 0) {
    operation->action = DO_RETURN;
    return 1;
  }
  if (ending_that_drops(turn, operation)) return 1;
  uint32_t now = (*turn)++;
  if (now == NAMES + HOLDS + 1 && driver_live() > 0) return 0;
  if (now > NAMES + HOLDS && POOLS > MOST_POOLS_TO_FILL) return 0;
  if (now > NAMES + HOLDS) return ending_that_fills(operation, now - NAMES - HOLDS - 1);
  operation->action = DO_COLLECT;
  operation->number[0] = 2;
  return 1;
}
