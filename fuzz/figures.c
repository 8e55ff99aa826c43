/* Counting, first in this process, then in the file of the campaign. */
#include "figures.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "components.h"
#include "core/heap.h"
#include "program/driver.h"

enum { RUNS_BETWEEN = 32 };

static _Atomic uint64_t own[FIGURES];
static _Atomic uint64_t *shared = own;
static uint64_t local[FIGURES];
static uint32_t runs_waiting;
static struct happenings before;
static uint32_t steps_of_run;

static void raise_to(enum figure figure, uint64_t value)
{
  if (local[figure] < value) local[figure] = value;
}

static void hand_over_greatest(enum figure figure)
{
  uint64_t known = atomic_load_explicit(&shared[figure], memory_order_relaxed);
  while (known < local[figure] && !atomic_compare_exchange_weak(&shared[figure], &known, local[figure])) continue;
}

void figures_hand_over(void)
{
  runs_waiting = 0;
  for (uint32_t i = 0; i < FIGURES; i++) {
    if (i >= SUMS_END && i < GREATEST_END) {
      hand_over_greatest(i);
    } else if (local[i] != 0) {
      atomic_fetch_add_explicit(&shared[i], local[i], memory_order_relaxed);
      local[i] = 0;
    }
  }
}

void figures_open(void)
{
  const char *path = getenv("HEAPPROOF_COUNTS");
  if (path == NULL || shared != own) return;
  int file = open(path, O_RDWR | O_CREAT, 0644);
  if (file < 0) return;
  if (ftruncate(file, sizeof own) == 0) {
    void *mapped = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) shared = mapped;
  }
  close(file);
  atexit(figures_hand_over);
}

void figures_add(enum figure figure, uint64_t more)
{
  local[figure] += more;
}

void figures_before(const struct step *step, int thorough)
{
  before = *operations_happenings();
  if (!thorough || step->operation.action != DO_COLLECT) return;
  struct component_sizes sizes = component_sizes();
  raise_to(LARGEST_COMPONENT, sizes.largest);
  raise_to(LARGEST_GARBAGE_COMPONENT, sizes.largest_garbage);
}

static void note_collections(const struct step *step, const struct happenings *now)
{
  uint32_t asked = step->operation.action == DO_COLLECT, ended = now->collections - before.collections;
  if (ended == 0) return;
  if (asked && step->operation.number[0] < 3) local[COLLECTIONS_0 + step->operation.number[0]]++;
  else local[COLLECTIONS_0 + collection_generation]++;
  local[AUTOMATIC] += ended - (asked && ended > 0);
  local[COLLECTIONS_FOUND] += now->found > before.found;
  local[GARBAGE] += now->found - before.found;
  raise_to(MOST_GARBAGE, now->most_found);
}

void figures_after(const struct step *step)
{
  const struct happenings *now = operations_happenings();
  local[ACTIONS_BEGIN + step->operation.action]++;
  local[COMPARISONS] += (uint64_t)(step->compared != 0);
  if (step->operation.action == DO_NOTHING) return;
  steps_of_run++;
  local[DEATHS] += now->deaths - before.deaths;
  note_collections(step, now);
  if (step->room != ROOM_ENOUGH) local[ROOMS_BEGIN + step->room]++;
  raise_to(MOST_LIVE, driver_live());
  raise_to(MOST_FRAMES, calls_entered() + 1);
  if (step->operation.values > 0 && step->operation.value[0].object != 0 && step->room == ROOM_ENOUGH)
    raise_to(MOST_REFERENCES, reference_count[step->operation.value[0].object]);
}

void figures_run(void)
{
  local[RUNS]++;
  local[OPERATIONS] += steps_of_run;
  raise_to(MOST_OPERATIONS_IN_RUN, steps_of_run);
  steps_of_run = 0;
  if (++runs_waiting >= RUNS_BETWEEN) figures_hand_over();
}
