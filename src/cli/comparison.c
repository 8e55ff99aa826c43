/* Comparing, statement by statement. */
#include "comparison.h"
#include <inttypes.h>
#include <string.h>
#include "columns.h"
#include "differences.h"
#include "ordering.h"
#include "program/profiles.h"

/* Sent ahead of the answers; and what an answer may have more than twice what heapproof writes. */
enum { AHEAD_BYTES = 65536, MORE_MESSAGES = 65536, MORE_BYTES = 1 << 26 };
enum { GO_ON = COMPARED_NO_MEMORY + 1 };

/* --- both sides --- */

static void side_open(struct side *side)
{
  lines_open(&side->parts);
  lines_open(&side->all);
}

static void side_close(struct side *side)
{
  lines_close(&side->parts);
  lines_close(&side->all);
}

static void side_clear(struct side *side)
{
  lines_clear(&side->parts);
  lines_clear(&side->all);
}

void comparison_open(struct comparison *comparison, struct peer *peer)
{
  memset(comparison, 0, sizeof *comparison);
  comparison->peer = peer;
  side_open(&comparison->expected);
  side_open(&comparison->actual);
  message_open(&comparison->message);
  text_open(&comparison->part, -1);
  text_open(&comparison->spelling, -1);
  text_open(&comparison->difference.expected, -1);
  text_open(&comparison->difference.actual, -1);
}

void comparison_close(struct comparison *comparison)
{
  if (comparison->interpreter != NULL) interpreter_close(comparison->interpreter);
  side_close(&comparison->expected);
  side_close(&comparison->actual);
  message_close(&comparison->message);
  text_close(&comparison->part);
  text_close(&comparison->spelling);
  text_close(&comparison->difference.expected);
  text_close(&comparison->difference.actual);
}

static int out_of_memory(const struct comparison *comparison)
{
  return comparison->expected.parts.failed || comparison->actual.parts.failed || comparison->expected.all.failed ||
         comparison->actual.all.failed || comparison->part.failed || comparison->spelling.failed ||
         comparison->difference.expected.failed || comparison->difference.actual.failed ||
         (comparison->report != NULL && comparison->report->failed);
}

/* A message of one side: its comparable part, and for a report all of it. */
static void note(struct comparison *comparison, struct side *side, const struct canonical *program,
                 const struct message *message)
{
  int compared =
      comparable_part(&comparison->peer->hello.promises, program, comparison->statement, message, &comparison->part);
  if (compared) lines_add(&side->parts, comparison->part.bytes, comparison->part.used);
  if (comparison->report == NULL) return;
  const struct text *shown = compared ? &comparison->part : &message->text;
  comparison->spelling.used = 0;
  text_putc(&comparison->spelling, compared ? '=' : ' ');
  text_put(&comparison->spelling, shown->bytes, shown->used);
  lines_add(&side->all, comparison->spelling.bytes, comparison->spelling.used);
}

/* --- heapproof's side --- */

int comparison_start_heap(struct comparison *comparison)
{
  struct interpreter_options options = {.form = EVENTS_JSON, .descriptor = -1};
  options.deaths = comparison->peer->hello.promises.deaths;
  options.profile = profile_named(comparison->peer->hello.profile) + 1;
  if (comparison->interpreter != NULL) interpreter_close(comparison->interpreter);
  comparison->interpreter = interpreter_open(NULL, &options);
  if (comparison->interpreter == NULL) return 0;
  if (promises_automatic(&comparison->peer->hello.promises)) return 1;
  return comparison_try(comparison, "gc disable", 10);
}

int comparison_try(struct comparison *comparison, const char *statement, size_t size)
{
  struct line line = {statement, (uint32_t)size, 1};
  int step = interpreter_perform(comparison->interpreter, &line);
  interpreter_events(comparison->interpreter)->used = 0;
  return step == STEP_STATEMENT;
}

/* How many messages it has, in all. */
static uint64_t take_events(struct comparison *comparison, const struct canonical *program)
{
  struct text *events = interpreter_events(comparison->interpreter);
  struct problem problem;
  uint64_t count = 0;
  for (size_t at = 0; at < events->used; count++) {
    const char *begin = events->bytes + at, *newline = memchr(begin, '\n', events->used - at);
    struct line line = {begin, (uint32_t)(newline - begin), count + 1};
    if (message_read(&comparison->message, &line, &problem)) {
      if (comparison->message.kind == MESSAGE_COLLECT_START) comparison->has_collected = 1;
      note(comparison, &comparison->expected, program, &comparison->message);
    }
    at += line.size + 1;
  }
  events->used = 0;
  return count;
}

static int perform(struct comparison *comparison, const struct canonical *program, uint64_t n, uint64_t *events)
{
  size_t size;
  const char *statement = canonical_statement(program, n, &size);
  struct line line = {statement, (uint32_t)size, n};
  int step = interpreter_perform(comparison->interpreter, &line);
  if (interpreter_events(comparison->interpreter)->failed) return COMPARED_NO_MEMORY;
  if (step == STEP_STATEMENT) {
    *events = take_events(comparison, program);
    return GO_ON;
  }
  comparison->problem = *interpreter_problem(comparison->interpreter);
  return COMPARED_IMPOSSIBLE;
}

