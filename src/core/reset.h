#ifndef HEAPPROOF_RESET_H
#define HEAPPROOF_RESET_H
void heap_reset(void);
#endif
