/* Where blocks are: the operand and the answers of `where` and `size`. */
#include "core/heap.h"
#include "memory.h"
#include "program/arena_watch.h"
#include "program/malloc_stats.h"
#include "operands.h"

int take_place(struct interpreter *interpreter, struct place *place)
{
  struct scanner *scanner = &interpreter->scanner, ahead = *scanner;
  struct word word = take_word(&ahead);
  struct operand operand;
  uint32_t name = 0;
  *place = (struct place){.pointer = NULL};
  if (word.size > 0 && word.size <= NAME_BYTES) name = names_known(&interpreter->bindings.names, word.text, word.size);
  if (name != 0) place->pointer = pointers_find(&interpreter->pointers, name);
  if (place->pointer != NULL) {
    place->text = take_word(scanner);
    return 1;
  }
  if (!take_object(interpreter, &operand)) return 0;
  place->object = operand.value;
  place->text = operand.text;
  return 1;
}

static uint32_t first_of(const struct place *place)
{
  return place->pointer != NULL ? place->pointer->cell : first_cell[place->object];
}

uint64_t blocks_in_use(const struct pointers *pointers)
{
  struct malloc_stats stats;
  malloc_stats_take(&stats);
  uint64_t large = 0;
  for (uint32_t unit = 0; unit < extents_begun; unit++) large += extent_of[unit] == unit + 1;
  return malloc_stats_blocks(&stats) + large + pointers_raw(pointers);
}

/* The units of the extent that begins there. */
static uint64_t large_bytes(uint32_t first)
{
  uint32_t unit = (first - FIRST_EXTENT_CELL) / EXTENT_UNIT_WORDS, end = unit + 1;
  while (end < extents_begun && extent_of[end] == extent_of[unit]) end++;
  return (uint64_t)(end - unit) * EXTENT_UNIT_WORDS * WORD_BYTES;
}

uint64_t place_size(const struct place *place)
{
  if (place->pointer != NULL) return pointer_room(place->pointer);
  uint32_t first = first_of(place);
  return first < FIRST_EXTENT_CELL ? block_bytes(first) : large_bytes(first);
}

void put_place(struct text *text, const struct place *place)
{
  uint32_t first = first_of(place), index = first - FIRST_BLOCK_CELL, pool = index / POOL_WORDS;
  if (first == 0 || first >= FIRST_EXTENT_CELL) {
    text_puts(text, first == 0 ? "\"raw\"" : "\"large\"");
    return;
  }
  if (arena_limit[pool / ARENA_POOLS + 1] == 0) {
    text_puts(text, "null");
    return;
  }
  text_puts(text, "{\"arena\":");
  text_number(text, arena_ordinal(pool / ARENA_POOLS + 1));
  text_puts(text, ",\"pool\":");
  text_number(text, pool % ARENA_POOLS);
  text_puts(text, ",\"offset\":");
  text_number(text, index % POOL_WORDS * WORD_BYTES);
  text_putc(text, '}');
}
