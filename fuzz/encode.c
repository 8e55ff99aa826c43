/* Statements to bytes.
 *
 * A statement is read into the operation that the bytes are to decode to; then bytes are tried until they do. */
#include "encode.h"
#include <stdlib.h>
#include <string.h>
#include "core/heap.h"
#include "encode_words.h"
#include "program/kind_names.h"

enum { FIRST_ROOM = 1024 };

void encoder_start(struct encoder *encoder)
{
  memset(encoder, 0, sizeof *encoder);
  decode_start((struct swarm){.families_off = 0});
  operations_start(1);
}

void encoder_end(struct encoder *encoder)
{
  free(encoder->bytes);
  encoder->bytes = NULL;
}

static int append(struct encoder *encoder, const uint8_t *bytes)
{
  if (encoder->room - encoder->size < OPERATION_BYTES) {
    size_t room = encoder->room == 0 ? FIRST_ROOM : 2 * encoder->room;
    uint8_t *larger = realloc(encoder->bytes, room);
    if (larger == NULL) return 0;
    encoder->bytes = larger;
    encoder->room = room;
  }
  memcpy(encoder->bytes + encoder->size, bytes, OPERATION_BYTES);
  encoder->size += OPERATION_BYTES;
  return 1;
}

static int is_place(const struct place *place, const struct place *wanted)
{
  if (wanted->object == 0) return place->object == 0;
  if (place->object == 0 || place->name != wanted->name || place->steps != wanted->steps) return 0;
  for (uint32_t i = 0; i < place->steps; i++)
    if (place->slot[i] != wanted->slot[i]) return 0;
  return 1;
}

static int is_operation(const struct operation *operation, const struct operation *wanted)
{
  if (operation->action != wanted->action || operation->name != wanted->name) return 0;
  if (operation->kind != wanted->kind || operation->slots != wanted->slots || operation->bytes != wanted->bytes)
    return 0;
  if (operation->values != wanted->values || !is_place(&operation->owner, &wanted->owner)) return 0;
  for (uint32_t i = 0; i < MAX_VALUES; i++)
    if (!is_place(&operation->value[i], &wanted->value[i])) return 0;
  return memcmp(operation->number, wanted->number, sizeof wanted->number) == 0;
}

/* The bytes of a part that says `wanted`; a part changes nothing but what comes next. */
static int append_item(struct encoder *encoder, const struct place *wanted)
{
  uint8_t bytes[OPERATION_BYTES] = {0, 0, 0, wanted->object == 0 ? 255 : 0};
  while (family_of_code[bytes[0]] != PARTS) bytes[0]++;
  if (wanted->object == 0) return append(encoder, bytes);
  for (uint32_t tried = 0; tried < 8 * 256; tried++) {
    bytes[1] = (uint8_t)(wanted->name + NAMES * (tried / 256));
    bytes[2] = (uint8_t)tried;
    struct place place = decode_place(bytes[1], bytes[2]);
    if (is_place(&place, wanted)) return append(encoder, bytes);
  }
  return 0;
}

static int append_items(struct encoder *encoder, const struct operation *wanted)
{
  for (uint32_t i = 0; i < wanted->values; i++)
    if (!append_item(encoder, &wanted->value[i])) return 0;
  return 1;
}

static int append_shape(struct encoder *encoder, const struct operation *wanted)
{
  uint8_t bytes[OPERATION_BYTES] = {0, (uint8_t)wanted->slots, 0, 0};
  if (wanted->slots > UINT8_MAX || wanted->bytes > UINT16_MAX) return 0;
  while (family_of_code[bytes[0]] != PARTS) bytes[0]++;
  bytes[0] = (uint8_t)(bytes[0] + CODES);
  if (wanted->has_size) {
    bytes[2] = (uint8_t)wanted->bytes;
    bytes[3] = (uint8_t)(wanted->bytes >> 8);
  }
  return append(encoder, bytes);
}