/* --- the adapter's side --- */

/* Statements up to AHEAD_BYTES, and at least statement n. */
static void send_ahead(struct comparison *comparison, const struct canonical *program, uint64_t n, uint64_t *sent)
{
  struct child *child = &comparison->peer->child;
  while (*sent < canonical_count(program) && (*sent < n || child_unsent(child) < AHEAD_BYTES)) {
    size_t size;
    const char *statement = canonical_statement(program, ++*sent, &size);
    peer_send(comparison->peer, statement, size);
  }
}

/* The message in hand belongs to the answer to n: 1 when it is one of its events, 0 when it ends it, -1 for trouble. */
static int is_event(struct peer *peer, uint64_t n)
{
  const struct message *message = &peer->message;
  if (message->kind == MESSAGE_HELLO || message->kind == MESSAGE_UNSUPPORTED)
    return peer_broken(peer, "answered statement %" PRIu64 " by `%s` with number %" PRIu64, n,
                       message_name(message->kind), message->number) -
           1;
  if (message->kind == MESSAGE_DONE && message->number != n)
    return peer_broken(peer, "answered statement %" PRIu64 " by done with n %" PRIu64, n, message->number) - 1;
  if (message->kind == MESSAGE_DONE) return 0;
  if (message->number <= n) return 1;
  return peer_broken(peer, "wrote `%s` with line %" PRIu64 " in its answer to statement %" PRIu64,
                     message_name(message->kind), message->number, n) -
         1;
}

/* Everything up to `done`; no more than can be meant. */
static int take_answer(struct comparison *comparison, const struct canonical *program, uint64_t n, uint64_t events)
{
  struct peer *peer = comparison->peer;
  size_t bytes = 0, most_bytes = 2 * comparison->expected.parts.characters.used + MORE_BYTES;
  for (uint64_t messages = 0; messages <= 2 * events + MORE_MESSAGES && bytes <= most_bytes; messages++) {
    int more = is_event(peer, n);
    if (more <= 0) return more == 0 ? GO_ON : COMPARED_TROUBLE;
    note(comparison, &comparison->actual, program, &peer->message);
    bytes += peer->message.text.used;
    if (!peer_next(peer)) return COMPARED_TROUBLE;
  }
  peer_broken(peer, "wrote without end in its answer to statement %" PRIu64, n);
  return COMPARED_TROUBLE;
}

/* --- a statement, a program --- */

static int compare_statement(struct comparison *comparison, const struct canonical *program, uint64_t n)
{
  struct peer *peer = comparison->peer;
  uint64_t events = 0;
  side_clear(&comparison->expected);
  side_clear(&comparison->actual);
  comparison->has_collected = 0;
  peer_await(peer);
  if (!peer_next(peer)) return COMPARED_TROUBLE;
  if (peer->message.kind == MESSAGE_UNSUPPORTED && peer->message.number == n) {
    comparison->counts.unsupported++;
    if (comparison->report != NULL) columns_unsupported(comparison->report, program, n);
    return GO_ON;
  }
  int step = perform(comparison, program, n, &events);
  if (step != GO_ON) return step;
  step = take_answer(comparison, program, n, events);
  if (comparison->has_collected) {
    order_parts(&comparison->expected.parts, peer->hello.promises.unordered);
    order_parts(&comparison->actual.parts, peer->hello.promises.unordered);
  }
  if (out_of_memory(comparison)) return COMPARED_NO_MEMORY;
  if (comparison->report != NULL)
    columns_put(comparison->report, program, n, &comparison->expected.all, &comparison->actual.all);
  if (step != GO_ON) return step;
  comparison->counts.statements++;
  comparison->counts.events += comparison->expected.parts.count;
  comparison->difference.statement = n;
  if (!find_difference(&comparison->expected.parts, &comparison->actual.parts, &comparison->difference)) return GO_ON;
  return out_of_memory(comparison) ? COMPARED_NO_MEMORY : COMPARED_UNEQUAL;
}

enum compared comparison_run(struct comparison *comparison, const struct canonical *program)
{
  uint64_t sent = 0, unsupported = comparison->counts.unsupported;
  comparison->statement = 0;
  if (!peer_reset(comparison->peer)) return COMPARED_TROUBLE;
  if (!comparison_start_heap(comparison)) return COMPARED_NO_MEMORY;
  comparison->counts.programs++;
  for (uint64_t n = 1; n <= canonical_count(program); n++) {
    comparison->statement = n;
    send_ahead(comparison, program, n, &sent);
    int step = compare_statement(comparison, program, n);
    if (step == GO_ON) continue;
    peer_abandon(comparison->peer);
    if (step != COMPARED_IMPOSSIBLE || unsupported == comparison->counts.unsupported) return (enum compared)step;
    comparison->counts.cut++;
    return COMPARED_EQUAL;
  }
  return COMPARED_EQUAL;
}
