/* What the target `graph` counts of each step. */
#include "step_figures.h"
#include "components.h"
#include "core/heap.h"
#include "figures.h"
#include "program/driver.h"

static struct happenings seen; /* of this run, up to the step before */
static uint32_t steps_of_run;

void figures_before_collection(const struct step *step)
{
  if (step->operation.action != DO_COLLECT) return;
  struct component_sizes sizes = component_sizes();
  figures_raise(LARGEST_COMPONENT, sizes.largest);
  figures_raise(LARGEST_GARBAGE_COMPONENT, sizes.largest_garbage);
}

static void note_collections(const struct step *step, uint32_t ended)
{
  uint32_t asked = step->operation.action == DO_COLLECT;
  if (asked && step->operation.number[0] < 3) figures_add(COLLECTIONS_0 + step->operation.number[0], 1);
  else figures_add(COLLECTIONS_0 + collection_generation, 1);
  figures_add(AUTOMATIC, ended - (asked && ended > 0));
  figures_add(COLLECTIONS_FOUND, operations_happenings()->found > seen.found);
  seen = *operations_happenings();
}

void figures_after(const struct step *step)
{
  uint32_t ended = operations_happenings()->collections - seen.collections;
  figures_add(ACTIONS_BEGIN + step->operation.action, 1);
  figures_add(COMPARISONS, step->compared != 0);
  if (step->operation.action == DO_NOTHING) return;
  steps_of_run++;
  if (ended > 0) note_collections(step, ended);
  figures_add(ROOMS_BEGIN + step->room, 1);
  figures_raise(MOST_LIVE, driver_live());
  figures_raise(MOST_FRAMES, calls_entered() + 1);
  figures_raise(MOST_REFERENCES, reference_count[step->operation.value[0].object]);
}

void figures_end_steps(void)
{
  const struct happenings *all = operations_happenings();
  figures_add(DEATHS, all->deaths);
  figures_add(GARBAGE, all->found);
  figures_raise(MOST_GARBAGE, all->most_found);
  figures_store();
  figures_run(steps_of_run);
  steps_of_run = 0;
  seen = (struct happenings){.collections = 0};
}
