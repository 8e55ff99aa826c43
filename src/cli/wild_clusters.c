/* Clusters whose members have finalizers, weak references and callbacks: locals a .. e are the members, what else is
 * made has the other names. */
#include "fragments.h"
#include "random_actions.h"

enum { MEMBERS = 5, EXTRA = 5, FIRST_WEAK = 7, LAST_WEAK = 9, LOOK = 10 };

static int may_have_finalizer(uint32_t kind)
{
  return kind_is_finalizable(kind);
}

static void make_member(struct writer *writer, uint32_t name, uint32_t legacy)
{
  static const uint32_t kinds[] = {KIND_CELL, KIND_CELL, KIND_CELL, KIND_CELL,     KIND_CELL,
                                   KIND_LIST, KIND_DICT, KIND_LIST, KIND_INSTANCE, KIND_INSTANCE};
  uint32_t kind = kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
  struct request request = {.kind = kind, .is_wild = 1};
  request.slots = WILD_SLOTS + writer_random(writer, 3);
  if (may_have_finalizer(kind) && !chance(writer, 3)) random_finalizer(writer, request.finalizer);
  if (legacy != 0 && kind == KIND_CELL && chance(writer, legacy)) request.is_legacy = 1;
  write_new(writer, local_name(name), &request);
}

static struct operand member_of(struct writer *writer, uint32_t size)
{
  return operand_of(writer, local_name(writer_random(writer, size)));
}

/* Each member leads to the next; a chain ends at the last, which is then free or leads somewhere inside. */
static void link_members(struct writer *writer, uint32_t size)
{
  int is_ring = !chance(writer, 3);
  for (uint32_t i = 0; i < size; i++) {
    struct operand owner = operand_of(writer, local_name(i)), next = operand_of(writer, local_name((i + 1) % size));
    if (i + 1 < size || is_ring) write_set(writer, &owner, chance(writer, 6) ? 1 : 0, &next);
  }
  if (!chance(writer, 3)) return;
  struct operand owner = member_of(writer, size), target = member_of(writer, size);
  if (is_mutable(writer, owner.object)) write_set(writer, &owner, 1, &target);
}

/* Something small that hangs on a member. */
static void add_something(struct writer *writer, uint32_t size)
{
  static const uint32_t kinds[] = {KIND_TUPLE, KIND_TUPLE, KIND_ATOM, KIND_LIST, KIND_DICT, KIND_CELL, KIND_OPAQUE};
  uint32_t kind = kinds[writer_random(writer, sizeof kinds / sizeof kinds[0])];
  struct request request = {.kind = kind, .is_wild = 1};
  uint32_t items = kind == KIND_ATOM ? 0 : 1 + writer_random(writer, 2);
  if (kind == KIND_OPAQUE && !chance(writer, 8)) items = 0, request.slots = 2;
  for (uint32_t i = 0; i < items; i++) {
    struct operand item = member_of(writer, size);
    add_item(&request, &item);
  }
  write_new(writer, local_name(EXTRA), &request);
  struct operand owner = member_of(writer, size), extra = operand_of(writer, local_name(EXTRA));
  write_set(writer, &owner, 1, &extra);
  write_del(writer, local_name(EXTRA));
}

/* A weak reference to a member, if it can have one: kept by a name, by a member, or by a member alone. */
static void add_weak_reference(struct writer *writer, uint32_t size)
{
  struct operand target = member_of(writer, size), owner = member_of(writer, size);
  char callback[ACTION_NAME] = "";
  if (!may_have_finalizer(writer->kinds[target.object])) return;
  if (!chance(writer, 3)) random_callback(writer, callback);
  if (chance(writer, 4)) {
    unsigned weak = writer_random(writer, WEAK_NAMES);
    write_format(writer, "weak $v%u %s%s%s", weak, target.text, callback[0] != '\0' ? " callback=" : "", callback);
    return;
  }
  uint32_t name = FIRST_WEAK + writer_random(writer, LAST_WEAK - FIRST_WEAK + 1);
  write_weak(writer, local_name(name), &target, callback);
  struct operand reference = operand_of(writer, local_name(name));
  if (chance(writer, 2))
    write_set(writer, &owner, chance(writer, 2) ? 1 : writer_random(writer, slots_of(writer, owner.object)),
              &reference);
  if (chance(writer, 5)) write_let(writer, global_name(writer_random(writer, GLOBAL_NAMES)), &reference);
}

