/* An embedding of the library: an object that refers to itself is dropped, which counting cannot free; then the
 * collector finds it. Every event of the machine is printed. */
#include <stdint.h>
#include <stdio.h>
#include <heapproof/heap.h>

enum { NAME = 1 }; /* the root that holds the object */

static void drive(uint32_t floor)
{
  for (;;) {
    switch (heap_next_event(floor)) {
    case EVENT_DEALLOC: printf("dealloc %u\n", (unsigned)event_object); break;
    case EVENT_CLEAR: printf("clear %u\n", (unsigned)event_object); break;
    case EVENT_COLLECT_STOP: printf("collected %u\n", (unsigned)collection_found); break;
    default: return;
    }
  }
}

int main(void)
{
  uint32_t floor = heap_depth();
  uint32_t object = heap_new(NAME, KIND_CELL, 1, 48);
  if (object == 0) return 1;
  heap_track(object);
  heap_set_slot(object, 0, object);
  printf("count %u\n", (unsigned)reference_count[object]);
  heap_set_root(NAME, 0);
  drive(floor);
  printf("count %u\n", (unsigned)reference_count[object]);
  if (!heap_collect(2)) return 1;
  drive(floor);
  return 0;
}
