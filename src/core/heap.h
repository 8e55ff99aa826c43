/* The object heap: everything a caller needs, in one include.
 *
 * One heap per process.  Static storage that is all zero is the empty heap; heap_reset() returns to it.
 * An object is a 32-bit handle, 0 is null.  Every reference is a cell: a slot of an object, or a root.
 *
 * The machine works in steps.  An operation queues work (an object dies, a collection begins) and returns at
 * once; heap_next_event(floor) does that work and returns the next event, or EVENT_IDLE when all work queued
 * since heap_depth() was `floor` is done.  Drive every operation to its end before the next:
 *
 *     uint32_t floor = heap_depth();
 *     heap_set_root(a, 0);
 *     while (heap_next_event(floor) != EVENT_IDLE) { look at event_object }
 */
#ifndef HEAPPROOF_HEAP_H
#define HEAPPROOF_HEAP_H
#include "audit.h"
#include "activities.h"
#include "blocks.h"
#include "cells.h"
#include "collector.h"
#include "frames.h"
#include "kinds.h"
#include "limits.h"
#include "lists.h"
#include "machine.h"
#include "objects.h"
#include "profile.h"
#include "plain_blocks.h"
#include "references.h"
#include "reset.h"
#include "state.h"
#include "statistics.h"
#include "tuples.h"
#include "untrack.h"
#include "weakrefs.h"
#endif
