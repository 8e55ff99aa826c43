/* What names are bound to: which root of the heap stands for which name.
 *
 * A global or a hold owns a named root from its first binding until it is deleted; a deleted one is forgotten, and
 * bound again it comes last.  A local owns a root of its frame from its first binding until the frame returns; a
 * deleted local keeps its place, as a fast local does in CPython.
 *
 * Binding is in two steps, so that an operation that fails in between leaves nothing behind: *_reserve finds the
 * root, *_commit makes the name known.  Between them no other call is made, and nothing that may run an action: so a
 * name is known before its reference is stored, and forgotten before its reference is released. */
#ifndef HEAPPROOF_BINDINGS_H
#define HEAPPROOF_BINDINGS_H
#include <stdint.h>
#include "driver.h"
#include "names.h"

/* The root that keeps a returned value alive while its frame goes away. */
#define RESULT_ROOT FIRST_CALLER_ROOT

struct local {
  uint32_t name, root;
  uint32_t outer; /* index + 1 of the local of this name in an outer frame, or 0 */
  uint8_t known;  /* bound, and not deleted since */
};

struct call_frame {
  uint32_t label; /* a name; 0 for the main frame and for those of actions */
  uint32_t first_local;
  uint32_t spare;          /* a root that it has and no name yet, or 0 */
  uint8_t keeps_arguments; /* the heap has a frame below it, for the arguments that the caller keeps */
};

/* A global or a hold, by its root; `next` also chains the roots that are free again. */
struct named_root {
  uint32_t name, next, previous;
};

struct root_list {
  uint32_t first, last;
};

struct bindings {
  struct names names;
  struct local *locals;
  struct call_frame *frames;
  struct named_root *roots;
  struct root_list globals, holds; /* in creation order */
  uint32_t local_count, frame_count;
  uint32_t free_root; /* head of the chain of free roots */
  uint32_t next_root; /* roots from here on were never used */
};

int bindings_open(struct bindings *bindings); /* 0: no memory.  The main frame is not there yet. */
void bindings_close(struct bindings *bindings);

/* The root that `name` is bound to, local or global, or 0 when it is unknown here. */
uint32_t bindings_root(const struct bindings *bindings, uint32_t name);
/* A root for `name` to be bound to, 0 when there is no room. */
uint32_t bindings_reserve(struct bindings *bindings, uint32_t name);
void bindings_commit(struct bindings *bindings, uint32_t name, uint32_t root);
/* Forgets a known name; what its root holds is to be released at once. */
void bindings_forget(struct bindings *bindings, uint32_t name);

uint32_t bindings_hold_root(const struct bindings *bindings, uint32_t name);
uint32_t bindings_reserve_hold(struct bindings *bindings);
void bindings_commit_hold(struct bindings *bindings, uint32_t name, uint32_t root);
void bindings_forget_hold(struct bindings *bindings, uint32_t name);

/* A frame has been pushed / popped by the driver: keep in step. */
void bindings_enter(struct bindings *bindings, uint32_t label);
void bindings_leave(struct bindings *bindings);
/* 1 when the top frame has a root to spare, made if need be; it is gone again when the frame leaves. */
int bindings_spare(struct bindings *bindings);

#endif
