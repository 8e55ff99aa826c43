/* Clusters: a few objects that refer to each other, made at one go, as statements that stand for themselves.
 *
 * The members are bound to names that follow each other; each refers to the one before, the first to the last unless
 * it is a chain, and one more reference crosses.  Half of the clusters are let go at once. */
#include <string.h>
#include "core/heap.h"
#include "operations.h"
#include "program/kind_names.h"

enum { CLUSTER_SLOTS = 2, LEAST_MEMBERS = 2 };

static struct {
  uint32_t members, first_name, kinds, turn;
  int is_chain, is_crossed, is_dropped, is_alike, is_pending;
} cluster;

void cluster_begin(const uint8_t *bytes)
{
  cluster.is_pending = 1;
  cluster.turn = 0;
  cluster.first_name = bytes[1];
  cluster.members = LEAST_MEMBERS + (bytes[2] & 7);
  cluster.is_chain = (bytes[2] >> 3 & 3) == 0;
  cluster.is_crossed = bytes[2] >> 5 & 1;
  cluster.is_dropped = bytes[2] >> 6 & 1;
  cluster.kinds = bytes[3];
  cluster.is_alike = bytes[0] >> CODE_BITS & 1;
}

void cluster_forget(void)
{
  memset(&cluster, 0, sizeof cluster);
}

static uint32_t name_of_member(uint32_t member)
{
  return (cluster.first_name + member) % NAMES;
}

static struct place place_of_member(uint32_t member)
{
  struct place place = {.name = (uint8_t)name_of_member(member)};
  place.object = object_named(place.name);
  return place;
}

static void make_member(struct operation *operation, uint32_t member)
{
  static const uint8_t kinds[4] = {KIND_CELL, KIND_LIST, KIND_CELL, KIND_TUPLE};
  operation->action = DO_NEW;
  operation->name = name_of_member(member);
  operation->kind = kinds[cluster.kinds >> 2 * (member % 4) & 3];
  if (member == 0 && operation->kind == KIND_TUPLE) operation->kind = KIND_LIST; /* it is to be set later */
  if (member > 0) {
    operation->values = 1;
    operation->value[0] = place_of_member(member - 1);
  }
  operation->slots = operation->kind == KIND_TUPLE ? operation->values : CLUSTER_SLOTS;
  operation->has_size = all_are_alike() || cluster.is_alike;
  operation->bytes = operation->has_size ? (uint32_t)SIZE_OF_ALL : kind_bytes(operation->kind, operation->slots);
}

/* From the first member's slot to another member, as far as both are there and it has such a slot. */
static void tie(struct operation *operation, uint32_t slot, uint32_t to)
{
  operation->owner = place_of_member(0);
  operation->value[0] = place_of_member(to);
  operation->number[0] = slot;
  uint32_t owner = operation->owner.object;
  if (owner != 0 && kind_is_mutable(kind_of[owner]) && slot < slot_count[owner] && operation->value[0].object != 0)
    operation->action = DO_SET;
}

static void drop_member(struct operation *operation, uint32_t member)
{
  operation->name = name_of_member(member);
  if (object_named(operation->name) != 0) operation->action = DO_DEL;
}

int cluster_next(struct operation *operation)
{
  if (!cluster.is_pending) return 0;
  memset(operation, 0, sizeof *operation);
  uint32_t turn = cluster.turn++, members = cluster.members;
  if (turn < members) make_member(operation, turn);
  else if (turn == members && !cluster.is_chain) tie(operation, 0, members - 1);
  else if (turn == members + 1 && cluster.is_crossed) tie(operation, 1, members / 2);
  else if (turn >= members + 2 && turn < 2 * members + 2 && cluster.is_dropped)
    drop_member(operation, turn - members - 2);
  cluster.is_pending = cluster.turn < (cluster.is_dropped ? 2 * members + 2 : members + 2);
  return 1;
}
