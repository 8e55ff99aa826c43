/* heapproof mallocstats: the figures of sys._debugmallocstats() after a program, or after a line of it. */
#include "at_line.h"
#include "commands.h"
#include "program/malloc_stats.h"

static const char usage[] =
    "Usage: heapproof mallocstats [--at LINE] [--profile PROFILE] FILE\n"
    "Runs a heap program and writes what its small blocks occupy, as Python's sys._debugmallocstats() does: pools and\n"
    "blocks of each size class, arenas, and the bytes that are lost.  A FILE `-` is standard input.\n"
    "\n" AT_LINE_OPTIONS;

static int show(FILE *out, const struct interpreter *interpreter, const char *path)
{
  struct malloc_stats stats;
  (void)interpreter;
  (void)path;
  malloc_stats_take(&stats);
  malloc_stats_print(out, &stats);
  return 1;
}

int mallocstats_main(int argc, char **argv)
{
  static const struct shown shown = {"mallocstats", usage, show};
  return at_line_main(argc, argv, &shown);
}
