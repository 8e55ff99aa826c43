/* Sequences of allocator operations: see sequence.h.
 *
 * Invariant: live[0 .. living-1] are the slots in use, in no order; older/newer link them by age, with slot SLOTS as
 * both ends; free_slots[0 .. SLOTS-living-1] are the others. */
#include "sequence.h"

enum phase { GROW, DRAIN_RANDOM, DRAIN_OLDEST, DRAIN_NEWEST, DRAIN_ALL, SWAP, PAIR, RESIZE, ODD, PHASES };

/* Sizes of a phase: one size, one of a few neighbouring classes, or anything, sometimes above 512. */
enum sizes { ONE_SIZE, NEIGHBOURS, LARGE_SIZES, ANY_SIZE };

struct character {
  uint8_t weight[PHASES];
  uint32_t longest; /* phase */
  enum sizes sizes;
};

const char *const sequence_characters[] = {"mixed", "one size", "classes", "arenas", "resizing", "near empty", 0};
enum { CHARACTERS = 6, ARENA_HABITS = 4 };

static const struct character characters[CHARACTERS] = {
    {{6, 3, 1, 1, 1, 6, 2, 4, 2}, 2000, ANY_SIZE},   {{6, 4, 2, 2, 1, 4, 2, 0, 0}, 4000, ONE_SIZE},
    {{6, 2, 2, 2, 2, 3, 1, 1, 0}, 1500, NEIGHBOURS}, {{9, 3, 4, 3, 1, 2, 0, 1, 0}, 30000, LARGE_SIZES},
    {{4, 2, 1, 1, 0, 2, 1, 9, 1}, 1500, ANY_SIZE},   {{3, 1, 1, 1, 8, 1, 6, 1, 0}, 120, NEIGHBOURS},
};

static uint64_t state, seed_of_arenas, arena_habit;
static const struct character *character;
static enum phase phase;
static uint32_t left, least_size, most_size;
static uint32_t size_of[SLOTS], live[SLOTS], place[SLOTS], free_slots[SLOTS], older[SLOTS + 1], newer[SLOTS + 1];
static uint32_t living;

