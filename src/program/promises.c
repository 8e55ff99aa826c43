/* The table of promises. */
#include "promises.h"
#include <string.h>
#include "kind_names.h"

/* What each makes comparable: an event, or the answers to these queries. */
struct promise_row {
  const char *name;
  enum message_kind event; /* MESSAGE_ANSWER: see the queries; MESSAGE_HELLO: nothing by itself */
  const char *queries[2];
};

static const struct promise_row rows[PROMISES] = {
    [PROMISE_DEATHS] = {"deaths", MESSAGE_DEALLOC, {NULL}},
    [PROMISE_FRAMES] = {"frames", MESSAGE_HELLO, {NULL}},
    [PROMISE_FINALIZERS] = {"finalizers", MESSAGE_FINALIZE, {"finalized"}},
    [PROMISE_CALLBACKS] = {"callbacks", MESSAGE_CALLBACK, {NULL}},
    [PROMISE_UNRAISABLE] = {"unraisable", MESSAGE_UNRAISABLE, {NULL}},
    [PROMISE_WEAKREFS] = {"weakrefs", MESSAGE_ANSWER, {"deref"}},
    [PROMISE_CLEARS] = {"clears", MESSAGE_CLEAR, {NULL}},
    [PROMISE_COLLECTIONS] = {"collections", MESSAGE_COLLECT_START, {NULL}},
    [PROMISE_COLLECTED] = {"collected", MESSAGE_COLLECT_STOP, {NULL}},
    [PROMISE_REFCOUNTS] = {"refcounts", MESSAGE_ANSWER, {"refcount", "getrefcount"}},
    [PROMISE_COUNTS] = {"counts", MESSAGE_ANSWER, {"count"}},
    [PROMISE_SETTINGS] = {"settings", MESSAGE_ANSWER, {"threshold", "enabled"}},
    [PROMISE_LISTS] = {"lists", MESSAGE_ANSWER, {"objects"}},
    [PROMISE_REFERRERS] = {"referrers", MESSAGE_ANSWER, {"referrers"}},
    [PROMISE_REFERENTS] = {"referents", MESSAGE_ANSWER, {"referents"}},
    [PROMISE_TRACKED] = {"tracked", MESSAGE_ANSWER, {"tracked"}},
    [PROMISE_GARBAGE] = {"garbage", MESSAGE_ANSWER, {"garbage"}},
    [PROMISE_FROZEN] = {"frozen", MESSAGE_ANSWER, {"frozen"}},
    [PROMISE_STATS] = {"stats", MESSAGE_ANSWER, {"stats"}},
    [PROMISE_LIVE] = {"live", MESSAGE_ANSWER, {"live"}},
    [PROMISE_AUTOMATIC] = {"automatic", MESSAGE_HELLO, {NULL}},
    [PROMISE_UNORDERED] = {"unordered", MESSAGE_HELLO, {NULL}}, /* only with the events that it is about */
};

const char *promise_name(enum promise promise)
{
  return rows[promise].name;
}

static int is_made(const struct promises *promises, enum promise promise)
{
  return (promises->made >> promise) & 1u;
}

int promises_compare(const struct promises *promises)
{
  uint32_t nothing_alone = 1u << PROMISE_FRAMES | 1u << PROMISE_AUTOMATIC | 1u << PROMISE_UNORDERED;
  return (promises->made & ~nothing_alone) != 0;
}

int promises_automatic(const struct promises *promises)
{
  return is_made(promises, PROMISE_AUTOMATIC) || is_made(promises, PROMISE_COLLECTIONS);
}

/* The bit of a kind, or of an event about one object; 0: there is none of this name. */
static uint32_t kind_bit(const char *name, size_t size)
{
  uint32_t kind = kind_named(name, (uint32_t)size);
  return kind == KIND_COUNT ? 0 : 1u << kind;
}

static uint32_t event_bit(const char *name, size_t size)
{
  static const enum message_kind events[] = {MESSAGE_DEALLOC, MESSAGE_CLEAR, MESSAGE_FINALIZE, MESSAGE_CALLBACK};
  for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
    const char *event = message_name(events[i]);
    if (strlen(event) == size && memcmp(event, name, size) == 0) return 1u << events[i];
  }
  return 0;
}

