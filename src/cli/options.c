/* Options. */
#include "options.h"
#include <string.h>

int option_number(const char *text, uint64_t *number)
{
  uint64_t value = 0;
  if (*text == '\0') return 0;
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') return 0;
    uint64_t digit = (uint64_t)(*text - '0');
    if (value > (UINT64_MAX - digit) / 10) return 0;
    value = value * 10 + digit;
  }
  *number = value;
  return 1;
}

int option_number_within(const char *text, uint32_t least, uint32_t most, uint32_t *number)
{
  uint64_t value;
  if (!option_number(text, &value) || value < least || value > most) return 0;
  *number = (uint32_t)value;
  return 1;
}

int option_parts(const char *text, int (*add)(const char *part, size_t size))
{
  for (;;) {
    size_t size = strcspn(text, ",");
    if (!add(text, size)) return 0;
    if (text[size] == '\0') return 1;
    text += size + 1;
  }
}

const char *option_value(int argc, char **argv, int *at, const char *name)
{
  size_t size = strlen(name);
  if (strncmp(argv[*at], name, size) != 0) return NULL;
  if (argv[*at][size] == '=') return argv[*at] + size + 1;
  if (argv[*at][size] != '\0') return NULL;
  if (*at + 1 >= argc) return "";
  return argv[++*at];
}

int options_ask_help(int argc, char **argv)
{
  for (int at = 1; at < argc && strcmp(argv[at], "--") != 0; at++)
    if (strcmp(argv[at], "--help") == 0) return 1;
  return 0;
}
