/* The live objects, as the events tell of them, and the numbers in which they were made.
 *
 * Objects enter when they are made and leave when their death is told; so a handle that is given out while it is live, or
 * dies twice, is noticed.  The first of such faults, and of those that others note here, is kept. */
#ifndef HEAPPROOF_LIVING_H
#define HEAPPROOF_LIVING_H
#include <stdint.h>

void living_start(void);
void living_add(uint32_t object);
void living_remove(uint32_t object);
int living_has(uint32_t object);
uint32_t living_count(void);
uint32_t living_at(uint32_t index);
uint64_t living_serial(uint32_t object); /* from 1; 0 for null */

void note_difference(const char *what); /* static storage */
const char *noted_difference(void);     /* null when there was none */

#endif
