/* Nanoseconds for a pair of malloc and free, of several allocators in one process, in turns.
 *
 *     alloc_bench ROUNDS NAME=LIBRARY:MALLOC:FREE[:HOME] ...     LIBRARY `-`: this process; HOME: a Python to begin there
 *
 * heapproof's own byte allocator is the first.  Writes a line for each round, workload and allocator: `pair 0 heapproof
 * 7.25`.  Every block's first byte is written.  Calls go through pointers, as they do between libraries.  A block of each
 * size class stays in use all the time, as in any running program. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include "os/bytes.h"

enum { OPERATIONS = 2000000, DEPTH = 1000, FEW = 10000, MANY = 1000000, ALLOCATORS = 16, ONE_SIZE = 48 };

struct allocator {
  const char *name;
  void *(*take)(size_t size);
  void (*give)(void *block);
};

static struct allocator allocators[ALLOCATORS] = {{"heapproof", bytes_malloc, bytes_free}};
static uint32_t count = 1;
static uint32_t *places, *sizes;
static void **blocks;

/* Time of the processor, so that what else runs on the machine disturbs little. */
static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void *taken(const struct allocator *allocator, size_t size)
{
  char *block = allocator->take(size);
  *(volatile char *)block = 1;
  return block;
}

static double run_pair(const struct allocator *allocator)
{
  double begin = now();
  for (int i = 0; i < OPERATIONS; i++) allocator->give(taken(allocator, ONE_SIZE));
  return (now() - begin) / OPERATIONS;
}

static double run_stack(const struct allocator *allocator)
{
  double begin = now();
  for (int round = 0; round < OPERATIONS / DEPTH; round++) {
    for (int i = 0; i < DEPTH; i++) blocks[i] = taken(allocator, ONE_SIZE);
    for (int i = DEPTH - 1; i >= 0; i--) allocator->give(blocks[i]);
  }
  return (now() - begin) / OPERATIONS;
}

/* The second pass over the same operations counts. */
static double run_random(const struct allocator *allocator, uint32_t live)
{
  double begin = 0;
  for (uint32_t i = 0; i < live; i++) blocks[i] = taken(allocator, sizes[i % OPERATIONS]);
  for (int pass = 0; pass < 2; pass++) {
    begin = now();
    for (int i = 0; i < OPERATIONS; i++) {
      void **block = &blocks[places[i] % live];
      allocator->give(*block);
      *block = taken(allocator, sizes[i]);
    }
  }
  double end = now();
  for (uint32_t i = 0; i < live; i++) allocator->give(blocks[i]);
  return (end - begin) / OPERATIONS;
}

static double run(int workload, const struct allocator *allocator)
{
  switch (workload) {
  case 0: return run_pair(allocator);
  case 1: return run_stack(allocator);
  case 2: return run_random(allocator, FEW);
  default: return run_random(allocator, MANY);
  }
}

static void *memory(size_t bytes)
{
  void *address = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (address == MAP_FAILED) abort();
  return address;
}

static void prepare(void)
{
  for (uint32_t i = 0; i < count; i++)
    for (size_t size = 16; size <= BYTES_SMALL; size += 16) (void)taken(&allocators[i], size);
  uint64_t state = UINT64_C(88172645463325252);
  places = memory(sizeof *places * OPERATIONS);
  sizes = memory(sizeof *sizes * OPERATIONS);
  blocks = memory(sizeof *blocks * MANY);
  for (int i = 0; i < OPERATIONS; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    places[i] = (uint32_t)(state >> 16);
    sizes[i] = 16 + (uint32_t)(state >> 40) % 497;
  }
}

/* A function of a library as a pointer to one: POSIX has dlsym return an object pointer. */
static int look_up(void *library, const char *name, void *function)
{
  void *symbol = dlsym(library, name);
  memcpy(function, &symbol, sizeof symbol);
  return symbol != NULL;
}

static void add(char *text)
{
  char *equals = strchr(text, '=');
  if (equals == NULL || count == ALLOCATORS) exit(2);
  *equals = '\0';
  char *path = strtok(equals + 1, ":"), *take = strtok(NULL, ":"), *give = strtok(NULL, ":"), *home = strtok(NULL, ":");
  void *library = strcmp(path, "-") == 0 ? RTLD_DEFAULT : dlopen(path, RTLD_NOW | RTLD_LOCAL);
  struct allocator allocator = {.name = text};
  void (*begin)(int signals);
  if ((library == NULL && strcmp(path, "-") != 0) || take == NULL || give == NULL) {
    fprintf(stderr, "alloc_bench: %s: %s\n", text, dlerror());
    return;
  }
  if (home != NULL) {
    setenv("PYTHONHOME", home, 1);
    if (!look_up(library, "Py_InitializeEx", &begin)) return;
    begin(0);
  }
  if (!look_up(library, take, &allocator.take) || !look_up(library, give, &allocator.give)) return;
  allocators[count++] = allocator;
}

int main(int words, char **word)
{
  static const char *const names[] = {"pair", "stack", "random-10k", "random-1M"};
  int rounds = words > 1 ? atoi(word[1]) : 1;
  for (int i = 2; i < words; i++) add(word[i]);
  prepare();
  for (int round = 0; round < rounds; round++)
    for (int workload = 0; workload < 4; workload++)
      for (uint32_t i = 0; i < count; i++)
        printf("%s %d %s %.3f\n", names[workload], round, allocators[i].name, run(workload, &allocators[i]));
  return 0;
}
