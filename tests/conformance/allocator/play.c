/* Plays a sequence: see play.h.  Invariant: block_in[slot] is the block of a slot in use. */
#include "arenas.h"
#include "play.h"
#include "sequence.h"
#include "stream.h"
#include "table.h"

static void *block_in[SLOTS];

static uint64_t outcome(const struct allocator *allocator, struct operation operation)
{
  void *block;
  switch (operation.kind) {
  case MALLOC: block = allocator->malloc(operation.size); break;
  case CALLOC: block = allocator->calloc(operation.count, operation.size); break;
  case REALLOC: block = allocator->realloc(block_in[operation.slot], operation.size); break;
  default:
    allocator->free(block_in[operation.slot]);
    block_in[operation.slot] = 0;
    return stream_word(WORD_FREED, 0, 0, 0);
  }
  if (block != 0) block_in[operation.slot] = block;
  return arena_placed(block);
}

static void write_table(const struct allocator *allocator, void (*write)(uint64_t word))
{
  struct table table;
  allocator->take_table(&table);
  table_write(&table, write);
}

void play(const struct allocator *allocator, uint64_t operations, void (*write)(uint64_t word),
          void (*note)(const struct operation *operation, uint64_t word))
{
  for (uint64_t i = 0; i < operations; i++) {
    struct operation operation = sequence_next();
    uint64_t word = outcome(allocator, operation), performed = i + 1;
    if (performed % TABLE_EVERY == 0 || performed == operations) write_table(allocator, write);
    if (performed == operations) write(figure_word(FIGURE_BLOCKS, allocator->count_blocks()));
    write(word);
    if (note != 0) note(&operation, word);
  }
}
