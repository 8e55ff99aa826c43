/* Work done: see counts.h. */
#include "counts.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct counts {
  _Atomic uint64_t runs, operations;
};
static struct counts own_counts, *counts = &own_counts;

void counts_open(void)
{
  const char *path = getenv("HEAPPROOF_COUNTS");
  int file = path == NULL ? -1 : open(path, O_RDWR | O_CREAT, 0644);
  if (file < 0) return;
  if (ftruncate(file, sizeof *counts) == 0) {
    void *shared = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) counts = shared;
  }
  close(file);
}

void counts_add(uint64_t runs, uint64_t operations)
{
  atomic_fetch_add_explicit(&counts->runs, runs, memory_order_relaxed);
  atomic_fetch_add_explicit(&counts->operations, operations, memory_order_relaxed);
}
