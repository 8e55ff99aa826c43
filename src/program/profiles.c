/* Looking profiles up. */
#include "profiles.h"
#include <string.h>

uint32_t profile_named(const char *name)
{
  uint32_t row = 0;
  while (row < PROFILES && strcmp(profiles[row].name, name) != 0) row++;
  return row;
}
