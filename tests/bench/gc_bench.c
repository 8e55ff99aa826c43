/* Time of a full collection of a large random graph, through the library, as gc_bench.py times gc.collect().
 *
 *   gc_bench write FILE N    writes a graph: N, the root, then two edges for each object (32-bit words)
 *   gc_bench FILE ROUNDS     builds it from lists of two slots and prints, for each round, two lines:
 *                            `live NANOSECONDS` (least of three collections) and `garbage NANOSECONDS` */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "heap.h"

enum { ROOT = 1, SCRATCH = 2, NODES_FROM = 3 };

static uint64_t random_state = UINT64_C(0x9E3779B97F4A7C15);

static uint32_t random_word(void)
{
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 16);
}

static uint64_t now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void fail(const char *why)
{
  fprintf(stderr, "gc_bench: %s\n", why);
  exit(2);
}

static uint32_t *words(size_t count)
{
  uint32_t *memory = calloc(count, sizeof *memory);
  if (memory == NULL) fail("out of memory");
  return memory;
}

/* A binary tree over the objects in random order, so that all are reachable; the edges a leaf has left are random. */
static void write_graph(const char *path, uint32_t count)
{
  uint32_t *graph = words(2u + 2u * (size_t)count), *place = words(count), *edges = graph + 2;
  for (uint32_t i = 0; i < count; i++) place[i] = i;
  for (uint32_t i = count - 1; i > 0; i--) {
    uint32_t other = random_word() % (i + 1), saved = place[i];
    place[i] = place[other];
    place[other] = saved;
  }
  for (uint64_t k = 0; k < count; k++)
    for (uint64_t side = 0; side < 2; side++) {
      uint64_t child = 2 * k + 1 + side;
      edges[2u * (size_t)place[k] + side] = child < count ? place[child] : place[random_word() % count];
    }
  edges[2u * (size_t)place[count - 1] + 1] = place[0]; /* a leaf back to the root: all one cycle */
  graph[0] = count;
  graph[1] = place[0];
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(graph, 8, (size_t)count + 1, file) != (size_t)count + 1 || fclose(file) != 0)
    fail("cannot write the graph");
  free(graph);
  free(place);
}

static uint32_t *read_graph(const char *path)
{
  uint32_t head[2];
  FILE *file = fopen(path, "rb");
  if (file == NULL || fread(head, 4, 2, file) != 2) fail("cannot read the graph");
  uint32_t *graph = words(2u + 2u * (size_t)head[0]);
  memcpy(graph, head, sizeof head);
  if (fread(graph + 2, 8, head[0], file) != head[0]) fail("the graph is too short");
  fclose(file);
  return graph;
}

static void drive(void)
{
  while (heap_next_event(0) != EVENT_IDLE) {}
}

/* Every object is held through one list that grows as Python's `nodes` does, dropped once the edges are set. */
static void build(const uint32_t *graph)
{
  uint32_t count = graph[0];
  uint32_t *node = words(count);
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0) heap_set_root(SCRATCH, 0);
    node[i] = heap_new(SCRATCH, KIND_LIST, 2, 16);
    if (node[i] == 0) fail("the heap is full");
    heap_track(node[i]);
    heap_set_root(NODES_FROM + i % (MAX_NAMED - NODES_FROM), node[i]);
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t side = 0; side < 2; side++) heap_set_slot(node[i], side, node[graph[2u + 2u * (size_t)i + side]]);
  heap_set_root(ROOT, node[graph[1]]);
  heap_set_root(SCRATCH, 0);
  for (uint32_t i = 0; i < count; i++) heap_set_root(NODES_FROM + i, 0);
  free(node);
}

static uint64_t timed_collection(uint32_t expected)
{
  uint64_t start = now();
  heap_collect(2);
  drive();
  uint64_t time = now() - start;
  if (collection_found != expected) fail("the collector found another number of objects");
  return time;
}

static void round_of(const uint32_t *graph)
{
  uint64_t live = UINT64_MAX;
  heap_reset();
  heap_disable();
  build(graph);
  for (int i = 0; i < 3; i++) {
    uint64_t time = timed_collection(0);
    if (time < live) live = time;
  }
  heap_set_root(ROOT, 0);
  printf("live %" PRIu64 "\ngarbage %" PRIu64 "\n", live, timed_collection(graph[0]));
}

int main(int argc, char **argv)
{
  if (argc == 4 && strcmp(argv[1], "write") == 0) {
    write_graph(argv[2], (uint32_t)strtoul(argv[3], NULL, 10));
    return 0;
  }
  if (argc != 3) fail("usage: gc_bench FILE ROUNDS | gc_bench write FILE N");
  uint32_t *graph = read_graph(argv[1]);
  if (graph[0] >= MAX_NAMED - NODES_FROM || graph[0] >= MAX_OBJECTS) fail("the graph is too large");
  for (unsigned long i = strtoul(argv[2], NULL, 10); i > 0; i--) round_of(graph);
  free(graph);
  return 0;
}
