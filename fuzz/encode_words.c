/* Reading statements word by word.  The program was run before, so only what has no encoding is looked for. */
#include "encode_words.h"
#include <string.h>
#include "core/heap.h"
#include "program/kind_names.h"

struct reading {
  struct encoder *encoder;
  struct scanner *scanner;
  struct operation *operation;
};

static int is_name(const char *known, const char *text, uint32_t size)
{
  return strlen(known) == size && memcmp(known, text, size) == 0;
}

/* The place of a name in a table: the one it has, else its own place in the bytes if that is free, else any that is;
 * `count` when there is none. */
static uint32_t place_in(char (*table)[NAME_ROOM], uint32_t count, uint32_t own, const char *text, uint32_t size)
{
  uint32_t empty = count;
  if (size >= NAME_ROOM) return count;
  for (uint32_t i = 0; i < count; i++) {
    if (is_name(table[i], text, size)) return i;
    if (table[i][0] == '\0' && (empty == count || i == own)) empty = i;
  }
  if (empty < count) memcpy(table[empty], text, size);
  return empty;
}

/* The number in `g17`, `h3`; UINT32_MAX when it is none. */
static uint32_t number_in(const char *text, uint32_t size, char letter)
{
  if (size < 2 || size > 3 || text[0] != letter || text[1] < '0' || text[1] > '9') return UINT32_MAX;
  uint32_t number = (uint32_t)(text[1] - '0');
  return size == 2 ? number : 10 * number + (uint32_t)(text[2] - '0');
}

/* A name of the program as a name of the bytes. */
static int map_name(const struct reading *reading, const char *text, uint32_t size, uint32_t column, uint32_t *name)
{
  struct encoder *encoder = reading->encoder;
  if (size > 0 && text[0] == '$') {
    *name = LOCALS + place_in(encoder->global, GLOBALS, number_in(text + 1, size - 1, 'g'), text + 1, size - 1);
    return *name < NAMES || scanner_fail(reading->scanner, column, "more than %d globals", GLOBALS);
  }
  *name = RESULT_NAME;
  if (is_name("result", text, size)) return 1;
  *name = place_in(encoder->local[encoder->depth], LOCALS - 1, size == 1 ? (uint32_t)(text[0] - 'a') : UINT32_MAX, text,
                   size);
  return *name < LOCALS - 1 || scanner_fail(reading->scanner, column, "more than %d locals in a frame", LOCALS - 1);
}

static int take_mapped(const struct reading *reading, uint32_t *name)
{
  skip_blanks(reading->scanner);
  struct word word = take_word(reading->scanner);
  return map_name(reading, word.text, word.size, word.column, name);
}

static int take_hold(const struct reading *reading)
{
  skip_blanks(reading->scanner);
  struct word word = take_word(reading->scanner);
  reading->operation->name =
      place_in(reading->encoder->hold, HOLDS, number_in(word.text, word.size, 'h'), word.text, word.size);
  return reading->operation->name < HOLDS || scanner_fail(reading->scanner, word.column, "more than %d holds", HOLDS);
}

/* The slots after a name, from `at` on; those beyond MAX_STEPS are too many, but for a last one that *slot takes. */
static int split_path(const struct reading *reading, const struct word *word, uint32_t at, struct place *place,
                      uint32_t *slot)
{
  uint32_t found[MAX_STEPS + 1], count = 0;
  while (at < word->size) {
    uint64_t number = 0;
    for (at++; at < word->size && word->text[at] != '.'; at++) number = number * 10 + (uint64_t)(word->text[at] - '0');
    if (count > MAX_STEPS || number > UINT8_MAX)
      return scanner_fail(reading->scanner, word->column, "a path of more than %d steps, or past slot 255", MAX_STEPS);
    found[count++] = (uint32_t)number;
  }
  if (slot != NULL) *slot = found[--count];
  if (count > MAX_STEPS) return scanner_fail(reading->scanner, word->column, "a path of more than %d steps", MAX_STEPS);
  for (uint32_t i = 0; i < count; i++) place->slot[i] = (uint16_t)found[i];
  place->steps = (uint8_t)count;
  return 1;
}

