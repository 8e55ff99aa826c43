/* The state of the heap, all of it: file-scope arrays, one per notion, whose address is never taken.
 *
 * All zero is the empty heap.  lists.h and cells.h hold the lists and the cells; blocks.h the block store.  The
 * invariant over everything is HeapInv (spec/acsl/heap.acsl); the layout table is in spec/memory-model.md. */
#ifndef HEAPPROOF_STATE_H
#define HEAPPROOF_STATE_H
#include <stdint.h>
#include "blocks.h"
#include "cells.h"
#include "kinds.h"
#include "limits.h"
#include "lists.h"
#include "statistics.h"

/* objects */
extern uint32_t reference_count[MAX_OBJECTS];
extern uint32_t first_cell[MAX_OBJECTS]; /* the first word of its block; slot i is word first_cell + i */
extern uint32_t slot_count[MAX_OBJECTS];
extern uint8_t kind_of[MAX_OBJECTS];
extern uint64_t births;   /* objects ever made */
extern uint32_t youngest; /* the last one made */

/* dying objects */
extern uint32_t cursor[MAX_OBJECTS];   /* slots released so far, in the order of the kind */
extern uint8_t announced[MAX_OBJECTS]; /* its dealloc event was returned */

/* the collection that is running */
extern uint8_t collecting;
extern uint32_t base;             /* the first `base` dying objects wait until it ends */
extern uint32_t next_unreachable; /* entries of UNREACHABLE that were taken */
extern uint32_t clear_cursor;     /* slots of the pinned object cleared so far, in the order of its kind */
extern uint32_t collection_generation, collection_found;
extern uint32_t gc_refs[MAX_OBJECTS];

/* what heap_next_event returns, and the object it is about */
enum {
  EVENT_IDLE = 0,
  EVENT_DEALLOC = 1,     /* event_object dies: it will release its slots and be freed */
  EVENT_CLEAR = 2,       /* the collector breaks the references of event_object */
  EVENT_COLLECT_STOP = 3 /* a collection ended: collection_generation, collection_found */
};
extern uint32_t event_object;

/* frames and other roots */
extern uint32_t frame_count;
extern uint32_t frame_start[MAX_FRAMES]; /* the frame's first local */
extern uint32_t frame_next[MAX_FRAMES];  /* returning: where to look for the next local to release */
extern uint32_t locals_count;            /* locals of all frames */
extern uint32_t named_used;              /* named roots from here on were never bound */

#ifdef __FRAMAC__
#include "acsl/references.acsl"
#include "acsl/collection.acsl"
#include "acsl/frames.acsl"
#include "acsl/roots.acsl"
#include "acsl/heap.acsl"
#endif

#endif
