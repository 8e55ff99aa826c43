/* The first difference between what a statement caused on two sides. */
#ifndef HEAPPROOF_DIFFERENCES_H
#define HEAPPROOF_DIFFERENCES_H
#include "comparison.h"

/* 0 when the lists are the same; else `difference`, but for its statement. */
int find_difference(const struct lines *expected, const struct lines *actual, struct difference *difference);

#endif
