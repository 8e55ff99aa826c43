/* Reachability as a square of bits, closed by Warshall's method: the heap of the fuzz targets is that small. */
#include "components.h"
#include <string.h>
#include "core/heap.h"
#include "program/driver.h"

_Static_assert(MAX_OBJECTS <= 64, "an object is a bit of a word");

static uint64_t reaches[MAX_OBJECTS];

static int is_live(uint32_t object)
{
  return list_of[object] >= UNREACHABLE;
}

static void close_over(void)
{
  for (uint32_t middle = 1; middle <= born; middle++)
    for (uint32_t from = 1; from <= born; from++)
      if ((reaches[from] >> middle & 1) != 0) reaches[from] |= reaches[middle];
}

struct component_sizes component_sizes(void)
{
  struct component_sizes sizes = {.largest = 0};
  memset(reaches, 0, sizeof reaches);
  for (uint32_t object = 1; object <= born; object++)
    for (uint32_t slot = 0; is_live(object) && slot < slot_count[object]; slot++)
      reaches[object] |= UINT64_C(1) << heap_get_slot(object, slot);
  for (uint32_t object = 1; object <= born; object++) reaches[object] &= ~UINT64_C(1); /* null */
  close_over();
  driver_mark();
  for (uint32_t object = 1; object <= born; object++) {
    uint32_t size = 0;
    if ((reaches[object] >> object & 1) == 0) continue;
    for (uint32_t other = 1; other <= born; other++)
      size += (uint32_t)(reaches[object] >> other & reaches[other] >> object & 1);
    if (size > sizes.largest) sizes.largest = size;
    if (!driver_is_reachable(object) && size > sizes.largest_garbage) sizes.largest_garbage = size;
  }
  return sizes;
}
