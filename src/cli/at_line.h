/* Commands that run one program, up to a line or to its end, and then show what it has left. */
#ifndef HEAPPROOF_AT_LINE_H
#define HEAPPROOF_AT_LINE_H
#include <stdint.h>
#include <stdio.h>
#include "program/interpreter.h"

/* The end of each one's usage. */
#define AT_LINE_OPTIONS                                                                                                \
  "  --at LINE          stop after the statement of this line\n"                                                       \
  "  --profile PROFILE  the version of CPython (default cpython-3.11; see `heapproof profiles`)\n"                     \
  "  --help             this text\n"                                                                                   \
  "\n"                                                                                                                 \
  "Exit status: 0 fine, 1 a failed expectation, 2 bad usage or bad input.\n"

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