/* What the place leads to now; null however it is spelled. */
static void resolve(struct place *place)
{
  place->object = object_named(place->name);
  for (uint32_t i = 0; i < place->steps && place->object != 0; i++)
    place->object = place->slot[i] < slot_count[place->object] ? heap_get_slot(place->object, place->slot[i]) : 0;
  if (place->object == 0) *place = (struct place){.object = 0};
}

/* An operand; with `slot`, the path of a slot that is set. */
static int take_place(const struct reading *reading, struct place *place, uint32_t *slot)
{
  uint32_t name, size = 0;
  skip_blanks(reading->scanner);
  struct word word = take_word(reading->scanner);
  *place = (struct place){.object = 0};
  if (word_is(&word, "null")) return 1;
  while (size < word.size && word.text[size] != '.') size++;
  if (!map_name(reading, word.text, size, word.column, &name)) return 0;
  place->name = (uint8_t)name;
  if (!split_path(reading, &word, size, place, slot)) return 0;
  resolve(place);
  return 1;
}

static int take_values(const struct reading *reading)
{
  struct operation *operation = reading->operation;
  do {
    if (operation->values == MAX_VALUES)
      return scanner_fail(reading->scanner, scanner_column(reading->scanner), "more than %d items", MAX_VALUES);
    if (!take_place(reading, &operation->value[operation->values++], NULL)) return 0;
  } while (take_byte(reading->scanner, ','));
  return 1;
}

static int take_option(const struct reading *reading)
{
  struct operation *operation = reading->operation;
  struct word key = take_word(reading->scanner);
  if (!take_byte(reading->scanner, '=')) return scanner_unexpected(reading->scanner, "`=`");
  if (word_is(&key, "items")) return take_values(reading);
  if (word_is(&key, "slots")) return take_number(reading->scanner, "a number", UINT32_MAX - 1, &operation->slots);
  if (word_is(&key, "size")) {
    operation->has_size = 1;
    return take_number(reading->scanner, "a number", UINT32_MAX - 1, &operation->bytes);
  }
  struct word value = take_word(reading->scanner);
  if (!word_is(&key, "kind")) return scanner_fail(reading->scanner, key.column, "no encoding for this");
  operation->kind = kind_named(value.text, value.size);
  return operation->kind <= KIND_ATOM || scanner_fail(reading->scanner, value.column, "no encoding for this kind");
}

static int read_new(const struct reading *reading)
{
  struct operation *operation = reading->operation;
  operation->action = DO_NEW;
  operation->kind = KIND_CELL;
  if (!take_mapped(reading, &operation->name)) return 0;
  while (!at_end(reading->scanner))
    if (!take_option(reading)) return 0;
  if (operation->slots < operation->values) operation->slots = operation->values;
  if (operation->kind == KIND_TUPLE) {
    if (operation->slots > MAX_VALUES) return scanner_fail(reading->scanner, 1, "a tuple of more than %d", MAX_VALUES);
    operation->values = operation->slots; /* null where it has no item */
  }
  if (!operation->has_size) operation->bytes = kind_bytes(operation->kind, operation->slots);
  return 1;
}

static int read_set(const struct reading *reading)
{
  reading->operation->action = DO_SET;
  return take_place(reading, &reading->operation->owner, &reading->operation->number[0]) &&
         take_place(reading, &reading->operation->value[0], NULL);
}

static int read_let(const struct reading *reading)
{
  reading->operation->action = DO_LET;
  return take_mapped(reading, &reading->operation->name) && take_place(reading, &reading->operation->value[0], NULL);
}

/* What is bound to null is not there for the bytes, so there is nothing to delete. */
static int read_del(const struct reading *reading)
{
  if (!take_mapped(reading, &reading->operation->name)) return 0;
  if (object_named(reading->operation->name) != 0) reading->operation->action = DO_DEL;
  return 1;
}

static int read_hold(const struct reading *reading)
{
  reading->operation->action = DO_HOLD;
  return take_hold(reading) && take_place(reading, &reading->operation->value[0], NULL);
}

