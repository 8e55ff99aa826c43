/* Inputs of the target `graph` can be made small. */
#include "byte_programs.h"
#include "shrink_bytes.h"

static const char *run(const struct input *input)
{
  struct program program = start_program(input->bytes, input->size, COMPARE_OPERATIONS);
  struct step step = {.difference = NULL};
  while (step.difference == NULL && next_step(&program, &step)) continue;
  return step.difference;
}

static int print(const struct input *input, FILE *out)
{
  return print_program(input->bytes, input->size, PRINT_STATEMENTS, out);
}

const struct form graph_form = {"graph", 0, CODE_OF_COLLECTION, run, print};
