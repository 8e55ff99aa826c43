/* Bytes to operations. */
#include <string.h>
#include "core/heap.h"
#include "operations.h"
#include "program/driver.h"
#include "program/kind_names.h"

/* What was said before of the next object or call: its items or arguments, and its slots and size.  Items are kept as
 * bytes, and looked up when the object is made. */
static struct {
  uint8_t item[MAX_VALUES], detail[MAX_VALUES], is_null[MAX_VALUES];
  uint32_t items, slots, bytes;
  int has_shape;
} parts;
static struct swarm without;

/* The bits of a rest switch families off in the order of the enumeration; one that makes is always left. */
struct swarm swarm_of(const uint8_t *data, size_t size)
{
  static const uint8_t family[8] = {SETS, LETS, DROPS, HOLDS_OR_RELEASES, CALLS, COLLECTS, CONTROLS, CLUSTERS};
  struct swarm swarm = {.families_off = 0};
  size_t rest = size % OPERATION_BYTES;
  for (uint32_t bit = 0; rest > 0 && bit < 8; bit++)
    if ((data[size - rest] >> bit & 1) != 0) swarm.families_off |= 1u << family[bit];
  if (rest > 1) swarm.shapes_off = data[size - rest + 1];
  return swarm;
}

int all_are_alike(void)
{
  return (without.shapes_off & SHAPES_ALIKE) != 0;
}

void decode_start(struct swarm swarm)
{
  without = swarm;
  memset(&parts, 0, sizeof parts);
  cluster_forget();
}

struct place decode_place(uint32_t byte, uint32_t detail)
{
  static const uint8_t wanted_steps[8] = {0, 0, 0, 0, 1, 1, 2, 2};
  struct place place = {.name = (uint8_t)(byte % NAMES)};
  uint32_t wanted = (without.shapes_off & SHAPES_WITHOUT_PATHS) != 0 ? 0 : wanted_steps[byte >> 5 & 7];
  place.object = object_named(place.name);
  while (place.steps < wanted) {
    if (place.object == 0 || slot_count[place.object] == 0) break;
    uint32_t slot = (detail >> (3 * place.steps)) % slot_count[place.object];
    uint32_t target = heap_get_slot(place.object, slot);
    if (target == 0) break;
    place.slot[place.steps++] = (uint16_t)slot;
    place.object = target;
  }
  return place;
}

/* The values of a new object or of a call: what was said before, or what these bytes say. */
static void decode_values(struct operation *operation, uint32_t wanted, uint32_t byte, uint32_t step, uint32_t detail)
{
  int said = parts.items > 0;
  operation->values = said ? parts.items : wanted;
  for (uint32_t i = 0; i < operation->values; i++) {
    if (!said) operation->value[i] = decode_place((byte + step * i) & 255, detail);
    else if (!parts.is_null[i]) operation->value[i] = decode_place(parts.item[i], parts.detail[i]);
  }
  parts.items = 0;
}

/* Often one size for all, so that objects run out before blocks do; now and then slots that fill their block to the
 * last word, or a block that is an extent. */
static void decode_size(struct operation *operation, uint32_t how, uint32_t detail)
{
  int grows = operation->kind != KIND_ATOM && operation->kind != KIND_TUPLE;
  if (all_are_alike()) how = 2;
  else if ((without.shapes_off & SHAPES_WITHOUT_SIZES) != 0) how = 0;
  operation->has_size = how >= 2;
  if (how == 7 && grows) operation->slots += detail >= 250 ? 64 : detail % 16;
  uint32_t least = 8 * operation->slots;
  if (how < 2) operation->bytes = kind_bytes(operation->kind, operation->slots);
  else if (how < 5) operation->bytes = SIZE_OF_ALL;
  else if (how == 5) operation->bytes = least + 1 + detail;
  else if (how == 6) operation->bytes = MAX_BLOCK_BYTES + 1 + 8 * detail;
  else operation->bytes = least > 0 ? least : 1 + detail;
  if (operation->bytes < least) operation->bytes = least;
}

/* The slots and the size that were said before. */
static void take_shape(struct operation *operation)
{
  int grows = operation->kind != KIND_ATOM && operation->kind != KIND_TUPLE;
  if (grows) operation->slots = parts.slots > operation->values ? parts.slots : operation->values;
  operation->bytes = kind_bytes(operation->kind, operation->slots);
  operation->has_size = parts.bytes != 0;
  if (operation->has_size) operation->bytes = parts.bytes;
  if (operation->bytes < 8 * operation->slots) operation->bytes = 8 * operation->slots;
  parts.has_shape = 0;
}

