/* Names and the roots that stand for them. */
#include "bindings.h"
#include <stdlib.h>
#include <string.h>

int bindings_open(struct bindings *bindings)
{
  memset(bindings, 0, sizeof *bindings);
  bindings->next_root = RESULT_ROOT + 1;
  /* Every entry is written before it is read: not clearing them makes a small program after another cheap. */
  bindings->locals = malloc(MAX_LOCALS * sizeof *bindings->locals);
  bindings->frames = malloc(MAX_FRAMES * sizeof *bindings->frames);
  bindings->roots = malloc(MAX_NAMED * sizeof *bindings->roots);
  int named = names_open(&bindings->names);
  return named && bindings->locals != NULL && bindings->frames != NULL && bindings->roots != NULL;
}

void bindings_close(struct bindings *bindings)
{
  names_close(&bindings->names);
  free(bindings->locals);
  free(bindings->frames);
  free(bindings->roots);
  memset(bindings, 0, sizeof *bindings);
}

static int is_global(const struct bindings *bindings, uint32_t name)
{
  uint32_t size;
  return names_text(&bindings->names, name, &size)[0] == '$';
}

/* The local of this name in the top frame, known or not; null when it has none. */
static struct local *local_of(const struct bindings *bindings, uint32_t name)
{
  uint32_t at = bindings->names.spellings[name].local;
  if (at <= bindings->frames[bindings->frame_count - 1].first_local) return NULL;
  return &bindings->locals[at - 1];
}

uint32_t bindings_root(const struct bindings *bindings, uint32_t name)
{
  if (is_global(bindings, name)) return bindings->names.spellings[name].global;
  const struct local *local = local_of(bindings, name);
  return local != NULL && local->known ? local->root : 0;
}

/* A named root that nothing uses, not yet taken; 0 when there is none. */
static uint32_t unused_root(const struct bindings *bindings)
{
  if (bindings->free_root != 0) return bindings->free_root;
  return bindings->next_root < MAX_NAMED ? bindings->next_root : 0;
}

static void take_root(struct bindings *bindings, struct root_list *list, uint32_t root, uint32_t name)
{
  if (root == bindings->free_root) bindings->free_root = bindings->roots[root].next;
  else bindings->next_root++;
  bindings->roots[root] = (struct named_root){.name = name, .previous = list->last};
  if (list->last != 0) bindings->roots[list->last].next = root;
  else list->first = root;
  list->last = root;
}

static void give_root(struct bindings *bindings, struct root_list *list, uint32_t root)
{
  struct named_root *entry = &bindings->roots[root];
  if (entry->previous != 0) bindings->roots[entry->previous].next = entry->next;
  else list->first = entry->next;
  if (entry->next != 0) bindings->roots[entry->next].previous = entry->previous;
  else list->last = entry->previous;
  *entry = (struct named_root){.next = bindings->free_root};
  bindings->free_root = root;
}

int bindings_spare(struct bindings *bindings)
{
  struct call_frame *frame = &bindings->frames[bindings->frame_count - 1];
  if (frame->spare == 0) frame->spare = driver_push_local();
  return frame->spare != 0;
}

uint32_t bindings_reserve(struct bindings *bindings, uint32_t name)
{
  if (is_global(bindings, name)) {
    uint32_t root = bindings->names.spellings[name].global;
    return root != 0 ? root : unused_root(bindings);
  }
  const struct local *local = local_of(bindings, name);
  if (local != NULL) return local->root;
  return bindings_spare(bindings) ? bindings->frames[bindings->frame_count - 1].spare : 0;
}

void bindings_commit(struct bindings *bindings, uint32_t name, uint32_t root)
{
  struct spelling *spelling = &bindings->names.spellings[name];
  if (is_global(bindings, name)) {
    if (spelling->global == 0) take_root(bindings, &bindings->globals, root, name);
    spelling->global = root;
    return;
  }
  struct local *local = local_of(bindings, name);
  if (local == NULL) {
    local = &bindings->locals[bindings->local_count++];
    *local = (struct local){.name = name, .root = root, .outer = spelling->local};
    spelling->local = bindings->local_count;
    bindings->frames[bindings->frame_count - 1].spare = 0;
  }
  local->known = 1;
}

void bindings_forget(struct bindings *bindings, uint32_t name)
{
  struct spelling *spelling = &bindings->names.spellings[name];
  if (is_global(bindings, name)) {
    give_root(bindings, &bindings->globals, spelling->global);
    spelling->global = 0;
  } else {
    local_of(bindings, name)->known = 0;
  }
}

uint32_t bindings_hold_root(const struct bindings *bindings, uint32_t name)
{
  return bindings->names.spellings[name].hold;
}

uint32_t bindings_reserve_hold(struct bindings *bindings)
{
  return unused_root(bindings);
}

void bindings_commit_hold(struct bindings *bindings, uint32_t name, uint32_t root)
{
  take_root(bindings, &bindings->holds, root, name);
  bindings->names.spellings[name].hold = root;
}

void bindings_forget_hold(struct bindings *bindings, uint32_t name)
{
  give_root(bindings, &bindings->holds, bindings->names.spellings[name].hold);
  bindings->names.spellings[name].hold = 0;
}

void bindings_enter(struct bindings *bindings, uint32_t label)
{
  bindings->frames[bindings->frame_count++] = (struct call_frame){.label = label, .first_local = bindings->local_count};
}

void bindings_leave(struct bindings *bindings)
{
  uint32_t first = bindings->frames[--bindings->frame_count].first_local;
  while (bindings->local_count > first) {
    const struct local *local = &bindings->locals[--bindings->local_count];
    bindings->names.spellings[local->name].local = local->outer;
  }
}
