/* Bytes to operations. */
#include <string.h>
#include "core/heap.h"
#include "operations.h"
#include "program/driver.h"
#include "program/kind_names.h"

/* Bits 0-4 choose the name, bits 5-7 how many slots to follow, `detail` which. */
static struct place decode_place(uint32_t byte, uint32_t detail)
{
  static const uint8_t wanted_steps[8] = {0, 0, 0, 0, 1, 1, 2, 2};
  struct place place = {.name = byte % NAMES};
  place.object = object_named(place.name);
  while (place.steps < wanted_steps[byte >> 5]) {
    if (place.object == 0 || slot_count[place.object] == 0) break;
    uint32_t slot = (detail >> (3 * place.steps)) % slot_count[place.object];
    uint32_t target = heap_get_slot(place.object, slot);
    if (target == 0) break;
    place.slot[place.steps++] = slot;
    place.object = target;
  }
  return place;
}

/* Often one size for all, so that objects run out before blocks do; now and then slots that fill their block to the
 * last word, or a block that is an extent. */
static void decode_size(struct operation *operation, uint32_t how, uint32_t detail)
{
  int grows = operation->kind != KIND_ATOM && operation->kind != KIND_TUPLE;
  operation->has_size = how >= 2;
  if (how == 7 && grows) operation->slots += detail >= 250 ? 64 : detail % 16;
  uint32_t least = 8 * operation->slots;
  if (how < 2) operation->bytes = kind_bytes(operation->kind, operation->slots);
  else if (how < 5) operation->bytes = 32;
  else if (how == 5) operation->bytes = least + 1 + detail;
  else if (how == 6) operation->bytes = MAX_BLOCK_BYTES + 1 + 8 * detail;
  else operation->bytes = least > 0 ? least : 1 + detail;
}

static void decode_new(struct operation *operation, const uint8_t *bytes)
{
  static const uint8_t kinds[8] = {KIND_CELL, KIND_CELL,  KIND_CELL,   KIND_LIST,
                                   KIND_LIST, KIND_TUPLE, KIND_OPAQUE, KIND_ATOM};
  operation->action = DO_NEW;
  operation->name = bytes[1] % NAMES;
  operation->kind = kinds[bytes[2] & 7];
  operation->slots = operation->kind == KIND_ATOM ? 0 : (bytes[2] >> 3) & 3;
  operation->values = operation->kind == KIND_ATOM ? 0 : bytes[2] >> 6;
  for (uint32_t i = 0; i < operation->values; i++)
    operation->value[i] = decode_place((bytes[3] + 5 * i) & 255, bytes[1]);
  if (operation->kind == KIND_TUPLE || operation->slots < operation->values) operation->slots = operation->values;
  decode_size(operation, bytes[0] >> 5, bytes[3]);
}

static void decode_set(struct operation *operation, const uint8_t *bytes)
{
  operation->owner = decode_place(bytes[1], bytes[3]);
  uint32_t owner = operation->owner.object;
  if (owner == 0 || !kind_is_mutable(kind_of[owner]) || slot_count[owner] == 0) return;
  operation->action = DO_SET;
  operation->number[0] = bytes[3] % slot_count[owner];
  operation->value[0] = decode_place(bytes[2], bytes[3] >> 2);
  if (bytes[3] >= 224) operation->value[0] = (struct place){0};
}

static void decode_let(struct operation *operation, const uint8_t *bytes)
{
  operation->name = bytes[1] % NAMES;
  operation->value[0] = decode_place(bytes[2], bytes[3]);
  if (operation->value[0].object != 0) operation->action = DO_LET;
}

static void decode_del(struct operation *operation, const uint8_t *bytes)
{
  operation->name = bytes[1] % NAMES;
  if (object_named(operation->name) != 0) operation->action = DO_DEL;
}

static void decode_call(struct operation *operation, const uint8_t *bytes)
{
  uint32_t wanted = bytes[1] & 3;
  operation->action = DO_CALL;
  for (uint32_t i = 0; i < wanted; i++) {
    struct place place = decode_place((bytes[2] + 3 * i) & 255, bytes[3]);
    if (place.object != 0) operation->value[operation->values++] = place;
  }
}

