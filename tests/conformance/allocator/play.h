/* Plays a sequence on any allocator and writes its stream. */
#ifndef HEAPPROOF_CONFORMANCE_PLAY_H
#define HEAPPROOF_CONFORMANCE_PLAY_H
#include <stddef.h>
#include <stdint.h>

struct operation;
struct table;

struct allocator {
  void *(*malloc)(size_t size);
  void *(*calloc)(size_t count, size_t size);
  void *(*realloc)(void *block, size_t size);
  void (*free)(void *block);
  void (*take_table)(struct table *table); /* of the sequence's blocks and arenas alone */
  uint64_t (*count_blocks)(void);          /* these blocks, as sys.getallocatedblocks() does; asked at the end only */
};

/* Writes `operations` outcomes; `write` also gets the events of arenas meanwhile, and before the outcome of each
 * TABLE_EVERY-th operation and of the last one the table.  `note`, which may be null, gets each operation with its
 * outcome. */
enum { TABLE_EVERY = 1000 };
void play(const struct allocator *allocator, uint64_t operations, void (*write)(uint64_t word),
          void (*note)(const struct operation *operation, uint64_t word));

#endif
