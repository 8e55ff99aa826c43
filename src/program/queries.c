/* Queries, and `expect`. */
#include <string.h>
#include "heap.h"
#include "json.h"
#include "memory.h"
#include "operands.h"
#include "statements.h"

enum query_kind {
  QUERY_REFCOUNT,
  QUERY_GETREFCOUNT,
  QUERY_TRACKED,
  QUERY_COUNT,
  QUERY_THRESHOLD,
  QUERY_ENABLED,
  QUERY_OBJECTS,
  QUERY_REFERRERS,
  QUERY_REFERENTS,
  QUERY_GARBAGE,
  QUERY_STATS,
  QUERY_LIVE,
  QUERY_FINALIZED,
  QUERY_DEREF,
  QUERY_FROZEN,
  QUERY_WHERE,
  QUERY_SIZE,
  QUERY_BLOCKS,
  QUERY_MALLOCSTATS,
  QUERY_COLLECT,
  QUERIES
};
enum operand_need { NEEDS_NOTHING, NEEDS_OBJECT, NEEDS_WEAKREF, NEEDS_PLACE, MAY_HAVE_GENERATION };

struct query_row {
  const char *name;
  enum operand_need need;
};

static const struct query_row rows[QUERIES] = {
    [QUERY_REFCOUNT] = {"refcount", NEEDS_OBJECT},
    [QUERY_GETREFCOUNT] = {"getrefcount", NEEDS_OBJECT},
    [QUERY_TRACKED] = {"tracked", NEEDS_OBJECT},
    [QUERY_COUNT] = {"count", NEEDS_NOTHING},
    [QUERY_THRESHOLD] = {"threshold", NEEDS_NOTHING},
    [QUERY_ENABLED] = {"enabled", NEEDS_NOTHING},
    [QUERY_OBJECTS] = {"objects", MAY_HAVE_GENERATION},
    [QUERY_REFERRERS] = {"referrers", NEEDS_OBJECT},
    [QUERY_REFERENTS] = {"referents", NEEDS_OBJECT},
    [QUERY_GARBAGE] = {"garbage", NEEDS_NOTHING},
    [QUERY_STATS] = {"stats", NEEDS_NOTHING},
    [QUERY_LIVE] = {"live", NEEDS_NOTHING},
    [QUERY_FINALIZED] = {"finalized", NEEDS_OBJECT},
    [QUERY_DEREF] = {"deref", NEEDS_WEAKREF},
    [QUERY_FROZEN] = {"frozen", NEEDS_NOTHING},
    [QUERY_WHERE] = {"where", NEEDS_PLACE},
    [QUERY_SIZE] = {"size", NEEDS_PLACE},
    [QUERY_BLOCKS] = {"blocks", NEEDS_NOTHING},
    [QUERY_MALLOCSTATS] = {"mallocstats", NEEDS_NOTHING},
    [QUERY_COLLECT] = {"collect", MAY_HAVE_GENERATION}, /* only after `expect`: gc.collect() has a value */
};
enum { ALL_GENERATIONS = 3 };

struct query {
  enum query_kind kind;
  uint32_t object, generation;
  struct place place;
  struct word operand; /* as written; size 0 when there is none */
};

static enum query_kind query_named(const struct word *word)
{
  int kind = 0;
  while (kind < QUERIES && !word_is(word, rows[kind].name)) kind++;
  return (enum query_kind)kind;
}

int is_query(const struct word *word)
{
  return query_named(word) < QUERY_COLLECT;
}

/* The operand ends here, before a blank, the end or, in `expect`, the `=`. */
static int end_operand(struct scanner *scanner)
{
  struct scanner ahead = *scanner;
  return take_byte(&ahead, '=') || end_word(scanner);
}

/* The operand of the query, if it has one. */
static int take_query_operand(struct interpreter *interpreter, struct query *query)
{
  struct scanner *scanner = &interpreter->scanner;
  struct operand operand;
  skip_blanks(scanner);
  query->operand = (struct word){NULL, 0, scanner_column(scanner)};
  enum operand_need need = rows[query->kind].need;
  if (need == NEEDS_OBJECT || need == NEEDS_WEAKREF) {
    int good = need == NEEDS_OBJECT ? take_object(interpreter, &operand) : take_weakref(interpreter, &operand);
    if (!good || !end_operand(scanner)) return 0;
    query->object = operand.value;
    query->operand = operand.text;
  }
  if (need == NEEDS_PLACE) {
    if (!take_place(interpreter, &query->place) || !end_operand(scanner)) return 0;
    query->operand = query->place.text;
  }
  if (need == MAY_HAVE_GENERATION) {
    query->generation = query->kind == QUERY_OBJECTS ? ALL_GENERATIONS : 2;
    struct scanner ahead = *scanner;
    if (at_end(&ahead) || take_byte(&ahead, '=')) return 1;
    if (!take_number(scanner, "a generation", 2, &query->generation) || !end_operand(scanner)) return 0;
    query->operand = (struct word){scanner->line.text + query->operand.column - 1, 1, query->operand.column};
  }
  return 1;
}

