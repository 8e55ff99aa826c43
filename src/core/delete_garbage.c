#include "cells.h"
#include "collector.h"
#include "kinds.h"
#include "lists.h"
#include "machine.h"
#include "objects.h"
#include "references.h"
#include "statistics.h"

static void finish_collection(void)
{
  count_result(collection_generation, collection_found);
  length[UNREACHABLE] = 0;
  next_unreachable = 0;
  base = 0;
  collecting = 0;
}

static uint32_t old_generation(void)
{
  return collection_generation < 2 ? GENERATION_0 + collection_generation + 1 : GENERATION_2;
}

static void clear_slot(uint32_t object)
{
  uint32_t cell = slot_cell(object, clear_cursor);
  uint32_t target = cells[cell];
  write_cell(cell, 0);
  clear_cursor++;
  if (target != 0) release(target);
}

static void unpin(uint32_t object)
{
  write_cell(PIN, 0);
  if (list_of[object] == UNREACHABLE) {
    list_unlink(object);
    list_enlist(old_generation(), object);
  }
  release(object);
}

static uint32_t take_next(void)
{
  uint32_t object = order[UNREACHABLE * LIST_SPACE + next_unreachable];
  next_unreachable++;
  if (object == 0) return EVENT_IDLE;
  if (!kind_is_clearable(kind_of[object])) {
    list_unlink(object);
    list_enlist(old_generation(), object);
    return EVENT_IDLE;
  }
  reference_count[object]++;
  write_cell(PIN, object);
  clear_cursor = 0;
  event_object = object;
  return EVENT_CLEAR;
}

uint32_t step_delete_garbage(void)
{
  uint32_t object = cells[PIN];
  if (object == 0) {
    if (next_unreachable < length[UNREACHABLE]) return take_next();
    finish_collection();
    return EVENT_COLLECT_STOP;
  }
  if (clear_cursor < slot_count[object])
    clear_slot(object);
  else
    unpin(object);
  return EVENT_IDLE;
}
