/* The model follows the heap: what is done to the heap and what happens there is recorded, and when an operation is
 * over, actions and all, the model performs it too and must see the same events in the same order.
 *
 * An operation inside an action is recorded inside the event that runs it: begin, events, end nest.  A finalizer that
 * the model calls performs what was recorded in that place.  Objects are known by their serial numbers. */
#ifndef HEAPPROOF_FOLLOW_H
#define HEAPPROOF_FOLLOW_H
#include "model/model.h"

enum follow_operation {
  FOLLOW_NEW,       /* root, kind with flags, slots; then the items */
  FOLLOW_NEW_WEAK,  /* root, target, whether it calls back */
  FOLLOW_SET_SLOT,  /* object, slot, value */
  FOLLOW_SET_ROOT,  /* root, value */
  FOLLOW_MOVE_ROOT, /* from, to */
  FOLLOW_RETURN,    /* first root, end */
  FOLLOW_COLLECT,   /* generation */
  FOLLOW_SAFE_POINT,
  FOLLOW_FREEZE,
  FOLLOW_UNFREEZE,
  FOLLOW_SAVE_ALL,  /* on */
  FOLLOW_ENABLE,    /* on */
  FOLLOW_THRESHOLD, /* generation, threshold */
  FOLLOW_OPERATIONS
};
enum { FOLLOW_FINALIZER = 256, FOLLOW_LEGACY = 512, FOLLOW_IMMORTAL = 1024 }; /* added to the kind */

void follow_start(uint32_t profile); /* the empty heap, of this profile */
void follow_stop(void);
extern int follow_on;       /* started, and nothing has come between */
int follow_is_beyond(void); /* it stopped because the model gave up */

/* While the model follows; else nothing is recorded, which is looked at here because it is so for most heaps. */
void follow_record(enum follow_operation operation, uint64_t first, uint64_t second, uint64_t third);
void follow_record_items(uint32_t count);
void follow_record_item(uint64_t serial);
void follow_record_event(const struct model_event *event);
void follow_record_handled(void);
void follow_perform(void);

static inline int follow_is_on(void)
{
  return follow_on;
}

static inline void follow_begin(enum follow_operation operation, uint64_t first, uint64_t second, uint64_t third)
{
  if (follow_on) follow_record(operation, first, second, third);
}

/* How many items follow FOLLOW_NEW. */
static inline void follow_items(uint32_t count)
{
  if (follow_on) follow_record_items(count);
}

/* 0 for null. */
static inline void follow_item(uint64_t serial)
{
  if (follow_on) follow_record_item(serial);
}

static inline void follow_event(const struct model_event *event)
{
  if (follow_on) follow_record_event(event);
}

/* The action of the last event has run, if it has one. */
static inline void follow_handled(void)
{
  if (follow_on) follow_record_handled();
}

/* Of the operation begun last. */
static inline void follow_end(void)
{
  if (follow_on) follow_perform();
}

/* Is told of every event of the model, from now on and for every program; null: nobody.  After a difference the model
 * ends its operation, and actions do nothing any more. */
void follow_listen(model_listener *listener);
/* The first difference between the events, or null. */
const char *follow_difference(void);

#endif
