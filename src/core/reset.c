#include "reset.h"
#include "blocks.h"
#include "cells.h"
#include "collector.h"
#include "frames.h"
#include "lists.h"
#include "objects.h"
#include "references.h"
#include "statistics.h"

static void reset_cells(void)
{
  cells[PIN] = 0;
  for (uint32_t root = FIRST_NAMED; root < named_used; root++) cells[root] = 0;
  for (uint32_t local = 0; local < locals_used; local++) cells[FIRST_LOCAL + local] = 0;
  for (uint32_t object = 1; object <= born; object++)
    if (list_of[object] != FREE)
      for (uint32_t i = 0; i < slot_count[object]; i++) cells[first_cell[object] + i] = 0;
  named_used = 0;
  locals_used = 0;
}

static void reset_lists(void)
{
  for (uint32_t list = 0; list < LISTS; list++) {
    for (uint32_t i = 0; i < length[list]; i++) order[list * LIST_SPACE + i] = 0;
    length[list] = 0;
  }
  for (uint32_t object = 1; object <= born; object++) list_of[object] = FREE;
  born = 0;
}

void heap_reset(void)
{
  reset_cells();
  reset_lists();
  block_reset();
  statistics_reset();
  frame_count = 0;
  locals_count = 0;
  births = 0;
  youngest = 0;
  collecting = 0;
  base = 0;
  next_unreachable = 0;
}
