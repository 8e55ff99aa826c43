/* The state of the heap, all of it: file-scope arrays, one per notion, whose address is never taken.
 *
 * All zero is the empty heap.  lists.h and cells.h hold the lists and the cells; blocks.h the block store.  The
 * invariant over everything is HeapInv (spec/acsl/heap.acsl); the layout table is in spec/memory-model.md. */
#ifndef HEAPPROOF_STATE_H
#define HEAPPROOF_STATE_H
#include <stdint.h>
#include "activities.h"
#include "blocks.h"
#include "cells.h"
#include "kinds.h"
#include "limits.h"
#include "lists.h"
#include "profile.h"
#include "statistics.h"
#include "tuples.h"
#include "weakrefs.h"

/* objects */
extern uint32_t reference_count[MAX_OBJECTS];
extern uint32_t first_cell[MAX_OBJECTS]; /* the first word of its block; slot i is word first_cell + i */
extern uint32_t slot_count[MAX_OBJECTS];
extern uint8_t kind_of[MAX_OBJECTS];
extern uint64_t births;                  /* objects ever made */
extern uint32_t youngest;                /* the last one made */
extern uint8_t is_immortal[MAX_OBJECTS]; /* the machine holds it for ever */
extern uint32_t immortal_count;

/* What an object owes once: a cell or an instance the call of its finalizer, a weak reference that it is cleared and
 * its callback called.  The state only grows, so nothing is called twice. */
enum {
  CALL_NONE = 0,
  CALL_PENDING = 1,
  CALL_QUEUED = 2,  /* its time has come; to be announced */
  CALL_RUNNING = 3, /* announced */
  CALL_DONE = 4
};
extern uint8_t call_state[MAX_OBJECTS];
extern uint8_t has_callback[MAX_OBJECTS]; /* of a weak reference */
extern uint8_t is_legacy[MAX_OBJECTS];    /* has a tp_del: what leads to it cannot be collected */

/* dying objects */
enum {
  STAGE_WEAKREFS = 0, /* it may have weak references */
  STAGE_NOTICE = 1,   /* its weak references are held; the callback of notice_at is called next */
  STAGE_LET_GO = 2,   /* all callbacks were called; notice_at is let go next */
  STAGE_NOTIFIED = 3, /* it has no weak references any more */
  STAGE_ANNOUNCED = 4 /* its dealloc event was returned: it releases its slots */
};
extern uint8_t stage[MAX_OBJECTS];
extern uint32_t notice_at[MAX_OBJECTS];    /* a weak reference to the dying object */
extern uint32_t notice_slots[MAX_OBJECTS]; /* slots of the tuple that CPython makes of them */
extern uint32_t cursor[MAX_OBJECTS];       /* slots released so far, in the order of the kind */
extern uint32_t trash_nesting;             /* deaths of nested kinds that have begun and not ended */

/* the collection that is running: its phase, 0 when there is none */
enum {
  PHASE_WEAKREFS = 1,   /* handle_weakrefs: weak references to what was found are cleared */
  PHASE_CALLBACKS = 2,  /* handle_weakrefs: callbacks are called */
  PHASE_FINALIZERS = 3, /* finalize_garbage */
  PHASE_DELETE = 4      /* delete_garbage */
};
extern uint8_t collecting;
extern uint32_t next_unreachable; /* entries of UNREACHABLE that this phase has passed */
extern uint32_t next_notified;    /* entries of NOTIFIED that are done */
extern uint8_t is_calling;        /* the callback of the next entry of NOTIFIED was announced */
extern uint32_t clear_cursor;     /* slots of the pinned object cleared so far, in the order of its kind */
extern uint32_t collection_generation, collection_uncollectable; /* and collection_found, in statistics.h */
extern uint32_t gc_refs[MAX_OBJECTS];
extern uint8_t condemned[MAX_OBJECTS]; /* its references are going to be broken */
extern uint8_t saves_all;              /* gc.DEBUG_SAVEALL */
extern uint32_t garbage_count;         /* entries of gc.garbage: cells FIRST_GARBAGE .. */

/* what heap_next_event returns, and the object it is about */
enum {
  EVENT_IDLE = 0,
  EVENT_DEALLOC = 1,      /* event_object dies: it will release its slots and be freed */
  EVENT_CLEAR = 2,        /* the collector breaks the references of event_object */
  EVENT_COLLECT_STOP = 3, /* a collection ended: collection_generation, _found, _uncollectable */
  EVENT_FINALIZE = 4,     /* the finalizer of event_object is to run now, before the next event is asked for */
  EVENT_CALLBACK = 5      /* likewise the callback of the weak reference event_object */
};
extern uint32_t event_object;

/* frames and other roots */
extern uint32_t frame_count;
extern uint32_t frame_start[MAX_FRAMES]; /* the frame's first local */
extern uint32_t frame_next[MAX_FRAMES];  /* returning: where to look for the next local to release */
extern uint32_t locals_count;            /* locals of all frames */
extern uint32_t named_used;              /* named roots from here on were never bound */

#ifdef __FRAMAC__
#include "acsl/calls.acsl"
#include "acsl/references.acsl"
#include "acsl/machine_state.acsl"
#include "acsl/collection.acsl"
#include "acsl/frames.acsl"
#include "acsl/roots.acsl"
#include "acsl/heap.acsl"
#include "acsl/measure.acsl"
#include "acsl/deaths.acsl"
#endif

#endif
