#ifndef HEAPPROOF_COLLECTOR_H
#define HEAPPROOF_COLLECTOR_H
#include <stdint.h>
#include "limits.h"
extern uint32_t gc_refs[MAX_OBJECTS];
extern uint8_t collecting;
extern uint32_t base;
extern uint32_t next_unreachable;
extern uint32_t clear_cursor;
extern uint32_t collection_generation, collection_found;
void update_refs(uint32_t young);
void subtract_refs(uint32_t young);
void move_unreachable(uint32_t young);
uint32_t step_delete_garbage(void);
int heap_collect(uint32_t generation);
#endif
