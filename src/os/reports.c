/* What is said about a pointer that is no block in use, and about a damaged block. */
#include <stdio.h>
#include "bytes.h"

static void print_problem(void *context, const struct bytes_problem *problem)
{
  static const char *const states[] = {"in use", "a block that is free", "no begin of a block",
                                       "in an arena that was given back", "no block of this allocator"};
  (void)context;
  fprintf(stderr, "heapproof: ");
  switch (problem->kind) {
  case BYTES_NOT_IN_USE: fprintf(stderr, "%p is %s", problem->block, states[problem->state]); break;
  case BYTES_OTHER_API:
    fprintf(stderr, "%p of %zu bytes was taken by API '%c' and is used by '%c'", problem->block, problem->size,
            problem->api, problem->used);
    break;
  default:
    fprintf(stderr, "%p of %zu bytes, API '%c': a byte %s it was written, at offset %td", problem->block, problem->size,
            problem->api != 0 ? problem->api : '?', problem->kind == BYTES_UNDERFLOW ? "before" : "after",
            problem->offset);
    break;
  }
  fputc('\n', stderr);
}

static bytes_reporter *current_reporter = print_problem;
static void *reporter_context;

void bytes_set_reporter(bytes_reporter *reporter, void *context)
{
  current_reporter = reporter != NULL ? reporter : print_problem;
  reporter_context = context;
}

void bytes_report(const struct bytes_problem *problem)
{
  current_reporter(reporter_context, problem);
}
