/* What the files of the driver share. */
#ifndef HEAPPROOF_DRIVER_INSIDES_H
#define HEAPPROOF_DRIVER_INSIDES_H
#include <stdint.h>

/* Takes the machine's events until what was queued since `floor` is done. */
void driver_settle(uint32_t floor);
/* The next of them; the arenas that came or went are told of first. */
uint32_t driver_next_event(uint32_t floor);
/* After whatever takes or gives a block: tells of arenas that came or went. */
void driver_look_at_arenas(void);
/* Binds a root, without telling the model. */
void driver_bind_root(uint32_t root, uint32_t value);
/* An object of a tracked kind was made: only memory that is new counts, and only what counts triggers. */
int driver_collect_if_due(void); /* 1 when a collection ran */
void making_start(void);
void taking_start(void);

#endif
