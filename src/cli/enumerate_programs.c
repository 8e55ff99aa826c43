/* heapproof enumerate --allocator: every program of a few statements for the byte allocator, in a tiny geometry. */
#include <inttypes.h>
#include <string.h>
#include "enumerate.h"
#include "options.h"
#include "profile.h"
#include "program/profiles.h"
#include "tiny/runs.h"

static const char *const arena_names[ARENA_KINDS] = {"misaligned", "given", "reserved"};
static struct tiny_scope scope = {.sizes = 4, .size = {368, 400, 512, 600}, .refusals = 2};
static uint32_t profile = DEFAULT_PROFILE;
static struct tiny_figures figures;

static int add_size(const char *text, size_t digits)
{
  char number[8];
  uint32_t size;
  if (digits >= sizeof number || scope.sizes == MOST_SIZES) return 0;
  memcpy(number, text, digits);
  number[digits] = '\0';
  if (!option_number_within(number, 0, MOST_BYTES, &size)) return 0;
  for (uint32_t i = 0; i < scope.sizes; i++)
    if (scope.size[i] == size) return 0;
  scope.size[scope.sizes++] = size;
  return 1;
}

static int parse_sizes(const char *text)
{
  scope.sizes = 0;
  return option_parts(text, add_size);
}

static int parse_arenas(const char *text)
{
  for (int kind = 0; kind < ARENA_KINDS; kind++)
    if (strcmp(text, arena_names[kind]) == 0) {
      scope.arenas = (enum arena_kind)kind;
      return 1;
    }
  return 0;
}

static int take_option(int argc, char **argv, int *at)
{
  const char *value;
  if ((value = option_value(argc, argv, at, "--length")) != NULL) {
    if (!option_number_within(value, 1, MOST_STATEMENTS, &scope.length))
      return enumerate_refuse("--length needs a number from 1 to 12, not ", value);
  } else if ((value = option_value(argc, argv, at, "--sizes")) != NULL) {
    if (!parse_sizes(value))
      return enumerate_refuse("--sizes needs up to 8 numbers up to 65536, each once, not ", value);
  } else if ((value = option_value(argc, argv, at, "--profile")) != NULL) {
    profile = profile_named(value);
    if (profile == PROFILES) return enumerate_refuse("there is no such profile (see `heapproof profiles`): ", value);
  } else if ((value = option_value(argc, argv, at, "--arenas")) != NULL) {
    if (!parse_arenas(value)) return enumerate_refuse("--arenas needs misaligned, given or reserved, not ", value);
  } else if ((value = option_value(argc, argv, at, "--refusals")) != NULL) {
    if (!option_number_within(value, 0, 2, &scope.refusals))
      return enumerate_refuse("--refusals needs 0, 1 or 2, not ", value);
  } else return 0;
  return 1;
}

static uint64_t count_cases(void)
{
  if (scope.length == 0) {
    (void)enumerate_refuse("--length is needed", "");
    return 0;
  }
  scope.pool_bytes = profiles[profile].pool_bytes;
  scope.keeps_last_arena = profiles[profile].keeps_last_arena;
  uint64_t cases = tiny_programs_count(&scope);
  if (cases == 0) (void)enumerate_refuse("there are more such programs than 64 bits can count", "");
  return cases;
}

static void describe(struct enumeration *enumeration)
{
  static char keys[MOST_SIZES][8];
  enumeration_is(enumeration, "heapproof-enumerate-allocator", 1);
  enumeration_is(enumeration, "length", scope.length);
  for (uint32_t i = 0; i < scope.sizes; i++) {
    (void)snprintf(keys[i], sizeof keys[i], "size%u", (unsigned)i + 1);
    enumeration_is(enumeration, keys[i], scope.size[i]);
  }
  enumeration_is(enumeration, "pool_bytes", scope.pool_bytes);
  enumeration_is(enumeration, "keeps_last_arena", scope.keeps_last_arena);
  enumeration_is(enumeration, "arenas", scope.arenas);
  enumeration_is(enumeration, "refusals", scope.refusals);
  enumeration_range(enumeration);
  enumeration_figure(enumeration, "runs", &figures.runs);
  enumeration_figure(enumeration, "arenas_taken", &figures.arenas_taken);
  enumeration_figure(enumeration, "arenas_returned", &figures.arenas_returned);
  enumeration_figure(enumeration, "recycled", &figures.recycled);
  enumeration_figure(enumeration, "moved", &figures.moved);
  enumeration_figure(enumeration, "kept", &figures.kept);
  enumeration_figure(enumeration, "refused", &figures.refused);
  enumeration_figure(enumeration, "reported", &figures.reported);
}

static const char *run(uint64_t number)
{
  static int has_begun;
  struct tiny_program program;
  if (!has_begun && !tiny_begin(&scope)) return "the empty allocator cannot be set up";
  has_begun = 1;
  tiny_program_of(&scope, number, &program);
  return tiny_run(&scope, &program, &figures);
}

static void print_sizes(FILE *out)
{
  for (uint32_t i = 0; i < scope.sizes; i++) fprintf(out, "%s%u", i == 0 ? "" : ",", (unsigned)scope.size[i]);
}

static void print_case(uint64_t number, FILE *out)
{
  struct tiny_program program;
  fprintf(out, "# heapproof enumerate --allocator --length %u --sizes ", (unsigned)scope.length);
  print_sizes(out);
  fprintf(out, " --profile %s --arenas %s --program %" PRIu64 "\n", profiles[profile].name, arena_names[scope.arenas],
          number);
  tiny_program_of(&scope, number, &program);
  tiny_print(&program, out);
}

static void print_figures(uint64_t cases, FILE *out)
{
  fprintf(out, "up to %u statements, sizes ", (unsigned)scope.length);
  print_sizes(out);
  fprintf(out, ", %s, %s arenas: %" PRIu64 " programs, %" PRIu64 " runs; ", profiles[profile].name,
          arena_names[scope.arenas], cases, figures.runs);
  fprintf(out,
          "their last statements took %" PRIu64 " arenas and returned %" PRIu64 ", began %" PRIu64
          " pools anew for another class, moved %" PRIu64 " blocks and kept %" PRIu64 " in place, ",
          figures.arenas_taken, figures.arenas_returned, figures.recycled, figures.moved, figures.kept);
  fprintf(out, "were refused %" PRIu64 " requests, and gave %" PRIu64 " pointers to no block: agree\n", figures.refused,
          figures.reported);
}

const struct enumerated enumerated_programs = {
    .noun = "programs",
    .take_option = take_option,
    .count_cases = count_cases,
    .describe = describe,
    .run = run,
    .print_case = print_case,
    .print_figures = print_figures,
};
