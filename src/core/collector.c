#include "collector.h"
#include "lists.h"
#include "statistics.h"

uint8_t collecting;
uint32_t base;
uint32_t next_unreachable;
uint32_t clear_cursor;
uint32_t collection_generation, collection_found;

int heap_collect(uint32_t generation)
{
  if (collecting) return 0;
  uint32_t young = GENERATION_0 + generation;
  count_collection(generation);
  if (generation > 0) list_merge(GENERATION_0, young);
  if (generation > 1) list_merge(GENERATION_1, young);
  list_compact(young);
  uint32_t members = length[young];
  update_refs(young);
  subtract_refs(young);
  move_unreachable(young);
  collection_generation = generation;
  collection_found = members - length[young];
  count_survivors(generation, length[young]);
  if (generation < 2) list_merge(young, young + 1);
  base = length[DYING];
  next_unreachable = 0;
  collecting = 1;
  return 1;
}