static uint64_t mixed(uint64_t number)
{
  number = (number ^ (number >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  number = (number ^ (number >> 27)) * UINT64_C(0x94D049BB133111EB);
  return number ^ (number >> 31);
}

static uint32_t below(uint32_t bound)
{
  state += UINT64_C(0x9E3779B97F4A7C15);
  return (uint32_t)(((mixed(state) >> 32) * bound) >> 32);
}

void sequence_begin(uint64_t seed)
{
  state = mixed(seed + 1);
  character = &characters[seed % CHARACTERS];
  arena_habit = seed / CHARACTERS % ARENA_HABITS;
  seed_of_arenas = mixed(seed + UINT64_C(0x5851F42D4C957F2D));
  living = left = 0;
  older[SLOTS] = newer[SLOTS] = SLOTS;
  for (uint32_t i = 0; i < SLOTS; i++) free_slots[i] = SLOTS - 1 - i;
}

/* Always aligned, never, either, or either with every fourth request refused. */
enum arena_answer sequence_arena(uint64_t request)
{
  uint64_t number = mixed(seed_of_arenas + request);
  if (arena_habit < 2) return arena_habit == 0 ? ARENA_ALIGNED : ARENA_MISALIGNED;
  if (arena_habit == 3 && number % 4 == 0) return ARENA_REFUSED;
  return (number >> 8) % 2 == 0 ? ARENA_ALIGNED : ARENA_MISALIGNED;
}

/* --- slots --- */

static uint32_t slot_taken(uint32_t size)
{
  uint32_t slot = free_slots[SLOTS - 1 - living];
  size_of[slot] = size;
  place[slot] = living;
  live[living++] = slot;
  older[slot] = older[SLOTS];
  newer[slot] = SLOTS;
  newer[older[slot]] = slot;
  older[SLOTS] = slot;
  return slot;
}

static void slot_given(uint32_t slot)
{
  uint32_t last = live[--living];
  live[place[slot]] = last;
  place[last] = place[slot];
  newer[older[slot]] = newer[slot];
  older[newer[slot]] = older[slot];
  free_slots[SLOTS - 1 - living] = slot;
}

/* --- phases --- */

static void choose_sizes(enum sizes sizes)
{
  uint32_t class = below(32);
  least_size = class * 16 + 1;
  most_size = least_size + 15;
  if (sizes == LARGE_SIZES) {
    least_size = 256 + below(8) * 32;
    most_size = 512;
  } else if (sizes == NEIGHBOURS) {
    most_size += 16 * below(4);
    if (most_size > 512) most_size = 512;
  } else if (sizes == ANY_SIZE && below(3) != 0) {
    least_size = 1;
    most_size = below(4) == 0 ? 560 : 512;
  }
}

static void choose_phase(void)
{
  uint32_t sum = 0, turn, next = 0;
  for (uint32_t i = 0; i < PHASES; i++) sum += character->weight[i];
  turn = below(sum);
  while (turn >= character->weight[next]) turn -= character->weight[next++];
  phase = (enum phase)next;
  left = 1 + below(1 + below(character->longest));
  if (phase == DRAIN_ALL) left = living + 1;
  if (phase == PAIR) left = left / 16 + 2;
  if (phase == ODD) left = 1 + below(8);
  choose_sizes(below(8) == 0 ? ANY_SIZE : character->sizes);
}

static uint32_t any_size(void)
{
  return least_size + below(most_size - least_size + 1);
}

/* Sizes around the borders of the rule for keeping a block in place, and others. */
static uint32_t other_size(uint32_t size)
{
  uint32_t whole = size == 0 || size > 512 ? size : (size + 15) / 16 * 16;
  switch (below(10)) {
  case 0: return whole;
  case 1: return whole + 1;
  case 2: return whole - whole / 4;
  case 3: return whole - whole / 4 + 1;
  case 4: return whole - whole / 4 > 0 ? whole - whole / 4 - 1 : 0;
  case 5: return below(513);
  case 6: return 1 + below(16);
  case 7: return below(20) == 0 ? 0 : 500 + below(80);
  default: return any_size();
  }
}

/* --- operations --- */

static struct operation taken(uint32_t size)
{
  struct operation operation = {MALLOC, 0, 1, size};
  if (below(16) == 0) { /* the product, where it is exact, or one that is a little larger */
    uint32_t count = 1 + below(8);
    operation = (struct operation){CALLOC, 0, count, (size + count - 1) / count};
  }
  operation.slot = slot_taken((uint32_t)(operation.count * operation.size));
  return operation;
}

static struct operation given(uint32_t slot)
{
  slot_given(slot);
  return (struct operation){FREE, slot, 0, 0};
}

static struct operation resized(uint32_t slot)
{
  struct operation operation = {REALLOC, slot, 0, other_size(size_of[slot])};
  size_of[slot] = (uint32_t)operation.size;
  return operation;
}

/* Requests that are refused for their size, and of nothing; what is refused takes no slot. */
static struct operation odd(void)
{
  uint32_t slot = free_slots[SLOTS - 1 - living];
  switch (below(5)) {
  case 0: return (struct operation){MALLOC, slot, 1, (size_t)PTRDIFF_MAX + 1 + below(100)};
  case 1: return (struct operation){CALLOC, slot, SIZE_MAX / 8, 9 + below(100)};
  case 2: return (struct operation){MALLOC, slot_taken(0), 1, 0};
  case 3: return (struct operation){CALLOC, slot_taken(0), 0, below(100)};
  default: break;
  }
  if (living == 0) return taken(any_size());
  return (struct operation){REALLOC, live[below(living)], 0, SIZE_MAX - below(100)};
}

struct operation sequence_next(void)
{
  if (left == 0 || (living == 0 && phase >= DRAIN_RANDOM && phase <= DRAIN_ALL)) choose_phase();
  left--;
  if (living == SLOTS) return given(live[below(living)]);
  if (phase == ODD) return odd();
  if (living == 0 || phase == GROW) return taken(any_size());
  switch (phase) {
  case DRAIN_OLDEST: return given(newer[SLOTS]);
  case DRAIN_NEWEST: return given(older[SLOTS]);
  case RESIZE: return resized(live[below(living)]);
  case PAIR: return left % 2 == 1 ? taken(any_size()) : given(older[SLOTS]);
  case SWAP: return left % 2 == 1 ? given(live[below(living)]) : taken(any_size());
  case DRAIN_ALL: return given(below(2) == 0 ? newer[SLOTS] : live[below(living)]);
  default: return given(live[below(living)]);
  }
}
