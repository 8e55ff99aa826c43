#include "deallocation.h"
#include "blocks.h"
#include "cells.h"
#include "kinds.h"
#include "lists.h"
#include "machine.h"
#include "objects.h"
#include "references.h"
#include "statistics.h"

uint32_t cursor[MAX_OBJECTS];
uint8_t announced[MAX_OBJECTS];

static void release_slot(uint32_t object)
{
  uint32_t cell = slot_cell(object, cursor[object]);
  uint32_t target = cells[cell];
  write_cell(cell, 0);
  cursor[object]++;
  if (target != 0) release(target);
}

static void bury(uint32_t object)
{
  block_give(first_cell[object]);
  list_pop(DYING);
  list_append(FREE, object);
  if (kind_is_tracked(kind_of[object])) count_deallocation();
}

uint32_t step_deallocation(void)
{
  uint32_t object = order[DYING * LIST_SPACE + length[DYING] - 1];
  if (announced[object] == 0) {
    announced[object] = 1;
    event_object = object;
    return EVENT_DEALLOC;
  }
  if (cursor[object] < slot_count[object])
    release_slot(object);
  else
    bury(object);
  return EVENT_IDLE;
}
