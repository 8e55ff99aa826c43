/* Running operations on the heap, and what their names stand for. */
#include <string.h>
#include "core/heap.h"
#include "operations.h"
#include "program/driver.h"

/* The roots: one for the value handed back by `return`, one that stays null, then globals, then holds. */
enum { RESULT_ROOT = FIRST_CALLER_ROOT, NULL_ROOT, FIRST_GLOBAL, FIRST_HOLD = FIRST_GLOBAL + GLOBALS };
_Static_assert(FIRST_HOLD + HOLDS <= MAX_NAMED, "a root for every name");

/* Of each frame: the roots of all names, NULL_ROOT of a local before its first binding, so that looking a name up needs
 * no decision; and a root made for a binding that failed. */
static uint32_t root_named[MAX_FRAMES][NAMES];
static uint32_t spare_root[MAX_FRAMES];
static uint32_t depth; /* frames; the main frame is 0 */
static uint64_t digest;
static struct happenings happenings;

static void mix(uint64_t value)
{
  digest = (digest ^ value) * UINT64_C(0x100000001B3);
}

static void digest_event(void *context, const struct driver_event *event)
{
  (void)context;
  mix((uint64_t)event->kind | event->serial << 32);
  happenings.deaths += event->kind == DRIVER_DEALLOC;
  if (event->kind != DRIVER_COLLECT_STOP) return;
  mix(event->generation | (uint64_t)event->collected << 32);
  happenings.collections++;
  happenings.found += event->collected;
  if (event->collected > happenings.most_found) happenings.most_found = event->collected;
}

uint64_t operations_digest(void)
{
  return digest;
}

const struct happenings *operations_happenings(void)
{
  return &happenings;
}

static void enter_frame(void)
{
  for (uint32_t name = 0; name < NAMES; name++)
    root_named[depth][name] = name < LOCALS ? NULL_ROOT : FIRST_GLOBAL + name - LOCALS;
  spare_root[depth] = 0;
  depth++;
}

void operations_start(int mirror)
{
  depth = 0;
  digest = UINT64_C(0xCBF29CE484222325);
  happenings = (struct happenings){.collections = 0};
  driver_start(digest_event, NULL, mirror);
  if (driver_push_frame()) enter_frame();
}

static uint32_t root_of_name(uint32_t name)
{
  return root_named[depth - 1][name];
}

uint32_t object_named(uint32_t name)
{
  return heap_get_root(root_of_name(name));
}

uint32_t object_held(uint32_t hold)
{
  return heap_get_root(FIRST_HOLD + hold);
}

uint32_t calls_entered(void)
{
  return depth - 1;
}

/* 1 when the frame has a local that no name uses yet, made if need be. */
static int reserve_spare(void)
{
  if (spare_root[depth - 1] == 0) spare_root[depth - 1] = driver_push_local();
  return spare_root[depth - 1] != 0;
}

/* The root to bind a name to; 0 when there is no room for another local. */
static uint32_t root_for(uint32_t name)
{
  if (root_of_name(name) != NULL_ROOT) return root_of_name(name);
  return reserve_spare() ? spare_root[depth - 1] : 0;
}

static void remember_local(uint32_t name)
{
  if (root_of_name(name) != NULL_ROOT) return;
  root_named[depth - 1][name] = spare_root[depth - 1];
  spare_root[depth - 1] = 0;
}

static enum room bind(uint32_t name, uint32_t object)
{
  uint32_t root = root_for(name);
  if (root == 0) return ROOM_LOCALS;
  driver_set_root(root, object);
  remember_local(name);
  return ROOM_ENOUGH;
}

static enum room perform_new(const struct operation *operation)
{
  uint32_t values[MAX_VALUES], root = root_for(operation->name), live = driver_live();
  if (root == 0) return ROOM_LOCALS;
  for (uint32_t i = 0; i < MAX_VALUES; i++) values[i] = operation->value[i].object; /* a loop of one length */
  if (driver_new(root, operation->kind, operation->slots, operation->bytes, operation->values, values) == 0)
    return live + 1 == MAX_OBJECTS ? ROOM_OBJECTS : ROOM_BLOCKS;
  remember_local(operation->name);
  return ROOM_ENOUGH;
}

static enum room perform_call(const struct operation *operation)
{
  if (MAX_LOCALS - locals_count < operation->values) return ROOM_LOCALS;
  if (!driver_push_frame()) return ROOM_FRAMES;
  enter_frame();
  for (uint32_t i = 0; i < operation->values; i++) bind(i, operation->value[i].object);
  return ROOM_ENOUGH;
}

/* The value is held by a root of its own while the frame goes away, then bound to `result` in the caller; a local to
 * spare in the frame that goes is room for it. */
static enum room perform_return(const struct operation *operation)
{
  uint32_t value = operation->value[0].object;
  if (value != 0 && !reserve_spare()) return ROOM_LOCALS;
  driver_set_root(RESULT_ROOT, value);
  driver_return();
  depth--;
  if (value != 0) bind(RESULT_NAME, value);
  driver_set_root(RESULT_ROOT, 0);
  return ROOM_ENOUGH;
}

enum room perform_operation(const struct operation *operation)
{
  uint32_t value = operation->value[0].object;
  switch (operation->action) {
  case ACTIONS:
  case DO_NOTHING: break;
  case DO_NEW: return perform_new(operation);
  case DO_SET: driver_set_slot(operation->owner.object, operation->number[0], value); break;
  case DO_LET: return bind(operation->name, value);
  case DO_DEL: driver_set_root(root_of_name(operation->name), 0); break;
  case DO_CALL: return perform_call(operation);
  case DO_RETURN: return perform_return(operation);
  case DO_HOLD: driver_set_root(FIRST_HOLD + operation->name, value); break;
  case DO_RELEASE: driver_set_root(FIRST_HOLD + operation->name, 0); break;
  case DO_COLLECT: driver_collect(operation->number[0]); break;
  case DO_ENABLE: heap_enable(); break;
  case DO_DISABLE: heap_disable(); break;
  case DO_THRESHOLD:
    for (uint32_t i = 0; i < 3; i++) heap_set_threshold(i, operation->number[i]);
    break;
  }
  return ROOM_ENOUGH;
}