static void decode_return(struct operation *operation, const uint8_t *bytes)
{
  if (calls_entered() == 0) return;
  operation->action = DO_RETURN;
  if (bytes[1] & 1) operation->value[0] = decode_place(bytes[2], bytes[3]);
}

static void decode_hold(struct operation *operation, const uint8_t *bytes)
{
  operation->name = bytes[1] % HOLDS;
  operation->value[0] = decode_place(bytes[2], bytes[3]);
  if (object_held(operation->name) != 0) operation->action = DO_RELEASE;
  else if (operation->value[0].object != 0) operation->action = DO_HOLD;
}

static void decode_control(struct operation *operation, const uint8_t *bytes)
{
  static const enum action actions[4] = {DO_ENABLE, DO_DISABLE, DO_THRESHOLD, DO_THRESHOLD};
  operation->action = actions[bytes[1] & 3];
  operation->number[0] = bytes[2] & 15;
  operation->number[1] = bytes[2] >> 6;
  operation->number[2] = bytes[3] & 3;
}

static void decode_collect(struct operation *operation, const uint8_t *bytes)
{
  operation->action = DO_COLLECT;
  operation->number[0] = bytes[1] % 3;
}

typedef void decoder(struct operation *operation, const uint8_t *bytes);

struct operation decode_operation(const uint8_t *bytes)
{
  static decoder *const decoders[32] = {
      decode_new,     decode_new,     decode_new,     decode_new,    decode_new,  decode_new,  decode_new,
      decode_new,     decode_set,     decode_set,     decode_set,    decode_set,  decode_set,  decode_set,
      decode_set,     decode_set,     decode_let,     decode_let,    decode_let,  decode_del,  decode_del,
      decode_del,     decode_del,     decode_del,     decode_hold,   decode_hold, decode_call, decode_return,
      decode_collect, decode_collect, decode_collect, decode_control};
  struct operation operation;
  memset(&operation, 0, sizeof operation);
  decoders[bytes[0] & 31](&operation, bytes);
  return operation;
}

static int ending_of_name(struct operation *operation, uint32_t name)
{
  operation->name = name;
  if (object_named(operation->name) != 0) operation->action = DO_DEL;
  return 1;
}

static int ending_of_hold(struct operation *operation, uint32_t hold)
{
  operation->name = hold;
  if (object_held(operation->name) != 0) operation->action = DO_RELEASE;
  return 1;
}

/* Fills the emptied heap: as many of the largest blocks as all pools hold, then all extents at once. */
static int ending_that_fills(struct operation *operation, uint32_t turn)
{
  const uint32_t blocks = MAX_ARENAS * ARENA_POOLS * ((POOL_WORDS - HEADER_WORDS) * WORD_BYTES / MAX_BLOCK_BYTES);
  operation->name = RESULT_NAME;
  operation->action = turn <= blocks ? DO_NEW : DO_DEL;
  operation->needs_room = 1;
  operation->kind = KIND_OPAQUE;
  operation->has_size = 1;
  operation->bytes = turn < blocks ? MAX_BLOCK_BYTES : MAX_EXTENT_UNITS * EXTENT_UNIT_WORDS * WORD_BYTES;
  operation->slots = 1;
  operation->values = turn > 0; /* each holds the one before */
  operation->value[0] = (struct place){.name = RESULT_NAME, .object = object_named(RESULT_NAME)};
  return turn <= blocks + 1;
}

int next_ending(uint32_t *turn, struct operation *operation)
{
  memset(operation, 0, sizeof *operation);
  if (calls_entered() > 0) {
    operation->action = DO_RETURN;
    return 1;
  }
  uint32_t now = (*turn)++;
  if (now < NAMES) return ending_of_name(operation, now);
  if (now < NAMES + HOLDS) return ending_of_hold(operation, now - NAMES);
  if (now == NAMES + HOLDS + 1 && driver_live() > 0) return 0;
  if (now > NAMES + HOLDS) return ending_that_fills(operation, now - NAMES - HOLDS - 1);
  operation->action = DO_COLLECT;
  operation->number[0] = 2;
  return 1;
}
