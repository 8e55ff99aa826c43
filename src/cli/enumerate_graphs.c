/* heapproof enumerate: every graph of a few objects, with every set of roots, through the collector and the oracles. */
#include <inttypes.h>
#include "enumerate.h"
#include "options.h"
#include "program/kind_names.h"
#include "small_run.h"

static struct scope scope = {.kinds = 1, .kind = {KIND_CELL}};
static struct small_figures figures;
static int has_objects, has_slots;

static int add_kind(const char *name, size_t size)
{
  uint32_t kind = kind_named(name, (uint32_t)size);
  if (kind == KIND_COUNT || !kind_is_mutable(kind) || scope.kinds == MOST_SMALL_KINDS) return 0;
  for (uint32_t i = 0; i < scope.kinds; i++)
    if (scope.kind[i] == kind) return 0;
  scope.kind[scope.kinds++] = kind;
  return 1;
}

static int parse_kinds(const char *text)
{
  scope.kinds = 0;
  return option_parts(text, add_kind);
}

static int take_option(int argc, char **argv, int *at)
{
  const char *value;
  if ((value = option_value(argc, argv, at, "--objects")) != NULL) {
    has_objects = 1;
    if (!option_number_within(value, 1, MOST_SMALL_OBJECTS, &scope.objects))
      return enumerate_refuse("--objects needs a number from 1 to 8, not ", value);
  } else if ((value = option_value(argc, argv, at, "--slots")) != NULL) {
    has_slots = 1;
    if (!option_number_within(value, 0, MOST_SMALL_SLOTS, &scope.slots))
      return enumerate_refuse("--slots needs a number from 0 to 8, not ", value);
  } else if ((value = option_value(argc, argv, at, "--kinds")) != NULL) {
    if (!parse_kinds(value))
      return enumerate_refuse("--kinds needs some of cell, list, opaque, each once, not ", value);
  } else return 0;
  return 1;
}

static uint64_t count_cases(void)
{
  uint64_t cases = has_objects && has_slots ? scope_cases(&scope) : 0;
  if (!has_objects) (void)enumerate_refuse("--objects is needed", "");
  else if (!has_slots) (void)enumerate_refuse("--slots is needed", "");
  else if (cases == 0) (void)enumerate_refuse("there are more such graphs than 64 bits can count", "");
  return cases;
}

static void describe(struct enumeration *enumeration)
{
  uint64_t kinds = 0;
  for (uint32_t i = 0; i < scope.kinds; i++) kinds = kinds * 10 + scope.kind[i] + 1;
  enumeration_is(enumeration, "heapproof-enumerate", 1);
  enumeration_is(enumeration, "objects", scope.objects);
  enumeration_is(enumeration, "slots", scope.slots);
  enumeration_is(enumeration, "kinds", kinds);
  enumeration_range(enumeration);
  enumeration_figure(enumeration, "collections", &figures.collections);
  enumeration_figure(enumeration, "found", &figures.found);
  enumeration_figure(enumeration, "counted", &figures.counted);
  enumeration_figure(enumeration, "collected", &figures.collected);
}

static const char *run(uint64_t number)
{
  struct small_graph graph;
  small_graph_of(&scope, number, &graph);
  return small_graph_run(&graph, &figures);
}

static void print_kinds(FILE *out)
{
  for (uint32_t i = 0; i < scope.kinds; i++) fprintf(out, "%s%s", i == 0 ? "" : ",", kind_name(scope.kind[i]));
}

static void print_case(uint64_t number, FILE *out)
{
  struct small_graph graph;
  fprintf(out, "# heapproof enumerate --objects %u --slots %u --kinds ", (unsigned)scope.objects,
          (unsigned)scope.slots);
  print_kinds(out);
  fprintf(out, " --program %" PRIu64 "\n", number);
  small_graph_of(&scope, number, &graph);
  small_graph_print(&graph, out);
}

static void print_figures(uint64_t cases, FILE *out)
{
  fprintf(out, "%u objects, %u slots each, ", (unsigned)scope.objects, (unsigned)scope.slots);
  print_kinds(out);
  fprintf(out,
          ": %" PRIu64 " graphs, %" PRIu64 " collections, %" PRIu64 " of them found garbage; %" PRIu64
          " objects died by counting, %" PRIu64 " in collections: agree\n",
          cases, figures.collections, figures.found, figures.counted, figures.collected);
}

const struct enumerated enumerated_graphs = {
    .noun = "graphs",
    .take_option = take_option,
    .count_cases = count_cases,
    .describe = describe,
    .run = run,
    .print_case = print_case,
    .print_figures = print_figures,
};
