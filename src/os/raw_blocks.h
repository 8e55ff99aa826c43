/* The blocks of the C allocator that are in use: their addresses and sizes.
 *
 * Freeing what is not here is a mistake that the C library would not survive; so it is looked up first.  A block
 * that is about to be handed out is added before, so nothing is in use that is not here. */
#ifndef HEAPPROOF_RAW_BLOCKS_H
#define HEAPPROOF_RAW_BLOCKS_H
#include <stddef.h>
#include <stdint.h>

/* Room for one more block: 0 when there is no memory.  The next raw_blocks_add needs it. */
int raw_blocks_reserve(void);
void raw_blocks_add(void *block, size_t size);
/* The entry's size, or RAW_UNKNOWN when no block in use begins there. */
#define RAW_UNKNOWN SIZE_MAX
size_t raw_blocks_size(const void *block);
/* 1 when the address is inside a block in use, beyond its first byte; slow, for reports. */
int raw_blocks_hold(const void *address);
void raw_blocks_remove(const void *block);
uint32_t raw_blocks_count(void);
/* One after the other, in no order: begin with *cursor 0; null at the end. */
void *raw_blocks_next(size_t *cursor, size_t *size);
/* Forgets all and gives the table's own memory back. */
void raw_blocks_reset(void);

#endif
