/* Stepping through programs. */
#include "byte_programs.h"
#include "core/heap.h"
#include "program/driver.h"

struct program start_program(const uint8_t *data, size_t size, enum comparing comparing)
{
  decode_start(swarm_of(data, size));
  operations_start(1);
  return (struct program){.data = data, .size = size - size % OPERATION_BYTES, .comparing = comparing};
}

/* That the emptied heap has room is seen in programs that are compared often, and takes too long for the others. */
static int is_worthwhile(const struct program *program, const struct operation *operation)
{
  return program->comparing == COMPARE_OPERATIONS || !operation->needs_room;
}

int next_operation(struct program *program, struct step *step)
{
  step->compared = 0;
  step->difference = NULL;
  if (cluster_next(&step->operation)) {
    program->steps++;
    return 1;
  }
  if (program->at == program->size || program->steps >= MOST_OPERATIONS) {
    program->in_ending++;
    return next_ending(&program->ending, &step->operation) && is_worthwhile(program, &step->operation);
  }
  decode_operation(program->data + program->at, &step->operation);
  program->at += OPERATION_BYTES;
  program->steps++;
  return 1;
}

void perform_step(const struct program *program, struct step *step)
{
  uint32_t collections = operations_happenings()->collections;
  step->room = ROOM_ENOUGH;
  if (step->operation.action == DO_NOTHING || step->difference != NULL) return;
  step->room = perform_operation(&step->operation);
  int always = program->comparing == COMPARE_OPERATIONS;
  step->compared = always || collections != operations_happenings()->collections;
  if (step->compared) step->difference = always ? driver_compare() : driver_difference();
  if (step->room != ROOM_ENOUGH && step->operation.needs_room)
    step->difference = "the emptied heap has less room than a fresh one";
}

int next_step(struct program *program, struct step *step)
{
  if (!next_operation(program, step)) return 0;
  perform_step(program, step);
  return 1;
}

static void print_step(const struct program *program, struct step *step, FILE *out)
{
  long start = ftell(out);
  print_operation(&step->operation, out);
  fflush(out);
  perform_step(program, step);
  if (step->room == ROOM_ENOUGH || step->operation.needs_room || fseek(out, start, SEEK_SET) != 0) return;
  fputs("# no room: ", out);
  print_operation(&step->operation, out);
}

/* What the heap is like now, as expectations: that the text does what the bytes do can be tested. */
static void print_expectations(FILE *out)
{
  fprintf(out, "expect live = %u\n", (unsigned)driver_live());
  fprintf(out, "expect count = [%u,%u,%u]\n", (unsigned)gc_count[0], (unsigned)gc_count[1], (unsigned)gc_count[2]);
}

int print_program(const uint8_t *data, size_t size, enum printing printing, FILE *out)
{
  struct step step = {.difference = NULL};
  struct program program = start_program(data, size, COMPARE_OPERATIONS);
  while (step.difference == NULL && next_operation(&program, &step)) {
    if (printing == PRINT_WITHOUT_ENDING && program.in_ending > 0) return fflush(out) == 0 && !ferror(out);
    if (printing == PRINT_WITH_EXPECTATIONS && program.in_ending == 1) print_expectations(out);
    print_step(&program, &step, out);
  }
  if (step.difference != NULL) fprintf(out, "# %s\n", step.difference);
  else if (printing == PRINT_WITH_EXPECTATIONS) print_expectations(out);
  return fflush(out) == 0 && !ferror(out);
}
