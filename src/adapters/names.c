/* Names and what they hold. */
#include "names.h"
#include "perform.h"
#include <stdlib.h>
#include <string.h>

struct name {
  char text[NAME_BYTES];
  uint32_t size, hash;
  uint32_t local; /* index + 1 of the innermost local of this name */
  uint32_t action;
  int is_global, is_held;
  PyObject *global, *held;
  uint32_t previous, next; /* of the globals, in the order of their creation */
};

struct local {
  uint32_t name;
  uint32_t outer; /* what names[name].local was before */
  int bound;
  PyObject *value;
};

struct frame {
  uint32_t first_local, first_argument;
};

static struct name *names; /* 1 .. name_count */
static uint32_t name_count, name_room;
static uint32_t *table; /* open addressing, at most half full */
static uint32_t table_size;
static uint32_t first_global, last_global;
static struct local *locals;
static uint32_t local_count, local_room;
static PyObject **arguments;
static uint32_t argument_count, argument_room;
static struct frame *frames;
static uint32_t frame_count, frame_room;

/* Room for one more element. */
static void *with_room(void *memory, uint32_t count, uint32_t *room, size_t size)
{
  if (count < *room) return memory;
  *room = *room == 0 ? 256 : 2 * *room;
  memory = realloc(memory, *room * size);
  if (memory == NULL) abort();
  return memory;
}

static uint32_t hash_of(const char *text, uint32_t size)
{
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  return hash;
}

static void enter(uint32_t name)
{
  uint32_t at = names[name].hash & (table_size - 1);
  while (table[at] != 0) at = (at + 1) & (table_size - 1);
  table[at] = name;
}

static uint32_t add_name(const char *text, uint32_t size, uint32_t hash)
{
  names = with_room(names, name_count + 1, &name_room, sizeof *names);
  name_count++;
  names[name_count] = (struct name){.size = size, .hash = hash};
  memcpy(names[name_count].text, text, size);
  if (2 * (name_count + 1) > table_size) {
    table_size = table_size == 0 ? 1024 : 2 * table_size;
    free(table);
    table = calloc(table_size, sizeof *table);
    if (table == NULL) abort();
    for (uint32_t i = 1; i < name_count; i++) enter(i);
  }
  enter(name_count);
  return name_count;
}

uint32_t name_of(const char *text, uint32_t size)
{
  uint32_t hash = hash_of(text, size);
  for (uint32_t at = hash; table_size > 0; at++) {
    uint32_t name = table[at & (table_size - 1)];
    if (name == 0) break;
    if (names[name].hash == hash && names[name].size == size && memcmp(names[name].text, text, size) == 0) return name;
  }
  return add_name(text, size, hash);
}

const char *name_text(uint32_t name, uint32_t *size)
{
  *size = names[name].size;
  return names[name].text;
}

uint32_t action_named(uint32_t name)
{
  return names[name].action;
}

void name_action(uint32_t name, uint32_t action)
{
  names[name].action = action;
}

static int is_global_name(uint32_t name)
{
  return names[name].text[0] == '$';
}

/* The local of this name in the top frame, bound or not. */
static struct local *local_of(uint32_t name)
{
  uint32_t at = names[name].local;
  return at > frames[frame_count - 1].first_local ? &locals[at - 1] : NULL;
}

int is_bound(uint32_t name)
{
  if (is_global_name(name)) return names[name].is_global;
  const struct local *local = local_of(name);
  return local != NULL && local->bound;
}

PyObject *value_of(uint32_t name)
{
  return is_global_name(name) ? names[name].global : local_of(name)->value;
}

static void drop(PyObject *object)
{
  Py_XDECREF(object);
  settle();
}

static void append_global(uint32_t name)
{
  names[name].is_global = 1;
  names[name].previous = last_global;
  names[name].next = 0;
  if (last_global != 0) names[last_global].next = name;
  else first_global = name;
  last_global = name;
}

static void unlink_global(uint32_t name)
{
  struct name *entry = &names[name];
  if (entry->previous != 0) names[entry->previous].next = entry->next;
  else first_global = entry->next;
  if (entry->next != 0) names[entry->next].previous = entry->previous;
  else last_global = entry->previous;
  entry->is_global = 0;
}

static struct local *make_local(uint32_t name)
{
  locals = with_room(locals, local_count, &local_room, sizeof *locals);
  locals[local_count] = (struct local){.name = name, .outer = names[name].local};
  local_count++;
  names[name].local = local_count;
  return &locals[local_count - 1];
}

/* The new reference is stored first, the old one released last. */
void bind_name(uint32_t name, PyObject *value)
{
  PyObject *old;
  if (is_global_name(name)) {
    if (!names[name].is_global) append_global(name);
    old = names[name].global;
    names[name].global = value;
  } else {
    struct local *local = local_of(name);
    if (local == NULL) local = make_local(name);
    old = local->value;
    local->value = value;
    local->bound = 1;
  }
  drop(old);
}

void unbind_name(uint32_t name)
{
  PyObject *old;
  if (is_global_name(name)) {
    unlink_global(name);
    old = names[name].global;
    names[name].global = NULL;
  } else {
    struct local *local = local_of(name);
    old = local->value;
    local->value = NULL;
    local->bound = 0;
  }
  drop(old);
}

int is_held(uint32_t name)
{
  return names[name].is_held;
}

void hold(uint32_t name, PyObject *value)
{
  names[name].is_held = 1;
  names[name].held = value;
}

void release(uint32_t name)
{
  PyObject *old = names[name].held;
  names[name].is_held = 0;
  names[name].held = NULL;
  drop(old);
}

uint32_t frame_depth(void)
{
  return frame_count;
}

void push_frame(void)
{
  frames = with_room(frames, frame_count, &frame_room, sizeof *frames);
  frames[frame_count++] = (struct frame){.first_local = local_count, .first_argument = argument_count};
}

void keep_argument(PyObject *value)
{
  arguments = with_room(arguments, argument_count, &argument_room, sizeof *arguments);
  Py_XINCREF(value);
  arguments[argument_count++] = value;
}

/* Locals in the order of their first binding, then the arguments that the caller kept, last to first.  Frames of
 * actions come and go above this one meanwhile. */
void pop_frame(void)
{
  struct frame frame = frames[frame_count - 1];
  uint32_t end = local_count;
  for (uint32_t i = frame.first_local; i < end; i++) {
    PyObject *old = locals[i].value;
    locals[i].value = NULL;
    locals[i].bound = 0;
    drop(old);
  }
  while (argument_count > frame.first_argument) {
    PyObject *old = arguments[--argument_count];
    drop(old);
  }
  while (local_count > frame.first_local) {
    const struct local *local = &locals[--local_count];
    names[local->name].local = local->outer;
  }
  frame_count--;
}

void release_globals(void)
{
  while (first_global != 0) unbind_name(first_global);
}

void names_reset(void)
{
  while (frame_count > 0) pop_frame();
  release_globals();
  for (uint32_t i = 1; i <= name_count; i++)
    if (names[i].is_held) release(i);
  name_count = 0;
  if (table_size > 0) memset(table, 0, table_size * sizeof *table);
}
