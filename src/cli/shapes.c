/* How each shape draws its statements.  Every draw is a statement of its own: C leaves the order in which the
 * arguments of one call are evaluated to the compiler, and the program must not depend on it. */
#include "shapes.h"
#include "fragments.h"
#include <stddef.h>

enum { RING = 5, TUPLE_NAME = 5, EXTRA_NAME = 6 };

int chance(struct writer *writer, uint32_t one_in)
{
  return writer_random(writer, one_in) == 0;
}

/* Now and then a block larger than the slots need: another size class, or an extent. */
static uint32_t random_bytes(struct writer *writer, uint32_t slots)
{
  if (chance(writer, 200)) return 8u * slots + 513u + writer_random(writer, 4000);
  if (chance(writer, 10)) return 8u * slots + 1u + writer_random(writer, 400);
  return 0;
}

struct request request_of(struct writer *writer, uint32_t kind, uint32_t slots)
{
  struct request request = {.kind = kind, .slots = slots};
  request.bytes = random_bytes(writer, slots);
  return request;
}

/* In the next slot; one more slot needs one more word of the block. */
void add_item(struct request *request, const struct operand *item)
{
  request->item[request->items++] = *item;
  if (request->items <= request->slots) return;
  request->slots = request->items;
  if (request->bytes > 0) request->bytes += 8;
}

int is_mutable(const struct writer *writer, uint32_t object)
{
  return object != 0 && kind_is_mutable(writer->kinds[object]) && slots_of(writer, object) > 0;
}

static struct name random_binding(struct writer *writer)
{
  if (chance(writer, 2)) return local_name(writer_random(writer, RESULT_NAME));
  return global_name(writer_random(writer, GLOBAL_NAMES));
}

/* --- statements drawn one by one --- */

static void draw_new(struct writer *writer)
{
  static const uint32_t kinds[] = {KIND_CELL, KIND_CELL,  KIND_CELL,  KIND_LIST,   KIND_LIST,
                                   KIND_LIST, KIND_TUPLE, KIND_TUPLE, KIND_OPAQUE, KIND_ATOM};
  uint32_t kind = kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
  uint32_t slots = kind == KIND_ATOM || kind == KIND_TUPLE ? 0 : 1 + writer_random(writer, 4);
  struct request request = request_of(writer, kind, slots);
  uint32_t items = kind == KIND_ATOM ? 0 : writer_random(writer, 4);
  for (uint32_t i = 0; i < items; i++) {
    struct operand item = random_operand(writer, 2);
    if (item.object != 0) add_item(&request, &item);
  }
  if (kind == KIND_TUPLE && request.items == 0) request.kind = KIND_ATOM;
  write_new(writer, random_binding(writer), &request);
}

static void draw_set(struct writer *writer)
{
  struct operand owner = random_operand(writer, 2), value = random_operand(writer, 2);
  if (!is_mutable(writer, owner.object)) return;
  if (chance(writer, 6)) value = (struct operand){"null", 0};
  write_set(writer, &owner, writer_random(writer, slots_of(writer, owner.object)), &value);
}

static void draw_del(struct writer *writer)
{
  struct name name = random_binding(writer);
  if (bound_object(writer, name) != 0) write_del(writer, name);
}

static void draw_let(struct writer *writer)
{
  struct operand value = random_operand(writer, 3);
  if (value.object != 0) write_let(writer, random_binding(writer), &value);
}

static void draw_hold(struct writer *writer)
{
  uint32_t index = writer_random(writer, HOLD_NAMES);
  struct operand value = random_operand(writer, 2);
  if (bound_object(writer, (struct name){SCOPE_HOLD, index}) != 0) write_release(writer, index);
  else if (value.object != 0) write_hold(writer, index, &value);
}

static void draw_threshold(struct writer *writer)
{
  uint32_t first = 1 + writer_random(writer, 200);
  uint32_t second = 1 + writer_random(writer, 10);
  uint32_t third = writer_random(writer, 10);
  write_threshold(writer, first, second, third);
}

void draw_collector(struct writer *writer)
{
  uint32_t what = writer_random(writer, 12);
  if (what == 0) write_line(writer, "gc disable");
  if (what == 1 || what == 2) write_line(writer, "gc enable");
  if (what == 3) draw_threshold(writer);
  if (what > 3) write_collect(writer, writer_random(writer, 3));
}

void draw_statement(struct writer *writer)
{
  uint32_t what = writer_random(writer, 100);
  if (what < 30) draw_new(writer);
  else if (what < 65) draw_set(writer);
  else if (what < 80) draw_del(writer);
  else if (what < 92) draw_let(writer);
  else if (what < 97) draw_hold(writer);
  else draw_collector(writer);
}

