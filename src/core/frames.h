#ifndef HEAPPROOF_FRAMES_H
#define HEAPPROOF_FRAMES_H
#include <stdint.h>
#include "limits.h"
extern uint32_t frame_count, locals_count, locals_used;
extern uint32_t frame_start[MAX_FRAMES];
extern uint32_t frame_next[MAX_FRAMES];
int heap_push_frame(void);
uint32_t heap_push_local(void);
int heap_release_local(void);
#endif
