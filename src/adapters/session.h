/* The conversation with the driver: lines in, events out. */
#ifndef HEAPPROOF_ADAPTER_SESSION_H
#define HEAPPROOF_ADAPTER_SESSION_H
#include <stddef.h>

/* Before anything else; 0 and a Python exception when this interpreter will not do. */
int open_session(void);
/* Drops everything: the heap is as in a process that has just begun. */
void reset_session(void);
/* One line, as if it had been read. */
void answer_line(const char *text, size_t size);
/* Until the input ends. */
void converse(void);

#endif