void drop_locals(struct writer *writer)
{
  for (uint32_t i = 0; i < LOCAL_NAMES; i++)
    if (bound_object(writer, local_name(i)) != 0) write_del(writer, local_name(i));
}

/* Forgets the locals of the frame, half of the globals and every hold, so that the next round starts small. */
void drop_names(struct writer *writer)
{
  drop_locals(writer);
  for (uint32_t i = 0; i < GLOBAL_NAMES; i++)
    if (bound_object(writer, global_name(i)) != 0 && chance(writer, 2)) write_del(writer, global_name(i));
  for (uint32_t i = 0; i < HOLD_NAMES; i++)
    if (writer->holds[i] != 0) write_release(writer, i);
}

void shape_uniform(struct writer *writer, uint64_t length)
{
  while (writer->statements < length) {
    draw_statement(writer);
    if (chance(writer, 500)) drop_names(writer);
  }
}

/* --- clusters --- */

/* The members of a ring, each linked to the next; 1 member is a self-reference.  Locals 0 .. size-1. */
static void make_ring(struct writer *writer, uint32_t size)
{
  for (uint32_t i = 0; i < size; i++) {
    uint32_t slots = 2 + writer_random(writer, 3);
    struct request request = request_of(writer, chance(writer, 2) ? KIND_LIST : KIND_CELL, slots);
    write_new(writer, local_name(i), &request);
  }
  for (uint32_t i = 0; i < size; i++) {
    struct operand owner = operand_of(writer, local_name(i)), next = operand_of(writer, local_name((i + 1) % size));
    write_set(writer, &owner, 0, &next);
  }
}

/* Closes the ring a second time through a tuple, which must be made after what it holds. */
static void add_tuple(struct writer *writer, uint32_t size)
{
  struct request request = request_of(writer, KIND_TUPLE, 0);
  uint32_t items = 1 + writer_random(writer, 3);
  for (uint32_t i = 0; i < items; i++) {
    struct operand item = operand_of(writer, local_name(writer_random(writer, size)));
    add_item(&request, &item);
  }
  write_new(writer, local_name(TUPLE_NAME), &request);
  struct operand owner = operand_of(writer, local_name(writer_random(writer, size)));
  struct operand tuple = operand_of(writer, local_name(TUPLE_NAME));
  write_set(writer, &owner, 1, &tuple);
}

/* An atom, an opaque object that keeps a member alive from outside, or an object that holds itself. */
static void add_extra(struct writer *writer, uint32_t size)
{
  static const uint32_t kinds[] = {KIND_ATOM, KIND_ATOM, KIND_OPAQUE, KIND_CELL, KIND_LIST};
  uint32_t kind = kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
  struct request request = request_of(writer, kind, kind == KIND_ATOM ? 0 : 2);
  struct operand member = operand_of(writer, local_name(writer_random(writer, size)));
  if (kind == KIND_OPAQUE || (kind != KIND_ATOM && chance(writer, 2))) add_item(&request, &member);
  write_new(writer, local_name(EXTRA_NAME), &request);
  struct operand extra = operand_of(writer, local_name(EXTRA_NAME));
  if (kind == KIND_OPAQUE && !chance(writer, 20)) return;
  if (kind != KIND_ATOM) write_set(writer, &extra, 1, &extra);
  write_set(writer, &member, 1, &extra);
}

/* Old to young, young to old: a reference between this ring and one that a global still reaches. */
static void link_to_older(struct writer *writer, uint32_t size)
{
  struct operand member = operand_of(writer, local_name(writer_random(writer, size)));
  struct operand older = operand_of(writer, global_name(writer_random(writer, GLOBAL_NAMES)));
  if (older.object == 0) return;
  if (chance(writer, 2)) write_set(writer, &member, 1, &older);
  else if (is_mutable(writer, older.object)) write_set(writer, &older, slots_of(writer, older.object) - 1, &member);
}

/* Keeps a way into the ring in one case of three, replacing an older ring, then drops the locals. */
static void drop_ring(struct writer *writer, uint32_t size)
{
  struct operand member = operand_of(writer, local_name(writer_random(writer, size)));
  if (chance(writer, 3)) write_let(writer, global_name(writer_random(writer, GLOBAL_NAMES)), &member);
  else if (chance(writer, 20)) draw_hold(writer);
  drop_locals(writer);
}

