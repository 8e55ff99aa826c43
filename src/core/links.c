/* Lists of pools: linking at the front, unlinking anywhere. */
#include "links.h"

uint32_t first_linked[CLASSES_END];
uint32_t next_linked[POOLS_END];
uint32_t previous_linked[POOLS_END];
uint32_t link_class[POOLS_END];
uint64_t links_made;

void link_push(uint32_t pool, uint32_t class)
{
  uint32_t next = first_linked[class];
  next_linked[pool] = next;
  previous_linked[pool] = 0;
  previous_linked[next] = pool; /* entry 0 is nobody's */
  first_linked[class] = pool;
  link_class[pool] = class;
  links_made++;
}

void link_remove(uint32_t pool)
{
  uint32_t next = next_linked[pool];
  uint32_t previous = previous_linked[pool];
  if (previous == 0) first_linked[link_class[pool]] = next;
  else next_linked[previous] = next;
  previous_linked[next] = previous;
  link_class[pool] = NO_CLASS;
}
