/* The conversation with the driver: lines in, events out. */
#ifndef HEAPPROOF_ADAPTER_SESSION_H
#define HEAPPROOF_ADAPTER_SESSION_H

/* Drops everything: the heap is as in a process that has just begun. */
void reset_session(void);
/* Until the input ends. */
void converse(void);

#endif