static void decode_new(struct operation *operation, const uint8_t *bytes)
{
  static const uint8_t kinds[8] = {KIND_CELL, KIND_CELL,  KIND_CELL,   KIND_LIST,
                                   KIND_LIST, KIND_TUPLE, KIND_OPAQUE, KIND_ATOM};
  operation->action = DO_NEW;
  operation->name = bytes[1] % NAMES;
  operation->kind = kinds[bytes[2] & 7];
  if ((without.shapes_off >> operation->kind & 1) != 0) operation->kind = KIND_CELL;
  operation->slots = bytes[2] >> 3 & 3;
  decode_values(operation, bytes[2] >> 6, bytes[3], 5, bytes[1]);
  if (operation->kind == KIND_ATOM) operation->values = operation->slots = 0;
  if (operation->kind == KIND_TUPLE || operation->slots < operation->values) operation->slots = operation->values;
  if (parts.has_shape) take_shape(operation);
  else decode_size(operation, bytes[0] >> CODE_BITS, bytes[3]);
}

static void decode_cluster(struct operation *operation, const uint8_t *bytes)
{
  (void)operation;
  cluster_begin(bytes);
}

/* One more item or argument for what comes next, or its slots and size. */
static void decode_part(struct operation *operation, const uint8_t *bytes)
{
  (void)operation;
  if ((bytes[0] >> CODE_BITS & 1) != 0) {
    parts.has_shape = 1;
    parts.slots = bytes[1];
    parts.bytes = bytes[2] + 256u * bytes[3];
  } else if (parts.items < MAX_VALUES) {
    parts.item[parts.items] = bytes[1];
    parts.detail[parts.items] = bytes[2];
    parts.is_null[parts.items++] = bytes[3] >= 192;
  }
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

/* An argument that is null is left out. */
static void decode_call(struct operation *operation, const uint8_t *bytes)
{
  uint32_t kept = 0;
  operation->action = DO_CALL;
  decode_values(operation, bytes[1] & 3, bytes[2], 3, bytes[3]);
  for (uint32_t i = 0; i < operation->values; i++)
    if (operation->value[i].object != 0) operation->value[kept++] = operation->value[i];
  operation->values = kept;
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
  if (object_held(operation->name) != 0) {
    operation->action = DO_RELEASE;
    return;
  }
  operation->value[0] = decode_place(bytes[2], bytes[3]);
  if (operation->value[0].object != 0) operation->action = DO_HOLD;
}

static void decode_control(struct operation *operation, const uint8_t *bytes)
{
  static const enum action actions[4] = {DO_ENABLE, DO_DISABLE, DO_THRESHOLD, DO_THRESHOLD};
  int wide = bytes[1] >= 128;
  operation->action = wide ? DO_THRESHOLD : actions[bytes[1] & 3];
  operation->number[0] = wide ? bytes[2] : bytes[2] & 15;
  operation->number[1] = wide ? bytes[3] & 15 : bytes[2] >> 6;
  operation->number[2] = wide ? bytes[3] >> 4 : bytes[3] & 3;
}

static void decode_collect(struct operation *operation, const uint8_t *bytes)
{
  operation->action = DO_COLLECT;
  operation->number[0] = bytes[1] % 3;
}

typedef void decoder(struct operation *operation, const uint8_t *bytes);

void decode_operation(const uint8_t *bytes, struct operation *operation)
{
  static decoder *const decoders[FAMILIES] = {[MAKES] = decode_new,       [CLUSTERS] = decode_cluster,
                                              [PARTS] = decode_part,      [SETS] = decode_set,
                                              [LETS] = decode_let,        [DROPS] = decode_del,
                                              [CALLS] = decode_call,      [HOLDS_OR_RELEASES] = decode_hold,
                                              [RETURNS] = decode_return,  [COLLECTS] = decode_collect,
                                              [CONTROLS] = decode_control};
  uint32_t family = family_of_code[bytes[0] % CODES];
  memset(operation, 0, sizeof *operation);
  if ((without.families_off >> family & 1) == 0) decoders[family](operation, bytes);
}
