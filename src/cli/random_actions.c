/* Actions at random. */
#include "random_actions.h"

static unsigned draw(struct writer *writer, uint32_t bound)
{
  return (unsigned)writer_random(writer, bound);
}

static const char *random_kind(struct writer *writer)
{
  static const char *const kinds[] = {"cell", "cell", "list", "tuple", "dict", "instance", "opaque"};
  return kinds[draw(writer, sizeof kinds / sizeof kinds[0])];
}

static void write_query(struct writer *writer, const char *object)
{
  static const char *const of_object[] = {"refcount", "tracked", "referents", "referrers"};
  static const char *const others[] = {"live", "count", "objects 0", "objects"};
  unsigned which = draw(writer, 8);
  if (which < 4) write_format(writer, "  %s", others[which]);
  else write_format(writer, "  %s %s", of_object[which - 4], object);
}

/* What finalizers and callbacks both do: to the globals, to new objects, to the collector. */
static void write_global_step(struct writer *writer)
{
  unsigned wild = draw(writer, WILD_NAMES), weak = draw(writer, WEAK_NAMES), what = draw(writer, 9);
  switch (what) {
  case 0: write_format(writer, "  let $w%u null", wild); break;
  case 1: write_format(writer, "  let $w%u deref $v%u", wild, weak); break;
  case 2: write_format(writer, "  set $w%u.%u null", wild, draw(writer, WILD_SLOTS)); break;
  case 3: write_format(writer, "  collect %u", draw(writer, 3)); break;
  case 4: write_format(writer, "  new $w%u slots=%u", wild, 2 + draw(writer, 2)); break;
  case 5:
    write_line(writer, "  new t slots=2");
    write_format(writer, "  weak $v%u t%s", weak, draw(writer, 2) == 0 ? " callback=note" : "");
    break;
  case 6:
    write_format(writer, "  new t kind=%s items=$w%u,$w%u", random_kind(writer), wild, (wild + 1) % WILD_NAMES);
    break;
  case 7: write_format(writer, "  let $w%u $w%u", wild, draw(writer, WILD_NAMES)); break;
  default: write_line(writer, "  live"); break;
  }
}

/* To the dying object and its neighbours. */
static void write_own_step(struct writer *writer)
{
  unsigned wild = draw(writer, WILD_NAMES), slot = draw(writer, WILD_SLOTS), what = draw(writer, 13);
  switch (what) {
  case 0:
  case 1: write_format(writer, "  let $w%u self", wild); break;
  case 2: write_format(writer, "  set self.%u null", slot); break;
  case 3: write_format(writer, "  set self.0.%u null", slot); break;
  case 4:
    write_format(writer, "  let t self.%u", slot);
    write_format(writer, "  set self.%u null", slot);
    break;
  case 5: write_format(writer, "  let $w%u self.%u", wild, slot); break;
  case 6:
    write_format(writer, "  new t kind=%s items=self,self.%u", random_kind(writer), slot);
    write_line(writer, "  set self.1 t");
    break;
  case 7: write_format(writer, "  new t kind=%s items=self", random_kind(writer)); break;
  case 8: write_format(writer, "  set $w%u.%u self", wild, slot); break;
  case 9: write_format(writer, "  set self.%u self", slot); break;
  case 10: write_format(writer, "  %s r%u%s", slot == 0 ? "hold" : "release", wild, slot == 0 ? " self" : ""); break;
  case 11: write_format(writer, "  set self.0.%u $w%u", slot, wild); break;
  default: write_query(writer, "self"); break;
  }
}

static void write_reference_step(struct writer *writer)
{
  if (draw(writer, 3) == 0) write_format(writer, "  let $v%u ref", draw(writer, WEAK_NAMES));
  else if (draw(writer, 2) == 0) write_line(writer, "  deref ref");
  else write_query(writer, "ref");
}

static void write_finalizer_action(struct writer *writer, unsigned number)
{
  write_format(writer, "action f%u", number);
  unsigned steps = draw(writer, 4);
  for (unsigned i = 0; i < steps; i++) {
    if (draw(writer, 3) == 0) write_global_step(writer);
    else write_own_step(writer);
  }
  write_line(writer, "end");
}

static void write_callback_action(struct writer *writer, unsigned number)
{
  write_format(writer, "action c%u", number);
  unsigned steps = draw(writer, 3);
  for (unsigned i = 0; i < steps; i++) {
    if (draw(writer, 3) == 0) write_reference_step(writer);
    else write_global_step(writer);
  }
  write_line(writer, "end");
}

void write_actions(struct writer *writer)
{
  write_line(writer, "action note");
  write_line(writer, "  deref ref");
  write_line(writer, "end");
  for (unsigned i = 0; i < FINALIZER_ACTIONS; i++) write_finalizer_action(writer, i);
  for (unsigned i = 0; i < CALLBACK_ACTIONS; i++) write_callback_action(writer, i);
  for (unsigned i = 0; i < WILD_NAMES; i++) write_format(writer, "let $w%u null", i);
  write_line(writer, "new a slots=2");
  for (unsigned i = 0; i < WEAK_NAMES; i++) write_format(writer, "weak $v%u a", i);
  write_line(writer, "del a");
}

void random_finalizer(struct writer *writer, char name[ACTION_NAME])
{
  snprintf(name, ACTION_NAME, "f%u", draw(writer, FINALIZER_ACTIONS));
}

void random_callback(struct writer *writer, char name[ACTION_NAME])
{
  snprintf(name, ACTION_NAME, "c%u", draw(writer, CALLBACK_ACTIONS));
}
