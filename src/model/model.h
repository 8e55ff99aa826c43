/* The model: CPython's memory management written the obvious way, to say what should happen.
 *
 * Objects are C structs that point to each other, generations are doubly linked lists, deallocation is recursive, and
 * finalizers and callbacks are calls, as in CPython.  It shares nothing with the core but the numbers of kinds and of
 * capacities.  Deaths that nest too deep for the C stack are beyond it: it then gives up and says so. */
#ifndef HEAPPROOF_MODEL_H
#define HEAPPROOF_MODEL_H
#include <stddef.h>
#include <stdint.h>

struct model_object;

enum model_event_kind {
  MODEL_DEALLOC,
  MODEL_CLEAR,
  MODEL_COLLECT_START,
  MODEL_COLLECT_STOP,
  MODEL_FINALIZE, /* the listener runs the finalizer of the object */
  MODEL_CALLBACK  /* likewise the callback of the weak reference */
};

struct model_event {
  enum model_event_kind kind;
  uint64_t serial;                               /* of the object: its number in the order of creation, from 1 */
  uint32_t generation, collected, uncollectable; /* of collections */
};
typedef void model_listener(const struct model_event *event);

/* Forgets everything; `profile` is a row of model_rules. */
void model_start(uint32_t profile, model_listener *listener);
int model_is_beyond(void); /* it has given up */

struct model_birth {
  uint32_t kind, slots, items;
  struct model_object *const *values; /* the first items of the slots; may be null */
  int has_finalizer, is_legacy, is_immortal;
};
/* A fresh object in an empty root. */
void model_new(uint32_t root, const struct model_birth *birth);
/* A weak reference in an empty root: a fresh one, or the one without callback that the target has. */
void model_new_weak(uint32_t root, struct model_object *target, int calls_back);

void model_set_slot(struct model_object *object, uint32_t slot, struct model_object *value);
void model_set_root(uint32_t root, struct model_object *value);
void model_move_root(uint32_t from, uint32_t to);
void model_collect(uint32_t generation);
void model_safe_point(void);
void model_freeze(void);
void model_unfreeze(void);
void model_save_all(int on);
void model_enable(int on);
void model_set_threshold(uint32_t generation, uint32_t threshold);

/* When no action is running: what an instance of 3.6 or 3.7 left in the trashcan dies (see the adapter for CPython). */
void model_settle(void);

/* What there is. */
struct model_object *model_find(uint64_t serial);         /* a live or dying object, or null */
uint64_t model_serial(const struct model_object *object); /* 0 for null */
uint64_t model_made(void);                                /* objects made so far */
uint32_t model_live(void);
uint32_t model_references(const struct model_object *object);
uint32_t model_kind(const struct model_object *object);
uint32_t model_slots(const struct model_object *object);
struct model_object *model_slot(const struct model_object *object, uint32_t slot);
struct model_object *model_referent(const struct model_object *reference);
int model_is_finalized(const struct model_object *object);

enum { MODEL_PERMANENT = 3, MODEL_LISTS = 4 }; /* generations 0 to 2, and what is frozen */
/* The first of a list, the next of any; null at the end. */
struct model_object *model_first(uint32_t list);
struct model_object *model_next(uint32_t list, const struct model_object *object);
struct model_object *model_garbage(uint32_t index); /* null at the end */

struct model_numbers {
  uint32_t count[3], threshold[3];
  uint64_t collections[3], collected[3], uncollectable[3];
  uint32_t long_lived_total, long_lived_pending;
  int is_enabled;
};
const struct model_numbers *model_numbers(void);

#endif
