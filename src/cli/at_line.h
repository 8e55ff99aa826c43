/* Commands that run one program, up to a line or to its end, and then show what it has left. */
#ifndef HEAPPROOF_AT_LINE_H
#define HEAPPROOF_AT_LINE_H
#include <stdint.h>
#include <stdio.h>
#include "program/interpreter.h"

struct shown {
  const char *command, *usage;
  /* Writes what is shown; the heap is that of the program. */
  void (*show)(FILE *out, const char *path);
};

/* [--at LINE] FILE, --help: the whole of such a command's main. */
int at_line_main(int argc, char **argv, const struct shown *shown);

#endif
