/* Plays a sequence on any allocator and writes its stream. */
#ifndef HEAPPROOF_CONFORMANCE_PLAY_H
#define HEAPPROOF_CONFORMANCE_PLAY_H
#include <stddef.h>
#include <stdint.h>

struct operation;

struct allocator {
  void *(*malloc)(size_t size);
  void *(*calloc)(size_t count, size_t size);
  void *(*realloc)(void *block, size_t size);
  void (*free)(void *block);
};

/* Writes `operations` outcomes; `write` also gets the events of arenas meanwhile.  `note`, which may be null, gets
 * each operation with its outcome. */
void play(const struct allocator *allocator, uint64_t operations, void (*write)(uint64_t word),
          void (*note)(const struct operation *operation, uint64_t word));

#endif