void write_cluster(struct writer *writer)
{
  uint32_t size = 1 + writer_random(writer, RING);
  make_ring(writer, size);
  if (chance(writer, 3)) add_tuple(writer, size);
  if (chance(writer, 2)) add_extra(writer, size);
  if (chance(writer, 2)) link_to_older(writer, size);
  drop_ring(writer, size);
}

void shape_clusters(struct writer *writer, uint64_t length)
{
  while (writer->statements < length) {
    write_cluster(writer);
    if (chance(writer, 12)) draw_collector(writer);
    if (chance(writer, 100)) drop_names(writer);
  }
  write_collect(writer, 2);
}

/* --- chains --- */

/* `links` objects, each holding the one before: the last one made is the head and the only one with a name. */
static void write_chain(struct writer *writer, struct name head, uint64_t links)
{
  static const uint32_t kinds[] = {KIND_CELL, KIND_LIST, KIND_TUPLE, KIND_OPAQUE};
  uint32_t kind = kinds[writer_random(writer, 4)];
  int mixed = chance(writer, 2);
  struct request first = request_of(writer, KIND_CELL, 1);
  write_new(writer, head, &first);
  for (uint64_t i = 1; i < links; i++) {
    if (mixed) kind = kinds[writer_random(writer, 4)];
    struct request request = request_of(writer, kind, 1);
    struct operand before = operand_of(writer, head);
    add_item(&request, &before);
    write_new(writer, head, &request);
    uint32_t hold = writer_random(writer, HOLD_NAMES);
    if (chance(writer, 5000) && writer->holds[hold] == 0) write_hold(writer, hold, &before);
  }
}

/* The same, its far end closed into a ring, so that only the collector can free it. */
static void write_ring(struct writer *writer, struct name head, uint64_t links)
{
  struct request first = request_of(writer, KIND_CELL, 1);
  write_new(writer, global_name(0), &first);
  struct operand tail = operand_of(writer, global_name(0));
  write_let(writer, head, &tail);
  for (uint64_t i = 1; i < links; i++) {
    struct request request = request_of(writer, chance(writer, 2) ? KIND_CELL : KIND_LIST, 1);
    struct operand before = operand_of(writer, head);
    add_item(&request, &before);
    write_new(writer, head, &request);
  }
  struct operand closing = operand_of(writer, head);
  write_set(writer, &tail, 0, &closing);
  write_del(writer, global_name(0));
}

void shape_chains(struct writer *writer, uint64_t length)
{
  while (writer->statements < length) {
    uint64_t left = length - writer->statements;
    uint64_t links = 1 + left / 2 + writer_random(writer, (uint32_t)(left / 4) + 1);
    if (chance(writer, 3)) write_ring(writer, local_name(0), links);
    else write_chain(writer, local_name(0), links);
    write_del(writer, local_name(0));
    write_collect(writer, writer_random(writer, 3));
  }
  for (uint32_t i = 0; i < HOLD_NAMES; i++)
    if (writer->holds[i] != 0) write_release(writer, i);
}

/* --- frames --- */

void write_body(struct writer *writer, uint64_t length)
{
  uint32_t statements = 3 + writer_random(writer, 12);
  for (uint32_t i = 0; i < statements && writer->statements < length; i++) draw_statement(writer);
  if (chance(writer, 4)) make_ring(writer, 1 + writer_random(writer, 3));
}

void write_random_call(struct writer *writer)
{
  struct operand argument[3];
  uint32_t arguments = writer_random(writer, 4), bound = 0;
  for (uint32_t i = 0; i < arguments; i++) {
    argument[bound] = random_operand(writer, 2);
    if (argument[bound].object != 0) bound++;
  }
  write_call(writer, writer->depth, bound, argument);
}

void write_random_return(struct writer *writer)
{
  struct operand value = random_operand(writer, 1);
  write_return(writer, value.object != 0 && chance(writer, 2) ? &value : NULL);
}

/* A walk up and down the stack; deep now and then, so that frames outlive many others. */
void shape_frames(struct writer *writer, uint64_t length)
{
  uint32_t deepest = 4;
  while (writer->statements < length) {
    write_body(writer, length);
    if (chance(writer, 50)) deepest = 1 + writer_random(writer, MAX_DEPTH);
    if (writer->depth < deepest && !chance(writer, 3)) write_random_call(writer);
    else if (writer->depth > 0) write_random_return(writer);
    if (writer->depth == 0 && chance(writer, 10)) drop_names(writer);
  }
  while (writer->depth > 0) write_random_return(writer);
  write_collect(writer, 2);
}
