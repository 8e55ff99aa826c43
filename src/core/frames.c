/* Frames and their locals. */
#include "frames.h"
#include "references.h"

uint32_t frame_count, locals_count;
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
  return FIRST_LOCAL + locals_count - 1;
}

/* The first bound local from `from` on; locals_count or more when there is none. */
/*@ requires inv:   Frames;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  none:  \forall integer i; from <= i < \result && i < locals_count ==> cells[FIRST_LOCAL + i] == 0;
    ensures  nulls: \forall integer k; FIRST_LOCAL + from <= k < FIRST_LOCAL + \result && k < FIRST_LOCAL + locals_count ==> cells[k] == 0;
    ensures  bound: from <= \result && (\result < locals_count ==> cells[FIRST_LOCAL + \result] != 0); */
static uint32_t next_bound(uint32_t from)
{
  uint32_t local = from;
  /*@ loop invariant range: from <= local && (from <= locals_count ==> local <= locals_count);
      loop invariant nulls: \forall integer k; FIRST_LOCAL + from <= k < FIRST_LOCAL + local ==> cells[k] == 0 || k >= FIRST_LOCAL + locals_count;
      loop assigns   local;
      loop variant   locals_count - local; */
  while (local < locals_count && cells[FIRST_LOCAL + local] == 0) local++;
  return local;
}

int heap_release_local(void)
{
  uint32_t frame = frame_count - 1;
  uint32_t local = next_bound(frame_next[frame]);
  if (local >= locals_count) local = next_bound(frame_start[frame]);
  if (local >= locals_count) {
    locals_count = frame_start[frame];
    frame_count--;
    return 0;
  }
  frame_next[frame] = local;
  /*@ assert bound: cells[FIRST_LOCAL + local] != 0; */
  heap_set_root(FIRST_LOCAL + local, 0);
  /*@ assert others: \forall integer k; FIRST_LOCAL <= k < ROOTS_END ==> k != FIRST_LOCAL + local ==> cells[k] == \at(cells[\at(k,Here)],Pre); */
  return 1;
}
