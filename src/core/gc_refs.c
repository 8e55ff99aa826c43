#include "cells.h"
#include "collector.h"
#include "lists.h"
#include "objects.h"

uint32_t gc_refs[MAX_OBJECTS];

void update_refs(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, end = start + length[young];
  for (uint32_t at = start; at < end; at++) gc_refs[order[at]] = reference_count[order[at]];
}

void subtract_refs(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, end = start + length[young];
  for (uint32_t at = start; at < end; at++) {
    uint32_t object = order[at];
    uint32_t first = first_cell[object], slots = slot_count[object];
    for (uint32_t i = 0; i < slots; i++) {
      uint32_t target = cells[first + i];
      if (target != 0 && list_of[target] == young) gc_refs[target]--;
    }
  }
}
