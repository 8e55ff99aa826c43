/* The writer's model, and the text of each statement. */
#include "writer.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "random.h"

static const char *const kind_names[KIND_COUNT] = {"cell", "list", "tuple",    "opaque",
                                                   "atom", "dict", "instance", "weakref"};
static const char *const local_texts[LOCAL_NAMES] = {"a", "b", "c", "d", "e", "f",     "g",
                                                     "h", "i", "j", "k", "m", "result"};

static void *grown(void *old, size_t bytes)
{
  void *fresh = realloc(old, bytes);
  if (fresh == NULL) {
    fputs("heapproof generate: out of memory\n", stderr);
    exit(2);
  }
  return fresh;
}

void writer_start(struct writer *writer, FILE *out, uint64_t seed)
{
  memset(writer, 0, sizeof *writer);
  writer->out = out;
  writer->random = seed;
  writer->object_space = 1024;
  writer->slot_space = 4096;
  writer->first_slot = grown(NULL, (writer->object_space + 2u) * sizeof *writer->first_slot);
  writer->kinds = grown(NULL, writer->object_space + 1u);
  writer->wild = grown(NULL, writer->object_space + 1u);
  writer->slots = grown(NULL, writer->slot_space * sizeof *writer->slots);
  writer->first_slot[1] = 0;
}

void writer_end(struct writer *writer)
{
  free(writer->first_slot);
  free(writer->kinds);
  free(writer->wild);
  free(writer->slots);
}

uint32_t writer_random(struct writer *writer, uint32_t bound)
{
  return random_below(&writer->random, bound);
}

struct name local_name(uint32_t index)
{
  return (struct name){SCOPE_LOCAL, index};
}

struct name global_name(uint32_t index)
{
  return (struct name){SCOPE_GLOBAL, index};
}

static uint32_t *binding(struct writer *writer, struct name name)
{
  if (name.scope == SCOPE_LOCAL) return &writer->locals[writer->depth][name.index];
  if (name.scope == SCOPE_GLOBAL) return &writer->globals[name.index];
  return &writer->holds[name.index];
}

uint32_t bound_object(const struct writer *writer, struct name name)
{
  if (name.scope == SCOPE_LOCAL) return writer->locals[writer->depth][name.index];
  if (name.scope == SCOPE_GLOBAL) return writer->globals[name.index];
  return writer->holds[name.index];
}

static void name_text(struct name name, char *text)
{
  if (name.scope == SCOPE_LOCAL) snprintf(text, OPERAND_TEXT, "%s", local_texts[name.index]);
  else snprintf(text, OPERAND_TEXT, "%s%" PRIu32, name.scope == SCOPE_GLOBAL ? "$g" : "h", name.index);
}

struct operand operand_of(const struct writer *writer, struct name name)
{
  struct operand operand;
  name_text(name, operand.text);
  operand.object = bound_object(writer, name);
  return operand;
}

uint32_t slots_of(const struct writer *writer, uint32_t object)
{
  return writer->first_slot[object + 1] - writer->first_slot[object];
}

/* A bound name at random: from a random place on, the first that is bound, locals and globals in turn. */
static struct operand random_name(struct writer *writer)
{
  uint32_t total = LOCAL_NAMES + GLOBAL_NAMES, start = writer_random(writer, total);
  for (uint32_t i = 0; i < total; i++) {
    uint32_t at = (start + i) % total;
    struct name name = at < LOCAL_NAMES ? local_name(at) : global_name(at - LOCAL_NAMES);
    uint32_t object = bound_object(writer, name);
    if (object != 0 && object != UNKNOWN) return operand_of(writer, name);
  }
  return (struct operand){"null", 0};
}

struct operand random_operand(struct writer *writer, uint32_t steps)
{
  struct operand operand = random_name(writer);
  while (operand.object != 0 && steps > 0 && slots_of(writer, operand.object) > 0) {
    uint32_t slot = writer_random(writer, slots_of(writer, operand.object));
    uint32_t target = writer->slots[writer->first_slot[operand.object] + slot];
    if (target == 0) break;
    size_t used = strlen(operand.text);
    snprintf(operand.text + used, OPERAND_TEXT - used, ".%" PRIu32, slot);
    operand.object = target;
    steps--;
  }
  return operand;
}

static uint32_t model_object(struct writer *writer, uint32_t kind, uint32_t slots, int is_wild)
{
  if (writer->objects == writer->object_space) {
    writer->object_space *= 2;
    writer->first_slot = grown(writer->first_slot, (writer->object_space + 2u) * sizeof *writer->first_slot);
    writer->kinds = grown(writer->kinds, writer->object_space + 1u);
    writer->wild = grown(writer->wild, writer->object_space + 1u);
  }
  uint32_t object = ++writer->objects, first = writer->first_slot[object];
  while (first + slots > writer->slot_space) {
    writer->slot_space *= 2;
    writer->slots = grown(writer->slots, writer->slot_space * sizeof *writer->slots);
  }
  writer->kinds[object] = (uint8_t)kind;
  writer->wild[object] = is_wild != 0;
  writer->first_slot[object + 1] = first + slots;
  memset(writer->slots + first, 0, slots * sizeof *writer->slots);
  return object;
}

