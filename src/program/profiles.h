/* The profiles under their names: `cpython-3.11`. */
#ifndef HEAPPROOF_PROFILES_H
#define HEAPPROOF_PROFILES_H
#include <stdint.h>
#include "profile.h"

/* Its row, or PROFILES when there is none of this name. */
uint32_t profile_named(const char *name);

#endif
