/* What is wrong with an input, and where: the one form in which reader and interpreter report an error. */
#ifndef HEAPPROOF_PROBLEM_H
#define HEAPPROOF_PROBLEM_H
#include <stdint.h>

enum { PROBLEM_BYTES = 320 };

struct problem {
  uint64_t line;
  uint32_t column; /* in bytes, from 1; 0 when the problem has no place in the text */
  char message[PROBLEM_BYTES];
};

/* Describes the problem; always 0, so that a function can end with `return problem_at(...)`. */
int problem_at(struct problem *problem, uint64_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* `path:line:column: message` on standard error; the path `-` is standard input. */
void problem_report(const char *path, const struct problem *problem);

/* How many of the `size` bytes of `text` to quote: all, or the whole characters within the first 40. */
int problem_quote(const char *text, uint32_t size);

#endif
