/* Numbers to graphs, and graphs to sets of what must live. */
#include "small_graph.h"
#include "core/kinds.h"
#include "program/kind_names.h"

uint64_t scope_cases(const struct scope *scope)
{
  uint64_t cases = UINT64_C(1) << scope->objects;
  for (uint32_t i = 0; i < scope->objects * (scope->slots + 1); i++) {
    uint64_t choices = i < scope->objects ? scope->kinds : scope->objects + 1;
    if (cases > UINT64_MAX / choices) return 0;
    cases *= choices;
  }
  return cases;
}

/* Takes the last digit, which has `choices` values, off the number. */
static uint32_t take_digit(uint64_t *number, uint64_t choices)
{
  uint32_t digit = (uint32_t)(*number % choices);
  *number /= choices;
  return digit;
}

void small_graph_of(const struct scope *scope, uint64_t number, struct small_graph *graph)
{
  graph->objects = scope->objects;
  graph->slots = scope->slots;
  graph->roots = take_digit(&number, UINT64_C(1) << scope->objects);
  for (uint32_t object = 0; object < scope->objects; object++)
    for (uint32_t slot = 0; slot < scope->slots; slot++)
      graph->target[object][slot] = take_digit(&number, scope->objects + 1);
  for (uint32_t object = 0; object < scope->objects; object++)
    graph->kind[object] = scope->kind[take_digit(&number, scope->kinds)];
}

/* What the slots of the objects of `from` refer to. */
static uint32_t targets_of(const struct small_graph *graph, uint32_t from)
{
  uint32_t targets = 0;
  for (uint32_t object = 0; object < graph->objects; object++)
    for (uint32_t slot = 0; (from >> object & 1) != 0 && slot < graph->slots; slot++)
      if (graph->target[object][slot] != 0) targets |= 1u << (graph->target[object][slot] - 1);
  return targets;
}

/* Counting: whoever no root and no living object refers to dies, until there is nobody left to die. */
static uint32_t settle(const struct small_graph *graph, uint32_t alive, uint32_t roots)
{
  for (;;) {
    uint32_t held = alive & (roots | targets_of(graph, alive));
    if (held == alive) return alive;
    alive = held;
  }
}

/* Tracing, from the roots and from objects that the collector does not look into. */
static uint32_t reach(const struct small_graph *graph, uint32_t alive, uint32_t roots)
{
  uint32_t reached = roots & alive;
  for (uint32_t object = 0; object < graph->objects; object++)
    if (!kind_is_tracked(graph->kind[object])) reached |= alive & 1u << object;
  for (;;) {
    uint32_t more = reached | targets_of(graph, reached);
    if (more == reached) return reached;
    reached = more;
  }
}

struct expected small_graph_expect(const struct small_graph *graph, uint32_t alive, uint32_t roots)
{
  struct expected expected;
  expected.counted = settle(graph, alive, roots);
  expected.garbage = expected.counted & ~reach(graph, expected.counted, roots);
  expected.collected = settle(graph, expected.counted & ~expected.garbage, roots);
  return expected;
}

uint32_t objects_in(uint32_t set)
{
  uint32_t count = 0;
  for (; set != 0; set &= set - 1) count++;
  return count;
}

static char name_of(uint32_t object)
{
  return "abcdefgh"[object];
}

static void print_drops(const struct small_graph *graph, uint32_t dropped, FILE *out)
{
  for (uint32_t object = 0; object < graph->objects; object++)
    if ((dropped >> object & 1) != 0) fprintf(out, "del %c\n", name_of(object));
}

static void print_expectations(const struct expected *expected, FILE *out)
{
  fprintf(out, "expect live = %u\n", (unsigned)objects_in(expected->counted));
  fprintf(out, "expect collect 2 = %u\n", (unsigned)objects_in(expected->garbage));
  fprintf(out, "expect live = %u\n", (unsigned)objects_in(expected->collected));
}

void small_graph_print(const struct small_graph *graph, FILE *out)
{
  uint32_t all = (1u << graph->objects) - 1;
  for (uint32_t object = 0; object < graph->objects; object++) {
    fprintf(out, "new %c", name_of(object));
    if (graph->kind[object] != KIND_CELL) fprintf(out, " kind=%s", kind_name(graph->kind[object]));
    if (graph->slots > 0) fprintf(out, " slots=%u", (unsigned)graph->slots);
    fputc('\n', out);
  }
  for (uint32_t object = 0; object < graph->objects; object++)
    for (uint32_t slot = 0; slot < graph->slots; slot++)
      if (graph->target[object][slot] != 0)
        fprintf(out, "set %c.%u %c\n", name_of(object), (unsigned)slot, name_of(graph->target[object][slot] - 1));
  print_drops(graph, all & ~graph->roots, out);
  struct expected expected = small_graph_expect(graph, all, graph->roots);
  print_expectations(&expected, out);
  if (graph->roots == 0) return;
  print_drops(graph, graph->roots, out);
  expected = small_graph_expect(graph, expected.collected, 0);
  print_expectations(&expected, out);
}