static int read_release(const struct reading *reading)
{
  reading->operation->action = DO_RELEASE;
  return take_hold(reading);
}

/* Operands are the caller's, parameters the new frame's. */
static int read_call(const struct reading *reading)
{
  struct encoder *encoder = reading->encoder;
  struct operation *operation = reading->operation;
  operation->action = DO_CALL;
  skip_blanks(reading->scanner);
  (void)take_word(reading->scanner);
  if (encoder->depth + 1 == MOST_DEPTH) return scanner_fail(reading->scanner, 1, "more than %d calls", MOST_DEPTH - 1);
  memset(encoder->local[encoder->depth + 1], 0, sizeof encoder->local[0]);
  while (!at_end(reading->scanner)) {
    struct word name = take_word(reading->scanner);
    if (operation->values == MAX_VALUES || name.size >= NAME_ROOM)
      return scanner_fail(reading->scanner, name.column, "more than %d arguments", MAX_VALUES);
    if (word_is(&name, "result") || !take_byte(reading->scanner, '='))
      return scanner_fail(reading->scanner, name.column, "no encoding for this parameter");
    memcpy(encoder->local[encoder->depth + 1][operation->values], name.text, name.size);
    if (!take_place(reading, &operation->value[operation->values], NULL)) return 0;
    if (operation->value[operation->values++].object == 0)
      return scanner_fail(reading->scanner, name.column, "no encoding for a null argument");
  }
  encoder->depth++;
  return 1;
}

static int read_return(const struct reading *reading)
{
  reading->operation->action = DO_RETURN;
  int fine = at_end(reading->scanner) || take_place(reading, &reading->operation->value[0], NULL);
  if (reading->encoder->depth > 0) reading->encoder->depth--;
  return fine;
}

static int read_collect(const struct reading *reading)
{
  reading->operation->action = DO_COLLECT;
  reading->operation->number[0] = 2;
  return at_end(reading->scanner) || take_number(reading->scanner, "a generation", 2, &reading->operation->number[0]);
}

static int read_gc(const struct reading *reading)
{
  static const uint32_t most[GENERATIONS] = {255, 15, 15};
  struct operation *operation = reading->operation;
  skip_blanks(reading->scanner);
  struct word word = take_word(reading->scanner);
  operation->action = word_is(&word, "enable") ? DO_ENABLE : word_is(&word, "disable") ? DO_DISABLE : DO_THRESHOLD;
  if (operation->action == DO_THRESHOLD && !word_is(&word, "threshold"))
    return scanner_fail(reading->scanner, word.column, "no encoding for this");
  for (uint32_t i = 0; operation->action == DO_THRESHOLD && i < GENERATIONS; i++) {
    operation->number[i] = gc_threshold[i];
    if (!at_end(reading->scanner) && !take_number(reading->scanner, "a number", INT32_MAX, &operation->number[i]))
      return 0;
    if (operation->number[i] > most[i])
      return scanner_fail(reading->scanner, word.column, "no encoding for thresholds above 255 15 15");
  }
  return 1;
}

struct verb {
  const char *name;
  int (*read)(const struct reading *reading);
};

int read_operation(struct encoder *encoder, struct scanner *scanner, struct operation *operation)
{
  static const struct verb verbs[] = {{"new", read_new},        {"set", read_set},       {"let", read_let},
                                      {"del", read_del},        {"hold", read_hold},     {"release", read_release},
                                      {"call", read_call},      {"return", read_return}, {"gc", read_gc},
                                      {"collect", read_collect}};
  struct reading reading = {encoder, scanner, operation};
  struct word word = take_word(scanner);
  memset(operation, 0, sizeof *operation);
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
    if (word_is(&word, verbs[i].name)) return verbs[i].read(&reading);
  static const char *const others[] = {"exit", "weak", "action", "malloc", "calloc", "realloc", "free"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (word_is(&word, others[i])) return scanner_fail(scanner, word.column, "no encoding for `%s`", others[i]);
  return 1;
}
