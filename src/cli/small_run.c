/* Running a small graph: heap, oracle and expectation side by side. */
#include "small_run.h"
#include <stddef.h>
#include "program/driver.h"
#include "program/kind_names.h"

/* The objects alive, as the events of the heap tell, and how often one died that was not alive. */
struct watched {
  uint32_t alive, wrong;
};

static void watch(void *context, const struct driver_event *event)
{
  struct watched *watched = context;
  if (event->kind != DRIVER_DEALLOC) return;
  uint32_t object = event->serial >= 1 && event->serial <= MOST_SMALL_OBJECTS ? 1u << (event->serial - 1) : 0;
  if ((watched->alive & object) == 0) watched->wrong++;
  watched->alive &= ~object;
}

static const char *make(const struct small_graph *graph, struct watched *watched)
{
  uint32_t handle[MOST_SMALL_OBJECTS];
  *watched = (struct watched){.alive = 0};
  driver_start(watch, watched, 1);
  for (uint32_t object = 0; object < graph->objects; object++) {
    uint32_t kind = graph->kind[object], bytes = kind_bytes(kind, graph->slots);
    handle[object] = driver_new(FIRST_CALLER_ROOT + object, kind, graph->slots, bytes, 0, NULL);
    if (handle[object] == 0) return "there is no room for the graph";
    watched->alive |= 1u << object;
  }
  for (uint32_t object = 0; object < graph->objects; object++)
    for (uint32_t slot = 0; slot < graph->slots; slot++)
      if (graph->target[object][slot] != 0)
        driver_set_slot(handle[object], slot, handle[graph->target[object][slot] - 1]);
  return NULL;
}

static const char *compare(const struct watched *watched, uint32_t expected)
{
  if (watched->wrong != 0) return "an object died twice, or was never made";
  if ((watched->alive & ~expected) != 0) return "an object is alive that should be dead";
  if ((expected & ~watched->alive) != 0) return "an object is dead that should be alive";
  return driver_compare();
}

/* Drops names, then collects; `rooted` stay bound. */
static const char *drop_and_collect(const struct small_graph *graph, uint32_t dropped, uint32_t rooted,
                                    struct watched *watched, struct small_figures *figures)
{
  uint32_t before = watched->alive;
  struct expected expected = small_graph_expect(graph, before, rooted);
  for (uint32_t object = 0; object < graph->objects; object++)
    if ((dropped >> object & 1) != 0) driver_set_root(FIRST_CALLER_ROOT + object, 0);
  const char *difference = compare(watched, expected.counted);
  if (difference != NULL) return difference;
  if (driver_collect(2) != objects_in(expected.garbage)) return "a collection found another number of objects";
  figures->counted += objects_in(before & ~expected.counted);
  figures->collected += objects_in(expected.counted & ~expected.collected);
  figures->collections++;
  figures->found += expected.garbage != 0;
  return compare(watched, expected.collected);
}

const char *small_graph_run(const struct small_graph *graph, struct small_figures *figures)
{
  struct watched watched;
  uint32_t all = (1u << graph->objects) - 1;
  const char *difference = make(graph, &watched);
  if (difference == NULL) difference = drop_and_collect(graph, all & ~graph->roots, graph->roots, &watched, figures);
  if (difference == NULL && graph->roots != 0) difference = drop_and_collect(graph, graph->roots, 0, &watched, figures);
  return difference;
}