/* NAME,NAME,... up to the end: their bits, 0 when one has none. */
static uint32_t take_bits(const char *text, size_t size, int of_events)
{
  uint32_t bits = 0;
  for (size_t at = 0; at <= size;) {
    const char *comma = memchr(text + at, ',', size - at);
    size_t length = comma != NULL ? (size_t)(comma - text) - at : size - at;
    uint32_t bit = of_events ? event_bit(text + at, length) : kind_bit(text + at, length);
    if (bit == 0) return 0;
    bits |= bit;
    at += length + 1;
  }
  return bits;
}

/* deaths:KIND,KIND,...  unordered:EVENT,EVENT,... */
static int promise_add_limited(struct promises *promises, enum promise promise, const char *text, size_t size)
{
  uint32_t bits = take_bits(text, size, promise == PROMISE_UNORDERED);
  if (bits == 0) return 0;
  if (promise == PROMISE_UNORDERED) promises->unordered = bits;
  else promises->deaths = bits;
  promises->made |= 1u << promise;
  return 1;
}

int promise_add(struct promises *promises, const char *text, size_t size)
{
  const char *colon = memchr(text, ':', size);
  size_t length = colon != NULL ? (size_t)(colon - text) : size;
  for (int i = 0; i < PROMISES; i++) {
    if (strlen(rows[i].name) != length || memcmp(rows[i].name, text, length) != 0) continue;
    if (colon == NULL && i == PROMISE_UNORDERED) return 0;
    if (colon != NULL && i != PROMISE_DEATHS && i != PROMISE_UNORDERED) return 0;
    if (colon != NULL) return promise_add_limited(promises, (enum promise)i, colon + 1, size - length - 1);
    promises->made |= 1u << i;
    return 1;
  }
  return 0;
}

/* Do the promises cover the answer to this query? */
static int answers(const struct promises *promises, const struct message *message)
{
  size_t size;
  const char *query = message_string(message, "query", &size);
  if (query == NULL) return 0;
  const char *blank = memchr(query, ' ', size);
  if (blank != NULL) size = (size_t)(blank - query);
  for (int i = 0; i < PROMISES; i++)
    for (int k = 0; k < 2 && rows[i].queries[k] != NULL; k++)
      if (strlen(rows[i].queries[k]) == size && memcmp(rows[i].queries[k], query, size) == 0)
        return is_made(promises, (enum promise)i);
  return 0;
}

/* Without `frames` the order in which a frame's locals go is open, and so is what dies in that statement. */
static int death_counts(const struct promises *promises, const struct canonical *program, uint64_t n)
{
  if (!is_made(promises, PROMISE_DEATHS)) return 0;
  if (is_made(promises, PROMISE_FRAMES)) return 1;
  return !canonical_begins(program, n, "return") && !canonical_begins(program, n, "exit");
}

static int put_whole(struct text *part, const struct message *message)
{
  text_put(part, message->text.bytes, message->text.used);
  return 1;
}

/* ,"key":value */
static void put_member(struct text *part, const struct message *message, const char *key)
{
  size_t size;
  const char *value = message_value(message, key, &size);
  if (value == NULL) return;
  text_puts(part, part->used > 0 ? ",\"" : "{\"");
  text_puts(part, key);
  text_puts(part, "\":");
  text_put(part, value, size);
}

/* When and which generation is of `collections`, how many is of `collected`, which alone covers `collect` only. */
static int put_stop(const struct promises *promises, const struct canonical *program, const struct message *message,
                    struct text *part)
{
  int when = is_made(promises, PROMISE_COLLECTIONS), much = is_made(promises, PROMISE_COLLECTED);
  if (when && much) return put_whole(part, message);
  if (!when && !(much && canonical_begins(program, message->number, "collect"))) return 0;
  put_member(part, message, "event");
  put_member(part, message, "line");
  if (when) put_member(part, message, "generation");
  if (much) put_member(part, message, "collected");
  if (much) put_member(part, message, "uncollectable");
  text_putc(part, '}');
  return 1;
}

int comparable_part(const struct promises *promises, const struct canonical *program, uint64_t n,
                    const struct message *message, struct text *part)
{
  part->used = 0;
  int covered = 0;
  switch (message->kind) {
  case MESSAGE_ERROR: covered = 1; break; /* no side may fail alone */
  case MESSAGE_ANSWER: covered = answers(promises, message); break;
  case MESSAGE_DEALLOC: covered = death_counts(promises, program, n); break;
  case MESSAGE_COLLECT_STOP: return put_stop(promises, program, message, part);
  default:
    for (int i = 0; i < PROMISES; i++)
      if (rows[i].event == message->kind) covered = is_made(promises, (enum promise)i);
  }
  return covered && put_whole(part, message);
}