/* What the model is to remember of a value in a slot of `owner`. */
static void model_slot(struct writer *writer, uint32_t owner, uint32_t slot, const struct operand *value)
{
  int is_known = !writer->wild[owner] && value->object != UNKNOWN;
  writer->slots[writer->first_slot[owner] + slot] = is_known ? value->object : 0;
}

void write_new(struct writer *writer, struct name name, const struct request *request)
{
  uint32_t object = model_object(writer, request->kind, request->slots, request->is_wild);
  char text[OPERAND_TEXT];
  name_text(name, text);
  fprintf(writer->out, "new %s", text);
  if (request->kind != KIND_CELL) fprintf(writer->out, " kind=%s", kind_names[request->kind]);
  if (request->slots > request->items) fprintf(writer->out, " slots=%" PRIu32, request->slots);
  for (uint32_t i = 0; i < request->items; i++) {
    fprintf(writer->out, "%s%s", i == 0 ? " items=" : ",", request->item[i].text);
    model_slot(writer, object, i, &request->item[i]);
  }
  if (request->bytes > 0) fprintf(writer->out, " size=%" PRIu32, request->bytes);
  if (request->finalizer[0] != '\0') fprintf(writer->out, " finalizer=%s", request->finalizer);
  if (request->is_legacy) fputs(" legacy=yes", writer->out);
  if (request->is_immortal) fputs(" immortal=yes", writer->out);
  write_line(writer, "");
  *binding(writer, name) = object;
}

static int is_for_wild(const struct writer *writer, uint32_t owner, uint32_t slot)
{
  return writer->wild[owner] && slot < WILD_SLOTS;
}

void write_set(struct writer *writer, const struct operand *owner, uint32_t slot, const struct operand *value)
{
  int is_wild = value->object == 0 || value->object == UNKNOWN || writer->wild[value->object];
  if (is_for_wild(writer, owner->object, slot) && !is_wild) return;
  fprintf(writer->out, "set %s.%" PRIu32 " ", owner->text, slot);
  write_line(writer, value->text);
  model_slot(writer, owner->object, slot, value);
}

void write_let(struct writer *writer, struct name name, const struct operand *value)
{
  char text[OPERAND_TEXT];
  name_text(name, text);
  fprintf(writer->out, "let %s ", text);
  write_line(writer, value->text);
  *binding(writer, name) = value->object;
}

void write_del(struct writer *writer, struct name name)
{
  char text[OPERAND_TEXT];
  name_text(name, text);
  fputs("del ", writer->out);
  write_line(writer, text);
  *binding(writer, name) = 0;
}

void write_hold(struct writer *writer, uint32_t index, const struct operand *value)
{
  fprintf(writer->out, "hold h%" PRIu32 " ", index);
  write_line(writer, value->text);
  writer->holds[index] = value->object;
}

void write_release(struct writer *writer, uint32_t index)
{
  fprintf(writer->out, "release h%" PRIu32, index);
  write_line(writer, "");
  writer->holds[index] = 0;
}

void write_call(struct writer *writer, uint32_t label, uint32_t arguments, const struct operand *argument)
{
  fprintf(writer->out, "call f%" PRIu32, label);
  writer->depth++;
  memset(writer->locals[writer->depth], 0, sizeof writer->locals[0]);
  for (uint32_t i = 0; i < arguments; i++) {
    fprintf(writer->out, " %s=%s", local_texts[i], argument[i].text);
    writer->locals[writer->depth][i] = argument[i].object;
  }
  write_line(writer, "");
}

void write_return(struct writer *writer, const struct operand *value)
{
  fputs(value != NULL ? "return " : "return", writer->out);
  write_line(writer, value != NULL ? value->text : "");
  writer->depth--;
  if (value != NULL) writer->locals[writer->depth][RESULT_NAME] = value->object;
}

void write_collect(struct writer *writer, uint32_t generation)
{
  fprintf(writer->out, "collect %" PRIu32, generation);
  write_line(writer, "");
}

void write_threshold(struct writer *writer, uint32_t first, uint32_t second, uint32_t third)
{
  fprintf(writer->out, "gc threshold %" PRIu32 " %" PRIu32 " %" PRIu32, first, second, third);
  write_line(writer, "");
}

void write_weak(struct writer *writer, struct name name, const struct operand *object, const char *callback)
{
  char text[OPERAND_TEXT];
  name_text(name, text);
  fprintf(writer->out, "weak %s %s", text, object->text);
  if (callback[0] != '\0') fprintf(writer->out, " callback=%s", callback);
  write_line(writer, "");
  *binding(writer, name) = model_object(writer, KIND_WEAKREF, 0, 1);
}

void write_let_unknown(struct writer *writer, struct name name, const char *value)
{
  char text[OPERAND_TEXT];
  name_text(name, text);
  fprintf(writer->out, "let %s ", text);
  write_line(writer, value);
  *binding(writer, name) = UNKNOWN;
}

void write_format(struct writer *writer, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vfprintf(writer->out, format, arguments);
  va_end(arguments);
  write_line(writer, "");
}

void write_line(struct writer *writer, const char *statement)
{
  fputs(statement, writer->out);
  fputc('\n', writer->out);
  writer->statements++;
}
