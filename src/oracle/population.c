/* The oracle's objects: a permutation of the identifiers, those present first. */
#include "oracle/population.h"

uint32_t oracle_order[MAX_OBJECTS];
uint32_t oracle_position[MAX_OBJECTS];
uint32_t oracle_present;
uint32_t oracle_born;

uint32_t oracle_admit(void)
{
  if (oracle_present == oracle_born) {
    if (oracle_born + 1 == MAX_OBJECTS) return 0;
    oracle_order[oracle_born] = oracle_born + 1;
    oracle_position[oracle_born + 1] = oracle_born;
    oracle_born++;
  }
  oracle_present++;
  return oracle_order[oracle_present - 1];
}

void oracle_move(uint32_t object, uint32_t place)
{
  uint32_t from = oracle_position[object], other = oracle_order[place];
  oracle_order[from] = other;
  oracle_order[place] = object;
  oracle_position[other] = from;
  oracle_position[object] = place;
}