/* The members of a generation, in the order of its list. */
static void add_generation(struct answer *answer, uint32_t generation)
{
  uint32_t list = GENERATION_0 + generation;
  for (uint32_t i = 0; i < length[list]; i++)
    if (order[list * LIST_SPACE + i] != 0) answer_add(answer, order[list * LIST_SPACE + i]);
}

static int refers_to(uint32_t object, uint32_t target)
{
  for (uint32_t i = 0; i < slot_count[object]; i++)
    if (heap_get_slot(object, i) == target) return 1;
  return 0;
}

/* As gc.get_referrers: tracked objects only, generation 0 first. */
static void add_referrers(struct answer *answer, uint32_t target)
{
  for (uint32_t list = GENERATION_0; list <= GENERATION_2; list++)
    for (uint32_t i = 0; i < length[list]; i++) {
      uint32_t object = order[list * LIST_SPACE + i];
      if (object != 0 && refers_to(object, target)) answer_add(answer, object);
    }
}

/* As gc.get_referents: what the kind's traversal visits, in its order. */
static void add_referents(struct answer *answer, uint32_t object)
{
  if (!kind_is_tracked(kind_of[object])) return;
  uint32_t slots = slot_count[object];
  int backward = kind_is_backward(kind_of[object]);
  for (uint32_t turn = 0; turn < slots; turn++) {
    uint32_t target = heap_get_slot(object, backward ? slots - 1 - turn : turn);
    if (target != 0) answer_add(answer, target);
  }
}

static void list_objects(struct answer *answer, const struct query *query)
{
  answer_objects(answer);
  for (uint32_t i = 0; query->kind == QUERY_GARBAGE && i < garbage_count; i++)
    answer_add(answer, cells[FIRST_GARBAGE + i]);
  if (query->kind == QUERY_REFERRERS) add_referrers(answer, query->object);
  if (query->kind == QUERY_REFERENTS) add_referents(answer, query->object);
  if (query->kind != QUERY_OBJECTS) return;
  for (uint32_t generation = 0; generation < ALL_GENERATIONS; generation++)
    if (query->generation == ALL_GENERATIONS || query->generation == generation) add_generation(answer, generation);
}

/* An immortal object's count is not kept: 2^32 - 1 stands for it. */
static uint64_t count_of(uint32_t object, uint32_t more)
{
  return is_immortal[object] ? UINT32_MAX : (uint64_t)reference_count[object] + more;
}

static uint64_t frozen_count(void)
{
  uint64_t count = 0;
  for (uint32_t i = 0; i < length[PERMANENT]; i++) count += order[PERMANENT * LIST_SPACE + i] != 0;
  return count;
}

static void compute(struct interpreter *interpreter, const struct query *query)
{
  struct answer *answer = &interpreter->answer;
  answer->failed = 0;
  switch (query->kind) {
  case QUERY_REFCOUNT: answer_number(answer, count_of(query->object, 0)); break;
  case QUERY_GETREFCOUNT: answer_number(answer, count_of(query->object, 1)); break;
  case QUERY_TRACKED: answer_boolean(answer, list_of[query->object] != UNTRACKED); break;
  case QUERY_COUNT: answer_triple(answer, gc_count); break;
  case QUERY_THRESHOLD: answer_triple(answer, gc_threshold); break;
  case QUERY_ENABLED: answer_boolean(answer, heap_is_enabled()); break;
  case QUERY_STATS: answer_stats(answer); break;
  case QUERY_LIVE: answer_number(answer, driver_live()); break;
  case QUERY_FINALIZED:
    answer_boolean(answer, kind_is_finalizable(kind_of[query->object]) && call_state[query->object] == CALL_DONE);
    break;
  case QUERY_DEREF: answer_object(answer, heap_deref(query->object)); break;
  case QUERY_FROZEN: answer_number(answer, frozen_count()); break;
  case QUERY_COLLECT: answer_number(answer, driver_collect(query->generation)); break;
  case QUERY_WHERE: answer_place(answer, &query->place); break;
  case QUERY_SIZE: answer_number(answer, place_size(&query->place)); break;
  case QUERY_BLOCKS: answer_number(answer, blocks_in_use(&interpreter->pointers)); break;
  case QUERY_MALLOCSTATS: answer_malloc_stats(answer); break;
  default: list_objects(answer, query); break;
  }
}