/* A way into the cluster that stays, from a global or from what an action left behind. */
static void keep_a_way(struct writer *writer, uint32_t size)
{
  struct operand member = member_of(writer, size);
  uint32_t what = writer_random(writer, 8);
  unsigned wild = writer_random(writer, WILD_NAMES);
  if (what == 0) write_let(writer, global_name(writer_random(writer, GLOBAL_NAMES)), &member);
  if (what == 1) write_format(writer, "let $w%u %s", wild, member.text);
  if (what == 2) {
    char text[ACTION_NAME];
    snprintf(text, sizeof text, "$w%u", wild);
    write_let_unknown(writer, local_name(LOOK), text);
    struct operand left = {"k", UNKNOWN};
    write_set(writer, &member, 1, &left);
    write_del(writer, local_name(LOOK));
  }
}

/* The names go, in an order of their own; sometimes a member is cut loose before. */
static void drop_members(struct writer *writer, uint32_t size)
{
  struct operand member = member_of(writer, size), nothing = {"null", 0};
  if (chance(writer, 4)) write_set(writer, &member, writer_random(writer, WILD_SLOTS), &nothing);
  uint32_t first = writer_random(writer, LOCAL_NAMES);
  for (uint32_t i = 0; i < LOCAL_NAMES; i++) {
    struct name name = local_name((first + i) % LOCAL_NAMES);
    if (bound_object(writer, name) != 0) write_del(writer, name);
  }
}

static void write_members(struct writer *writer, uint32_t legacy)
{
  uint32_t size = 1 + writer_random(writer, MEMBERS);
  for (uint32_t i = 0; i < size; i++) make_member(writer, i, legacy);
  link_members(writer, size);
  uint32_t things = writer_random(writer, 3), references = writer_random(writer, 4);
  for (uint32_t i = 0; i < things; i++) add_something(writer, size);
  for (uint32_t i = 0; i < references; i++) add_weak_reference(writer, size);
  keep_a_way(writer, size);
  if (chance(writer, 6)) draw_query(writer);
  drop_members(writer, size);
}

void write_wild_cluster(struct writer *writer)
{
  write_members(writer, 0);
  if (chance(writer, 5)) write_format(writer, "let $w%u null", (unsigned)writer_random(writer, WILD_NAMES));
}

void write_legacy_cluster(struct writer *writer)
{
  write_members(writer, 4);
}

/* --- weak references --- */

static void look_through(struct writer *writer, struct name name)
{
  char text[OPERAND_TEXT + 8];
  struct operand reference = operand_of(writer, name);
  if (reference.object == 0 || writer->kinds[reference.object] != KIND_WEAKREF) return;
  if (chance(writer, 2)) {
    write_format(writer, "deref %s", reference.text);
    return;
  }
  snprintf(text, sizeof text, "deref %s", reference.text);
  write_let_unknown(writer, local_name(LOOK), text);
  if (chance(writer, 3)) write_format(writer, "let $w%u k", (unsigned)writer_random(writer, WILD_NAMES));
  write_del(writer, local_name(LOOK));
}

void write_weak_references(struct writer *writer)
{
  uint32_t size = 1 + writer_random(writer, 3), references = 2 + writer_random(writer, 6);
  for (uint32_t i = 0; i < size; i++) make_member(writer, i, 0);
  if (chance(writer, 2)) link_members(writer, size);
  for (uint32_t i = 0; i < references; i++) {
    add_weak_reference(writer, size);
    uint32_t name = FIRST_WEAK + writer_random(writer, LAST_WEAK - FIRST_WEAK + 1);
    if (bound_object(writer, local_name(name)) == 0) continue;
    if (chance(writer, 4)) look_through(writer, local_name(name));
    else if (chance(writer, 4)) write_del(writer, local_name(name));
  }
  drop_members(writer, size);
}