/* The bytes say the name and the kind; parts before it say the rest. */
static int append_new(struct encoder *encoder, const struct operation *wanted)
{
  static const uint8_t byte_of_kind[KIND_ATOM + 1] = {0, 3, 5, 6, 7};
  uint8_t bytes[OPERATION_BYTES] = {0, (uint8_t)wanted->name, byte_of_kind[wanted->kind], 0};
  while (family_of_code[bytes[0]] != MAKES) bytes[0]++;
  return append_shape(encoder, wanted) && append_items(encoder, wanted) && append(encoder, bytes);
}

/* What each family's first operand byte can be for what is wanted. */
static uint32_t first_operand(const struct operation *wanted)
{
  switch (wanted->action) {
  case DO_SET: return wanted->owner.name;
  case DO_COLLECT: return wanted->number[0];
  case DO_RETURN: return wanted->value[0].object != 0;
  case DO_DISABLE: return 1;
  case DO_THRESHOLD: return 128;
  case DO_CALL:
  case DO_ENABLE: return 0;
  default: return wanted->name;
  }
}

static uint32_t family_for(enum action action)
{
  static const uint8_t families[ACTIONS] = {
      [DO_SET] = SETS,         [DO_LET] = LETS,          [DO_DEL] = DROPS,
      [DO_CALL] = CALLS,       [DO_RETURN] = RETURNS,    [DO_HOLD] = HOLDS_OR_RELEASES,
      [DO_COLLECT] = COLLECTS, [DO_ENABLE] = CONTROLS,   [DO_RELEASE] = HOLDS_OR_RELEASES,
      [DO_DISABLE] = CONTROLS, [DO_THRESHOLD] = CONTROLS};
  return families[action];
}

/* Tries paths (three bits of the names' bytes) and slots (the last byte). */
static int append_found(struct encoder *encoder, const struct operation *wanted)
{
  uint8_t bytes[OPERATION_BYTES] = {0, 0, 0, 0};
  while (family_of_code[bytes[0]] != family_for(wanted->action)) bytes[0]++;
  if (wanted->action == DO_THRESHOLD) {
    bytes[1] = 128;
    bytes[2] = (uint8_t)wanted->number[0];
    bytes[3] = (uint8_t)(wanted->number[1] | wanted->number[2] << 4);
    return append(encoder, bytes);
  }
  if (wanted->action == DO_CALL) return append_items(encoder, wanted) && append(encoder, bytes);
  uint32_t owner_paths = wanted->action == DO_SET ? 8 : 1;
  for (uint32_t tried = 0; tried < owner_paths * 8 * 256; tried++) {
    bytes[1] = (uint8_t)(first_operand(wanted) + NAMES * (tried / (8 * 256)));
    bytes[2] = (uint8_t)(wanted->value[0].name + NAMES * (tried / 256 % 8));
    bytes[3] = (uint8_t)tried;
    struct operation operation;
    decode_operation(bytes, &operation);
    if (is_operation(&operation, wanted)) return append(encoder, bytes);
  }
  return 0;
}

/* Decodes what was appended since `from`, and performs it: it must be what is wanted. */
static int perform_appended(struct encoder *encoder, size_t from, const struct operation *wanted)
{
  struct operation operation = {.action = DO_NOTHING};
  for (; from < encoder->size; from += OPERATION_BYTES) decode_operation(encoder->bytes + from, &operation);
  return is_operation(&operation, wanted) && perform_operation(&operation) == ROOM_ENOUGH;
}

int encode_statement(struct encoder *encoder, const struct line *line, struct problem *problem)
{
  struct operation wanted;
  struct scanner scanner;
  scanner_start(&scanner, line, problem);
  if (!read_operation(encoder, &scanner, &wanted)) return 0;
  if (wanted.action == DO_NOTHING) return 1;
  size_t from = encoder->size;
  int found = wanted.action == DO_NEW ? append_new(encoder, &wanted) : append_found(encoder, &wanted);
  if (found)
    return perform_appended(encoder, from, &wanted) || scanner_fail(&scanner, 1, "there is no encoding for this");
  return scanner_fail(&scanner, 1, "there is no encoding for this: a path, a slot or a size is too large");
}
