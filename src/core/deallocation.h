#ifndef HEAPPROOF_DEALLOCATION_H
#define HEAPPROOF_DEALLOCATION_H
#include <stdint.h>
#include "limits.h"
extern uint32_t cursor[MAX_OBJECTS];
extern uint8_t announced[MAX_OBJECTS];
uint32_t step_deallocation(void);
#endif
