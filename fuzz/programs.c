/* Stepping through programs. */
#include "programs.h"
#include "core/heap.h"
#include "program/driver.h"

struct program start_program(const uint8_t *data, size_t size)
{
  if (size > MOST_OPERATIONS * OPERATION_BYTES) size = MOST_OPERATIONS * OPERATION_BYTES;
  operations_start(1);
  return (struct program){.data = data, .size = size, .at = 0, .ending = 0};
}

static int next_operation(struct program *program, struct operation *operation)
{
  if (program->size - program->at < OPERATION_BYTES) return next_ending(&program->ending, operation);
  *operation = decode_operation(program->data + program->at);
  program->at += OPERATION_BYTES;
  return 1;
}

static void perform_step(struct step *step)
{
  step->performed = 1;
  step->difference = NULL;
  if (step->operation.action == DO_NOTHING) return;
  step->performed = perform_operation(&step->operation);
  step->difference = driver_compare();
  if (!step->performed && step->operation.needs_room)
    step->difference = "the emptied heap has less room than a fresh one";
}

int next_step(struct program *program, struct step *step)
{
  if (!next_operation(program, &step->operation)) return 0;
  perform_step(step);
  return 1;
}

static void print_step(struct step *step, FILE *out)
{
  long start = ftell(out);
  print_operation(&step->operation, out);
  fflush(out);
  perform_step(step);
  if (step->performed || step->operation.needs_room || fseek(out, start, SEEK_SET) != 0) return;
  fputs("# no room: ", out);
  print_operation(&step->operation, out);
}

/* What the heap is like now, as expectations: that the text does what the bytes do can be tested. */
static void print_expectations(FILE *out)
{
  fprintf(out, "expect live = %u\n", (unsigned)driver_live());
  fprintf(out, "expect count = [%u,%u,%u]\n", (unsigned)gc_count[0], (unsigned)gc_count[1], (unsigned)gc_count[2]);
}

int print_program(const uint8_t *data, size_t size, const char *path)
{
  struct step step = {.difference = NULL};
  FILE *out = fopen(path, "w");
  if (out == NULL) return 0;
  struct program program = start_program(data, size);
  while (step.difference == NULL && next_operation(&program, &step.operation)) {
    if (program.ending == 1) print_expectations(out);
    print_step(&step, out);
  }
  if (step.difference != NULL) fprintf(out, "# %s\n", step.difference);
  else print_expectations(out);
  return fclose(out) == 0;
}

int print_steps(const struct step *steps, uint32_t count, const char *difference, const char *path)
{
  FILE *out = fopen(path, "w");
  if (out == NULL) return 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!steps[i].performed && !steps[i].operation.needs_room) fputs("# no room: ", out);
    print_operation(&steps[i].operation, out);
  }
  fprintf(out, "# %s\n", difference);
  return fclose(out) == 0;
}
