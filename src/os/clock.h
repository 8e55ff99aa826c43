/* Time that only goes forward. */
#ifndef HEAPPROOF_CLOCK_H
#define HEAPPROOF_CLOCK_H
#include <stdint.h>

uint64_t clock_milliseconds(void);

#endif
