/* shrink TARGET INPUT FOLDER: makes a failing input of the fuzz target `graph` or `events` small, and writes into the
 * folder
 *
 *   input         the bytes                    program.heap   the same as a heap program
 *
 * and for `graph`
 *
 *   before.json   core and oracle before the first statement after which they differ, or which crashes
 *   after.json    and after it, if it does not crash
 *
 * Prints how it fails, the statements left, and the runs it took.  Exit status 1 when it does not fail.
 *
 * shrink states PROGRAM FOLDER: before.json and after.json of a heap program, core beside model (event_states.h).  Exit
 * status 1 when they differ, as those of a finding do. */
#include <stdio.h>
#include <string.h>
#include "byte_programs.h"
#include "event_states.h"
#include "shrink_bytes.h"
#include "states.h"

enum { PATH_BYTES = 4096, STATEMENT_BYTES = 512 };

static struct input input;
static struct failure failure;
static const struct form *form = &graph_form;
static const char *folder;

static FILE *open_in_folder(const char *name)
{
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "wb");
  if (out == NULL) perror(path);
  return out;
}

static void write_input(void *unused)
{
  (void)unused;
  FILE *out = open_in_folder("input");
  if (out == NULL) return;
  fwrite(input.bytes, 1, input.size, out);
  fclose(out);
}

static void write_program(void *unused)
{
  (void)unused;
  FILE *out = open_in_folder("program.heap");
  if (out == NULL) return;
  form->print(&input, out);
  fclose(out);
}

static void operation_text(const struct operation *operation, char *text)
{
  FILE *out = fmemopen(text, STATEMENT_BYTES, "w");
  if (out == NULL) return;
  print_operation(operation, out);
  fclose(out);
  text[strcspn(text, "\n")] = '\0';
}

static void write_state(const char *name, const char *statement, const char *difference)
{
  FILE *out = open_in_folder(name);
  if (out == NULL) return;
  print_states(statement, difference, out);
  fclose(out);
}

/* The state before is rewritten before every statement, so that a crash leaves it behind. */
static void write_states(void *unused)
{
  (void)unused;
  char statement[STATEMENT_BYTES] = "";
  struct program program = start_program(input.bytes, input.size, COMPARE_OPERATIONS);
  struct step step = {.difference = NULL};
  while (next_operation(&program, &step)) {
    if (step.operation.action == DO_NOTHING) continue;
    operation_text(&step.operation, statement);
    write_state("before.json", statement, failure.text);
    perform_step(&program, &step);
    if (step.difference == NULL) continue;
    write_state("after.json", statement, step.difference);
    return;
  }
}

static size_t statements_left(void)
{
  char path[PATH_BYTES], line[STATEMENT_BYTES * 2];
  size_t count = 0;
  snprintf(path, sizeof path, "%s/program.heap", folder);
  FILE *in = fopen(path, "r");
  while (in != NULL && fgets(line, sizeof line, in) != NULL)
    count += line[0] != '#' && strncmp(line, "expect ", 7) != 0;
  if (in != NULL) fclose(in);
  return count;
}

static int show_states(const char *program, const char *into)
{
  int result = write_event_states(program, into);
  if (result < 0) fprintf(stderr, "shrink: %s: cannot be read as a heap program\n", program);
  return result < 0 ? 2 : result;
}

static int choose(const char *target)
{
  if (strcmp(target, events_form.target) == 0) form = &events_form;
  return strcmp(target, form->target) == 0;
}

int main(int argc, char **argv)
{
  if (argc == 4 && strcmp(argv[1], "states") == 0) return show_states(argv[2], argv[3]);
  FILE *in = argc == 4 && choose(argv[1]) ? fopen(argv[2], "rb") : NULL;
  if (in == NULL) {
    fputs("shrink: usage: shrink graph|events INPUT FOLDER, or shrink states PROGRAM FOLDER\n", stderr);
    return 2;
  }
  input.size = fread(input.bytes, 1, MOST_INPUT, in);
  fclose(in);
  folder = argv[3];
  failure = failure_of(form, &input);
  if (failure.text[0] == '\0') {
    puts("does not fail");
    return 1;
  }
  if (form == &graph_form) write_out(&input, &failure);
  unsigned long runs = shrink_input(form, &input, &failure);
  apart(write_input, NULL);
  apart(write_program, NULL);
  if (form == &graph_form) apart(write_states, NULL);
  printf("%s\n%zu statements\n%lu runs\n", failure.text, statements_left(), runs);
  return 0;
}
