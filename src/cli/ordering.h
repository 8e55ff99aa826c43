/* The promise `unordered`: events of a collection whose order is not compared. */
#ifndef HEAPPROOF_ORDERING_H
#define HEAPPROOF_ORDERING_H
#include <stdint.h>
#include "program/lines.h"

/* Comparable parts of the messages in `unordered`, a bit each, go behind the others, in the order of their text. */
void order_parts(struct lines *parts, uint32_t unordered);

#endif
