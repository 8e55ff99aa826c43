/* Inputs of the target `events` can be made small. */
#include "event_programs.h"
#include "event_statements.h"
#include "shrink_bytes.h"

static const char *run(const struct input *input)
{
  return run_events(input->bytes, input->size, 0, NULL).difference;
}

static int print(const struct input *input, FILE *out)
{
  return print_events(input->bytes, input->size, out);
}

const struct form events_form = {"events", HEADER_BYTES, CODE_OF_COLLECTION, run, print};
