#include "machine.h"
#include "collector.h"
#include "deallocation.h"
#include "lists.h"

uint32_t event_object;

uint32_t heap_depth(void)
{
  return length[DYING] + collecting;
}

static uint32_t step(void)
{
  if (length[DYING] > base) return step_deallocation();
  if (collecting) return step_delete_garbage();
  return EVENT_IDLE;
}

uint32_t heap_next_event(uint32_t floor)
{
  while (length[DYING] + collecting > floor) {
    uint32_t event = step();
    if (event != EVENT_IDLE) return event;
  }
  return EVENT_IDLE;
}
