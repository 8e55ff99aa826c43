/* The naive oracle's way to make an object. */
#include "oracle/oracle.h"

uint32_t oracle_new(uint32_t root, uint32_t slots)
{
  uint32_t object = oracle_create(root, slots);
  if (object != 0) return object;
  oracle_settle();
  oracle_compact();
  return oracle_create(root, slots);
}
