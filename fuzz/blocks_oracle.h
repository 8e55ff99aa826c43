/* The naive oracle of the byte allocator: a list of the blocks in use, as intervals of addresses with their contents.
 *
 * Everything is looked at for every block, every time.  Functions return null, or what is wrong. */
#ifndef HEAPPROOF_BLOCKS_ORACLE_H
#define HEAPPROOF_BLOCKS_ORACLE_H
#include <stddef.h>
#include <stdint.h>

enum { MOST_BLOCKS = 48 };

struct interval {
  unsigned char *block; /* null: none */
  size_t size;
  uint8_t pattern; /* byte i holds pattern + i */
};

/* No block is in use; there will be `most` at the same time.  `guarded`: 24 bytes of debug hooks lie around each;
 * `last_is_kept`: the last arena stays when it is empty. */
void intervals_begin(int guarded, int last_is_kept, uint32_t most);
struct interval *interval_at(uint32_t slot);
void interval_fill(struct interval *interval, uint8_t pattern);
/* The first `size` bytes are as they were filled. */
const char *interval_whole(const struct interval *interval, size_t size);
/* A new block of `size` bytes fits: aligned, large enough, apart from all others but `except`'s. */
const char *interval_fits(const unsigned char *block, size_t size, const struct interval *except);
/* A block that was just taken, and is no interval yet, lies where it must: in a pool that is in use, or in a new one of the
 * arena that has the fewest left. */
const char *block_placed(const unsigned char *block);
/* Everything agrees: contents, the allocator's states, its list of all blocks, its statistics, its arenas. */
const char *intervals_agree(void);

#endif
