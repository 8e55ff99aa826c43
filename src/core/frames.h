/* Frames: the locals of a call are roots until it returns.
 *
 * Frames are a stack of intervals over the locals.  A local is created by its first binding, arguments first, and a
 * return releases them in the order of their creation, one at a time, because each may begin a cascade that ends
 * before the next is released (CPython 3.11: _PyFrame_Clear). */
#ifndef HEAPPROOF_FRAMES_H
#define HEAPPROOF_FRAMES_H
#include "state.h"

/* A new frame without locals; 0 when there is no room, and then nothing has changed. */
/*@ requires inv:    HeapInv;

    terminates \true;
    exits    \false;
    assigns  frame_count, frame_start[0 .. MAX_FRAMES - 1], frame_next[0 .. MAX_FRAMES - 1];

    ENSURES_HEAP_INV
    ensures  pushed: \result != 0 ==> frame_count == \old(frame_count) + 1 && frame_start[frame_count - 1] == locals_count;
    ensures  full:   \result == 0 ==> frame_count == \old(frame_count) && frame_count == MAX_FRAMES; */
int heap_push_frame(void);

/* A new local of the top frame, null; returns its root, or 0 when there is no frame or no room. */
/*@ requires inv:   HeapInv;

    terminates \true;
    exits    \false;
    assigns  locals_count;

    ENSURES_HEAP_INV
    ensures  fresh: \result != 0 ==> IsRoot(\result) && cells[\result] == 0 && locals_count == \old(locals_count) + 1;
    ensures  full:  \result == 0 ==> locals_count == \old(locals_count); */
uint32_t heap_push_local(void);

/* One step of a return: releases the next bound local of the top frame and returns 1; when none is left, removes
 * the frame and returns 0.  Drive the machine after each 1. */
/*@ requires inv:      HeapInv;
    requires frame:    frame_count > 0;

    terminates \true;
    exits    \false;
    assigns  frame_count, locals_count, frame_next[0 .. MAX_FRAMES - 1], named_used, cells[FIRST_LOCAL .. ROOTS_END - 1], DEATH_STATE;

    ENSURES_HEAP_INV
    ensures  popped:   \result == 0 ==> frame_count == \old(frame_count) - 1 && locals_count == \old(frame_start[frame_count - 1]);
    ensures  released: \result != 0 ==> frame_count == \old(frame_count) && locals_count == \old(locals_count) &&
                       ReleasedLocal{Pre,Here}(FIRST_LOCAL + frame_next[frame_count - 1]); */
int heap_release_local(void);

#endif
