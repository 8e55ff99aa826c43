/* The kinds under their names in heap programs, and the bytes of a block when a program does not say (section 3 of
 * spec/heap-programs.md; CPython 3.11 on 64 bits, collector's header included). */
#ifndef HEAPPROOF_KIND_NAMES_H
#define HEAPPROOF_KIND_NAMES_H
#include <stdint.h>
#include "kinds.h"

/* KIND_COUNT when no kind of this version has that name. */
uint32_t kind_named(const char *text, uint32_t size);
const char *kind_name(uint32_t kind);
uint32_t kind_bytes(uint32_t kind, uint32_t slots); /* slots up to 16777216 */

#endif
