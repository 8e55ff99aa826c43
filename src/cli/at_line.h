/* Commands that run one program, up to a line or to its end, and then show what it has left. */
#ifndef HEAPPROOF_AT_LINE_H
#define HEAPPROOF_AT_LINE_H
#include <stdint.h>
#include <stdio.h>
#include "program/interpreter.h"

struct shown {
  const char *command, *usage;
  /* Writes what is shown of a program that was run; the heap is the program's.  0: no memory. */
  int (*show)(FILE *out, const struct interpreter *interpreter, const char *path);
};

/* [--at LINE] [--profile PROFILE] FILE, --help: the whole of such a command's main. */
int at_line_main(int argc, char **argv, const struct shown *shown);
/* Shows what is there after the statement of a line, 0: after the last one, under a profile, a row.  An exit status. */
int at_line_write(FILE *out, const struct shown *shown, const char *path, uint64_t line, uint32_t profile);

#endif
