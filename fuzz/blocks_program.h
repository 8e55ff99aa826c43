/* Any bytes as a program for the byte allocator. */
#ifndef HEAPPROOF_BLOCKS_PROGRAM_H
#define HEAPPROOF_BLOCKS_PROGRAM_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Runs the program from the empty allocator; the `failing`-th request to the system fails, 0: none.  Null, or what is
 * wrong.  With `trace`, every operation is written there. */
const char *blocks_run(const uint8_t *data, size_t size, uint64_t failing, FILE *trace);
uint64_t blocks_requests(void); /* to the system, in the last run */
uint64_t blocks_operations(void);

#endif
