/* events_print INPUT OUTPUT: an input of events_fuzzer as a heap program. */
#include <stdio.h>
#include "event_programs.h"

enum { MOST_BYTES = 1 << 20 };

int main(int argc, char **argv)
{
  static uint8_t data[MOST_BYTES];
  FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (in == NULL) {
    fputs("events_print: usage: events_print INPUT OUTPUT\n", stderr);
    return 2;
  }
  size_t size = fread(data, 1, sizeof data, in);
  fclose(in);
  if (print_events(data, size, argv[2])) return 0;
  fprintf(stderr, "events_print: cannot write %s\n", argv[2]);
  return 2;
}
