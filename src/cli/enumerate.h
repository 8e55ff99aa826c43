/* What can be enumerated: cases that are numbered from 0, each run and compared by itself. */
#ifndef HEAPPROOF_ENUMERATE_H
#define HEAPPROOF_ENUMERATE_H
#include <stdint.h>
#include <stdio.h>
#include "enumerate_state.h"

struct enumerated {
  const char *noun; /* of many cases */
  /* 1 when the option at argv[*at] was taken, 0 when it is none of its own, -1 when its value is bad, which is said. */
  int (*take_option)(int argc, char **argv, int *at);
  /* How many cases the options ask for; 0 when they are bad, which is said. */
  uint64_t (*count_cases)(void);
  void (*describe)(struct enumeration *enumeration); /* says what stands in the file to go on from */
  /* Null, or the first difference in this case. */
  const char *(*run)(uint64_t number);
  void (*print_case)(uint64_t number, FILE *out);   /* as a heap program */
  void (*print_figures)(uint64_t cases, FILE *out); /* of so many that were run */
};

extern const struct enumerated enumerated_graphs;
extern const struct enumerated enumerated_programs;

/* Bad usage; EXIT_BAD_INPUT. */
int enumerate_complain(const char *what, const char *argument);
/* The same where an option is refused by -1. */
int enumerate_refuse(const char *what, const char *argument);

#endif
