#include "cells.h"
#include "collector.h"
#include "lists.h"
#include "objects.h"

static void visit_reachable(uint32_t young, uint32_t target, uint32_t read)
{
  if (list_of[target] == young) {
    if (position[target] >= read && gc_refs[target] == 0) gc_refs[target] = 1;
  } else if (list_of[target] == UNREACHABLE) {
    list_unlink(target);
    gc_refs[target] = 1;
    list_append(young, target);
  }
}

void move_unreachable(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, read = start, write = start;
  while (read < start + length[young]) {
    uint32_t object = order[read];
    order[read] = 0;
    if (gc_refs[object] > 0) {
      order[write] = object;
      position[object] = write;
      write++;
      read++;
      uint32_t slots = slot_count[object];
      for (uint32_t turn = 0; turn < slots; turn++) visit_reachable(young, cells[slot_cell(object, turn)], read);
    } else {
      list_of[object] = UNTRACKED;
      read++;
      list_append(UNREACHABLE, object);
    }
  }
  length[young] = write - start;
}