/* The query as it is echoed: its words with one blank between them. */
static void put_query(struct text *text, const struct query *query)
{
  text_puts(text, rows[query->kind].name);
  if (query->operand.size == 0) return;
  text_putc(text, ' ');
  text_put(text, query->operand.text, query->operand.size);
}

static int out_of_memory(struct interpreter *interpreter)
{
  return scanner_fail(&interpreter->scanner, interpreter->column, "out of memory");
}

/* Up to 3.6 there is no gc.freeze. */
static int has_query(struct interpreter *interpreter, const struct word *word)
{
  if (!word_is(word, rows[QUERY_FROZEN].name) || profiles[profile_now].has_freeze) return 1;
  return fail_without(interpreter, word, "query");
}

int statement_query(struct interpreter *interpreter, const struct word *word)
{
  struct query query = {.kind = query_named(word)};
  struct events *events = &interpreter->events;
  struct text echo, value;
  if (!take_query_operand(interpreter, &query) || !end_statement(&interpreter->scanner)) return 0;
  if (!has_query(interpreter, word)) return 0;
  if (interpreter->is_checking) return 1;
  compute(interpreter, &query);
  if (interpreter->answer.failed) return out_of_memory(interpreter);
  if (events->form == EVENTS_NONE) return 1;
  text_open(&echo, -1);
  text_open(&value, -1);
  put_query(&echo, &query);
  put_answer(&value, &interpreter->answer, events, events->form);
  int failed = echo.failed || value.failed;
  if (!failed) events_answer(events, &echo, &value, NULL);
  text_close(&echo);
  text_close(&value);
  return failed ? out_of_memory(interpreter) : 1;
}

/* The two values, on standard error and in the stream. */
static void report_failure(struct interpreter *interpreter, const struct query *query, uint32_t column,
                           const struct text *expected)
{
  enum { QUOTED = 100 };
  struct text echo, value;
  struct problem problem;
  text_open(&echo, -1);
  text_open(&value, -1);
  put_query(&echo, query);
  put_answer(&value, &interpreter->answer, &interpreter->events, EVENTS_JSON);
  if (!echo.failed && !value.failed) events_answer(&interpreter->events, &echo, &value, expected);
  int expected_size = expected->used < QUOTED ? (int)expected->used : QUOTED;
  int value_size = value.used < QUOTED ? (int)value.used : QUOTED;
  problem_at(&problem, interpreter->scanner.line.number, column, "expected `%.*s` to be %.*s%s, but it is %.*s%s",
             problem_quote(echo.bytes, (uint32_t)echo.used), echo.bytes, expected_size, expected->bytes,
             expected->used > QUOTED ? "..." : "", value_size, value.bytes, value.used > QUOTED ? "..." : "");
  interpreter_report(interpreter, &problem);
  text_close(&echo);
  text_close(&value);
}

/* QUERY = JSON */
static int take_expectation(struct interpreter *interpreter, struct query *query, struct text *expected)
{
  struct scanner *scanner = &interpreter->scanner;
  struct word word = take_word(scanner);
  query->kind = query_named(&word);
  if (word.size == 0) return scanner_unexpected(scanner, "a query");
  if (query->kind == QUERIES)
    return scanner_fail(scanner, word.column, "unknown query `%.*s`", problem_quote(word.text, word.size), word.text);
  if (!take_query_operand(interpreter, query) || !has_query(interpreter, &word)) return 0;
  skip_blanks(scanner);
  if (!take_byte(scanner, '=')) return scanner_fail(scanner, scanner_column(scanner), "expected `=` and a JSON value");
  skip_blanks(scanner);
  if (!take_json(scanner, expected) || !end_statement(scanner)) return 0;
  return expected->failed ? out_of_memory(interpreter) : 1;
}

int statement_expect(struct interpreter *interpreter)
{
  struct query query = {.object = 0};
  uint32_t column = scanner_column(&interpreter->scanner);
  struct text expected;
  text_open(&expected, -1);
  int good = take_expectation(interpreter, &query, &expected);
  int performs = good && !interpreter->is_checking;
  if (performs) {
    compute(interpreter, &query);
    good = interpreter->answer.failed ? out_of_memory(interpreter) : 1;
  }
  if (performs && good) {
    interpreter->counts.expectations++;
    if (!answer_is(&interpreter->answer, &interpreter->events, &expected)) {
      interpreter->counts.failures++;
      report_failure(interpreter, &query, column, &expected);
    }
  }
  text_close(&expected);
  return good;
}
