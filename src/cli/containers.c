/* Containers: what decides whether they are tracked, and long chains of them. */
#include "fragments.h"
#include "random_actions.h"

/* An atom of its own, or something that has a name. */
static struct operand random_item(struct writer *writer)
{
  struct operand item = random_operand(writer, 2);
  for (uint32_t tries = 0; tries < 3 && item.object != 0 && writer->kinds[item.object] != KIND_ATOM; tries++)
    item = random_operand(writer, 2);
  return item;
}

static struct name random_place(struct writer *writer)
{
  if (chance(writer, 2)) return local_name(writer_random(writer, RESULT_NAME));
  return global_name(writer_random(writer, GLOBAL_NAMES));
}

static void draw_new_container(struct writer *writer)
{
  static const uint32_t kinds[] = {KIND_LIST, KIND_TUPLE, KIND_TUPLE,    KIND_TUPLE,    KIND_DICT, KIND_DICT,
                                   KIND_DICT, KIND_ATOM,  KIND_INSTANCE, KIND_INSTANCE, KIND_CELL};
  uint32_t kind = kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
  uint32_t items = kind == KIND_ATOM ? 0 : writer_random(writer, 4);
  struct request request = {.kind = kind};
  for (uint32_t i = 0; i < items; i++) {
    struct operand item = random_item(writer);
    if (item.object != 0) add_item(&request, &item);
  }
  if (kind != KIND_ATOM && kind != KIND_TUPLE) request.slots += writer_random(writer, 3);
  if (kind == KIND_TUPLE && request.items == 0) request.kind = KIND_ATOM;
  write_new(writer, random_place(writer), &request);
}

static void draw_set_item(struct writer *writer)
{
  struct operand owner = random_operand(writer, 2), value = random_item(writer);
  if (!is_mutable(writer, owner.object)) return;
  if (chance(writer, 4)) value = (struct operand){"null", 0};
  write_set(writer, &owner, writer_random(writer, slots_of(writer, owner.object)), &value);
}

void draw_container(struct writer *writer)
{
  uint32_t what = writer_random(writer, 20);
  struct name name = random_place(writer);
  if (what < 9) draw_new_container(writer);
  else if (what < 13) draw_set_item(writer);
  else if (what < 17 && bound_object(writer, name) != 0) write_del(writer, name);
  else if (what == 17) draw_query(writer);
  else if (what > 17) write_collect(writer, writer_random(writer, 3));
}

/* --- queries --- */

void draw_query(struct writer *writer)
{
  static const char *const of_object[] = {"tracked", "tracked", "refcount", "getrefcount", "referents", "referrers"};
  static const char *const others[] = {"objects", "objects 0", "objects 1", "objects 2",
                                       "count",   "live",      "garbage",   "stats"};
  struct operand object = random_operand(writer, 1);
  uint32_t what = writer_random(writer, 2), which = writer_random(writer, 24);
  if (what == 0 || object.object == 0) write_line(writer, others[which % 8]);
  else if (kind_is_finalizable(writer->kinds[object.object]) && which < 6)
    write_format(writer, "finalized %s", object.text);
  else write_format(writer, "%s %s", of_object[which % 6], object.text);
}

void draw_low_threshold(struct writer *writer)
{
  uint32_t first = 1 + writer_random(writer, 30);
  uint32_t second = 1 + writer_random(writer, 4);
  uint32_t third = writer_random(writer, 3);
  write_threshold(writer, first, second, third);
}

/* --- chains --- */

static uint32_t link_kind(struct writer *writer, uint32_t favourite)
{
  static const uint32_t kinds[] = {KIND_LIST, KIND_TUPLE, KIND_DICT, KIND_INSTANCE, KIND_INSTANCE, KIND_CELL};
  return favourite < KIND_COUNT ? favourite : kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
}

/* A cell with a finalizer, or with a weak reference to it, as the local b. */
static void make_side(struct writer *writer)
{
  char callback[ACTION_NAME];
  struct request request = {.kind = KIND_CELL, .slots = WILD_SLOTS, .is_wild = 1};
  if (chance(writer, 2)) random_finalizer(writer, request.finalizer);
  write_new(writer, local_name(1), &request);
  if (request.finalizer[0] != '\0') return;
  random_callback(writer, callback);
  write_format(writer, "weak $v%u b callback=%s", (unsigned)writer_random(writer, WEAK_NAMES), callback);
}

static void add_link(struct writer *writer, struct name head, uint32_t kind)
{
  struct request request = {.kind = kind, .is_wild = 1};
  struct operand before = operand_of(writer, head);
  int has_side = chance(writer, 6), comes_first = chance(writer, 2);
  if (has_side) make_side(writer);
  struct operand side = operand_of(writer, local_name(1));
  if (has_side && comes_first) add_item(&request, &side);
  add_item(&request, &before);
  if (has_side && !comes_first) add_item(&request, &side);
  if (kind_is_finalizable(kind) && chance(writer, 10)) random_finalizer(writer, request.finalizer);
  write_new(writer, head, &request);
  if (has_side) write_del(writer, local_name(1));
}

void write_deep_chain(struct writer *writer, uint64_t links)
{
  static const uint32_t favourites[] = {KIND_LIST, KIND_TUPLE, KIND_DICT, KIND_INSTANCE, KIND_COUNT, KIND_COUNT};
  uint32_t favourite = favourites[writer_random(writer, sizeof favourites / sizeof favourites[0])];
  struct name head = local_name(0);
  struct request first = {.kind = KIND_CELL, .slots = WILD_SLOTS, .is_wild = 1};
  drop_locals(writer);
  write_new(writer, head, &first);
  for (uint64_t i = 1; i < links; i++) add_link(writer, head, link_kind(writer, favourite));
  if (chance(writer, 3)) { /* a ring: only the collector frees it */
    struct request last = {.kind = KIND_CELL, .slots = WILD_SLOTS, .is_wild = 1};
    struct operand before = operand_of(writer, head);
    add_item(&last, &before);
    write_new(writer, head, &last);
    struct operand closing = operand_of(writer, head);
    write_set(writer, &closing, 1, &closing);
  }
  write_del(writer, head);
}
