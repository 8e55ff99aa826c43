/* The parts of the model, for its own files. */
#ifndef HEAPPROOF_MODEL_PIECES_H
#define HEAPPROOF_MODEL_PIECES_H
#include "core/kinds.h"
#include "model/model.h"

/* --- rules: what differs between versions, told in this model's own words --- */

enum model_counting { COUNT_BEFORE, COUNT_ALL_OR_NOTHING, COUNT_AFTER };

struct model_rules {
  const char *version;
  int one_saves_all; /* up to 3.8 */
  enum model_counting counting;
  int clears_trash_references;          /* from 3.8 on */
  int always_a_tuple;                   /* PyObject_ClearWeakRefs of 3.13 */
  int immortals_retire;                 /* from 3.12 on */
  int waits_for_safe_point;             /* from 3.12 on */
  int instances_count_twice;            /* in the trashcan, up to 3.7 */
  uint32_t saved_tuples, reused_tuples; /* the largest that go to a free list, and come from one */
  uint32_t first_threshold, trash_limit, trash_resume;
};
extern const struct model_rules model_rules[];
extern const struct model_rules *model_rules_now;

/* --- objects --- */

/* A place in a circular list; the head of a list is one too.  `next` is null for what is not tracked. */
struct link {
  struct link *previous, *next;
};

struct model_object {
  struct link link; /* comes first: a link is turned back into its object */
  uint64_t serial;
  int64_t count, gc_refs;
  uint32_t kind, slots;
  uint8_t has_finalizer, is_finalized, is_legacy, is_immortal, has_callback;
  uint8_t is_collecting;  /* in the set that a collection looks at, or found unreachable */
  uint8_t is_passed_over; /* by move_unreachable, so far */
  struct model_object *weak_first, *weak_previous, *weak_next, *referent;
  struct model_object *trash_next;
  struct model_object *table_next;
  struct model_object *slot[];
};

/* objects.c: storage, by serial */
struct model_object *model_object_make(uint32_t kind, uint32_t slots);
void model_object_forget(struct model_object *object);
void model_objects_clear(void);

/* lists.c */
extern struct link model_generation[3], model_permanent;
void model_lists_start(void);
struct model_object *model_object_at(struct link *link);
void model_list_clear(struct link *head);
int model_list_is_empty(const struct link *head);
int model_is_tracked(const struct model_object *object);
void model_track_at(struct link *head, struct model_object *object); /* at the end */
void model_untrack(struct model_object *object);
void model_move_to(struct link *head, struct model_object *object); /* from its list to the end of another */
void model_merge(struct link *from, struct link *to);
uint32_t model_list_size(const struct link *head);

/* counts.c: allocations, thresholds, free lists */
extern struct model_numbers model_figures;
extern int model_is_collecting;
void model_counts_start(void);
void model_count_new(uint32_t kind, uint32_t items); /* may collect, or schedule a collection */
void model_count_freed(uint32_t kind, uint32_t items);
void model_clear_free_lists(void);

/* dealloc.c */
void model_dealloc_start(void);
void model_take(struct model_object *object); /* a reference more; null is allowed in both */
void model_give(struct model_object *object);
void model_release_slots(struct model_object *object); /* in the order of its kind */
/* Calls a function with every object that the slots of a traversed kind refer to, in the order of traversal. */
void model_traverse(struct model_object *object, void (*visit)(struct model_object *target));

/* What CPython counts as its size: a program's tuple has one item more, in which the adapters see its death. */
uint32_t model_items(const struct model_object *object);

/* weakrefs.c */
void model_clear_reference(struct model_object *reference);
void model_clear_references_to(struct model_object *object);
/* Tuples of weak references go from the generations first to last to another; how many. */
uint32_t model_move_tuples(uint32_t first, uint32_t last, uint32_t to);
void model_weakrefs_start(void);
void model_insert_reference(struct model_object *reference, struct model_object *target);
struct model_object *model_plain_reference(const struct model_object *target);

/* collect.c, garbage.c */
int model_may_be_tracked(const struct model_object *object);
void model_untrack_kind(struct link *head, uint32_t kind);
void model_garbage_start(void);
extern int model_saves_all;
void model_garbage_append(struct model_object *object);

/* model.c */
extern int model_gave_up;
void model_tell(enum model_event_kind kind, const struct model_object *object);
void model_tell_collection(enum model_event_kind kind, uint32_t number, uint32_t collected, uint32_t uncollectable);

#endif
