/* Objects that live on after their finalizer, each counted once: a finalizer runs once. */
#include "resurrections.h"
#include "core/heap.h"
#include "program/driver.h"

static uint64_t programs;
static uint64_t counted_in[MAX_OBJECTS], counted_as[MAX_OBJECTS]; /* which program, and the number of the object then */

void resurrections_start(void)
{
  programs++;
}

static int is_new(uint32_t object)
{
  if (!kind_is_finalizable(kind_of[object]) || call_state[object] != CALL_DONE) return 0;
  return counted_in[object] != programs || counted_as[object] != driver_serial(object);
}

uint64_t resurrections_since(void)
{
  uint64_t more = 0;
  for (uint32_t i = 0; i < driver_live(); i++) {
    uint32_t object = driver_live_object(i);
    if (!is_new(object)) continue;
    counted_in[object] = programs;
    counted_as[object] = driver_serial(object);
    more++;
  }
  return more;
}
