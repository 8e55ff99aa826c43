/* Blocks as of the C allocator, for the target `blocks`: the same requests get the same addresses in every run and process,
 * so that what depends on addresses, as the table of these blocks, happens again. */
#ifndef HEAPPROOF_BLOCKS_HEAP_H
#define HEAPPROOF_BLOCKS_HEAP_H

/* From now on the byte allocator takes its blocks here; all that were taken before are gone. */
void blocks_heap_begin(void);

#endif
