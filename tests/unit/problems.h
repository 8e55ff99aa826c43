/* A reporter of the byte allocator that keeps what was reported, for tests. */
#ifndef HEAPPROOF_TESTS_PROBLEMS_H
#define HEAPPROOF_TESTS_PROBLEMS_H
#include <stdint.h>
#include "os/bytes.h"

static struct bytes_problem last;
static uint32_t problems;

static void remember(void *context, const struct bytes_problem *problem)
{
  (void)context;
  last = *problem;
  problems++;
}

#endif
