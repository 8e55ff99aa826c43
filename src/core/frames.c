#include "frames.h"
#include "cells.h"
#include "references.h"

uint32_t frame_count, locals_count, locals_used;
uint32_t frame_start[MAX_FRAMES];
uint32_t frame_next[MAX_FRAMES];

int heap_push_frame(void)
{
  if (frame_count == MAX_FRAMES) return 0;
  frame_start[frame_count] = locals_count;
  frame_next[frame_count] = locals_count;
  frame_count++;
  return 1;
}

uint32_t heap_push_local(void)
{
  if (frame_count == 0 || locals_count == MAX_LOCALS) return 0;
  locals_count++;
  if (locals_count > locals_used) locals_used = locals_count;
  return FIRST_LOCAL + locals_count - 1;
}

/* The first local at or after `from` that is bound, or locals_count. */
static uint32_t next_bound(uint32_t from)
{
  while (from < locals_count && cells[FIRST_LOCAL + from] == 0) from++;
  return from;
}

int heap_release_local(void)
{
  uint32_t frame = frame_count - 1;
  uint32_t local = next_bound(frame_next[frame]);
  if (local == locals_count) local = next_bound(frame_start[frame]);
  if (local == locals_count) {
    locals_count = frame_start[frame];
    frame_count--;
    return 0;
  }
  frame_next[frame] = local;
  heap_set_root(FIRST_LOCAL + local, 0);
  return 1;
}
