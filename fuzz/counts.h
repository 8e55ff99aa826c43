/* Work done, for the report of a campaign; shared by all its processes through the file HEAPPROOF_COUNTS. */
#ifndef HEAPPROOF_COUNTS_H
#define HEAPPROOF_COUNTS_H
#include <stdint.h>

void counts_open(void);
void counts_add(uint64_t runs, uint64_t operations);

#endif
