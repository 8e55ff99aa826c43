/* heapproof: dispatches to its commands. */
#include <stdio.h>
#include <string.h>
#include "commands.h"

static const char usage[] =
    "Usage: heapproof COMMAND [OPTION]... [FILE]...\n"
    "Python's memory management as a proved reference: runs heap programs.\n"
    "\n"
    "  run          run programs and write what happens\n"
    "  check        run programs on the heap, on the naive oracle and on the model, and compare\n"
    "  generate     write a random program\n"
    "  decode       write bytes, an input of a fuzz target, as the program they stand for\n"
    "  encode       the other way round\n"
    "  enumerate    run every graph of a few objects, or every short program of the allocator, and compare\n"
    "  graph        write the heap of a program as a Graphviz graph\n"
    "  arenas       write a map of its arenas, pools and blocks as SVG\n"
    "  mallocstats  write what its blocks occupy, as sys._debugmallocstats() does\n"
    "  compare      run programs here and by another implementation, and compare what happens\n"
    "  shrink       make a program on which the two differ as small as it goes\n"
    "  adapter      be that other implementation: read statements, write events\n"
    "  profiles     what differs between the versions of CPython\n"
    "\n"
    "  --help     this text; `heapproof COMMAND --help` tells about a command\n"
    "  --version  the version\n"
    "\n"
    "Exit status: 0 fine, 1 a difference or a failed expectation, 2 bad usage or bad input, 3 an adapter crashed or\n"
    "does not speak the protocol, 4 it hung.\n";

struct command {
  const char *name;
  int (*main)(int argc, char **argv);
};

static const struct command commands[] = {
    {"run", run_main},          {"check", check_main},   {"generate", generate_main},
    {"decode", decode_main},    {"encode", encode_main}, {"enumerate", enumerate_main},
    {"graph", graph_main},      {"arenas", arenas_main}, {"mallocstats", mallocstats_main},
    {"compare", compare_main},  {"shrink", shrink_main}, {"adapter", adapter_main},
    {"profiles", profiles_main}};

static int say(const char *text)
{
  return fputs(text, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_BAD_INPUT;
}

int main(int argc, char **argv)
{
  if (argc < 2) {
    fputs("heapproof: no command given\nTry 'heapproof --help'.\n", stderr);
    return EXIT_BAD_INPUT;
  }
  if (strcmp(argv[1], "--help") == 0) return say(usage);
  if (strcmp(argv[1], "--version") == 0) return say("heapproof " HEAPPROOF_VERSION "\n");
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
    if (strcmp(argv[1], commands[i].name) == 0) return commands[i].main(argc - 1, argv + 1);
  fprintf(stderr, "heapproof: no command '%s'\nTry 'heapproof --help'.\n", argv[1]);
  return EXIT_BAD_INPUT;
}
