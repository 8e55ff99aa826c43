#ifndef HEAPPROOF_MACHINE_H
#define HEAPPROOF_MACHINE_H
#include <stdint.h>
enum { EVENT_IDLE = 0, EVENT_DEALLOC = 1, EVENT_CLEAR = 2, EVENT_COLLECT_STOP = 3 };
extern uint32_t event_object;
uint32_t heap_depth(void);
uint32_t heap_next_event(uint32_t floor);
#endif
