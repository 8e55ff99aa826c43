/* What others may see of the interpreter between two statements. */
#include <string.h>
#include "interpreter.h"
#include "heap.h"
#include "interpreter_state.h"

int interpreter_lacks_it(const struct interpreter *interpreter)
{
  return interpreter->lacking;
}

int interpreter_went_too_far(const struct interpreter *interpreter)
{
  return strncmp(interpreter_problem(interpreter)->message, "limit", 5) == 0;
}

struct text *interpreter_events(struct interpreter *interpreter)
{
  return &interpreter->out;
}

uint64_t interpreter_line(const struct interpreter *interpreter)
{
  return interpreter->scanner.line.number;
}

const struct problem *interpreter_problem(const struct interpreter *interpreter)
{
  return &interpreter->problem;
}

const struct interpreter_counts *interpreter_counts(const struct interpreter *interpreter)
{
  return &interpreter->counts;
}

const char *interpreter_first_name(const struct interpreter *interpreter, uint32_t object, uint32_t *size)
{
  return names_text(&interpreter->bindings.names, interpreter->first_name[object], size);
}

static void view_name(const struct interpreter *interpreter, uint32_t name, uint32_t root, struct root_view *view)
{
  view->object = heap_get_root(root);
  view->name = names_text(&interpreter->bindings.names, name, &view->name_size);
}

/* The frame of a local: the last that begins at or before it. */
static uint32_t frame_of(const struct bindings *bindings, uint32_t local)
{
  uint32_t low = 0, high = bindings->frame_count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (bindings->frames[middle].first_local <= local) low = middle;
    else high = middle;
  }
  return low;
}

static int next_local(const struct interpreter *interpreter, uint32_t *cursor, struct root_view *view)
{
  const struct bindings *bindings = &interpreter->bindings;
  uint32_t at = *cursor - MAX_NAMED;
  while (at < bindings->local_count && !bindings->locals[at].known) at++;
  *cursor = MAX_NAMED + at + 1;
  if (at >= bindings->local_count) return 0;
  view->use = ROOT_LOCAL;
  view->frame = frame_of(bindings, at);
  view->label = "";
  view->label_size = 0;
  if (view->frame > 0)
    view->label = names_text(&bindings->names, bindings->frames[view->frame].label, &view->label_size);
  view_name(interpreter, bindings->locals[at].name, bindings->locals[at].root, view);
  return 1;
}

/* *cursor: 0 at the start; the root of the global or hold given last; MAX_NAMED and more: where to look for locals. */
int interpreter_next_root(const struct interpreter *interpreter, uint32_t *cursor, struct root_view *view)
{
  const struct bindings *bindings = &interpreter->bindings;
  if (*cursor >= MAX_NAMED) return next_local(interpreter, cursor, view);
  uint32_t root = *cursor == 0 ? bindings->globals.first : bindings->roots[*cursor].next;
  int was_hold = *cursor != 0 && bindings->names.spellings[bindings->roots[*cursor].name].global != *cursor;
  if (root == 0 && !was_hold) root = bindings->holds.first;
  if (root == 0) {
    *cursor = MAX_NAMED;
    return next_local(interpreter, cursor, view);
  }
  *cursor = root;
  uint32_t name = bindings->roots[root].name;
  *view =
      (struct root_view){.use = bindings->names.spellings[name].global == root ? ROOT_GLOBAL : ROOT_HOLD, .label = ""};
  view_name(interpreter, name, root, view);
  return 1;
}
