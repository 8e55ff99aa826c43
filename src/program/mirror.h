/* The same operations on the naive oracle, which knows counting and reachability, and nothing of finalizers, weak
 * references, dicts and the like: from the first of these on it is left behind, and agrees with everything. */
#ifndef HEAPPROOF_MIRROR_H
#define HEAPPROOF_MIRROR_H
#include <stdint.h>
#include "program/driver.h"

void mirror_start(int on);
int mirror_is_on(void);
void mirror_stop(void); /* something that the oracle cannot follow */

void mirror_set_slot(uint32_t object, uint32_t slot, uint32_t value);
void mirror_set_root(uint32_t root, uint32_t value);
void mirror_new(uint32_t object, uint32_t root, const struct driver_birth *birth); /* before it is tracked */
void mirror_track(uint32_t object);
/* A collection has ended, and found so many: the oracle collects, and what differs then is noted. */
void mirror_collection(uint32_t generation, uint32_t found);

/* Null, or the first difference. */
const char *compare_with_oracle(void);

#endif
