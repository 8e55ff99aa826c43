/* Formatting of problems. */
#include "problem.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int problem_at(struct problem *problem, uint64_t line, uint32_t column, const char *format, ...)
{
  problem->line = line;
  problem->column = column;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(problem->message, PROBLEM_BYTES, format, arguments);
  va_end(arguments);
  return 0;
}

void problem_report(const char *path, const struct problem *problem)
{
  fprintf(stderr, "%s:", strcmp(path, "-") == 0 ? "standard input" : path);
  if (problem->line > 0) fprintf(stderr, "%" PRIu64 ":", problem->line);
  if (problem->column > 0) fprintf(stderr, "%" PRIu32 ":", problem->column);
  fprintf(stderr, " %s\n", problem->message);
}

int problem_quote(const char *text, uint32_t size)
{
  const uint32_t most = 40;
  if (size <= most) return (int)size;
  uint32_t end = most;
  while (end > 0 && ((unsigned char)text[end] & 0xC0u) == 0x80u) end--;
  return (int)end;
}
