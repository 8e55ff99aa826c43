/* The event stream: kept in memory while a statement runs, then written to standard output, or taken by a caller in the
 * same process (take_output). */
#ifndef HEAPPROOF_ADAPTER_OUTPUT_H
#define HEAPPROOF_ADAPTER_OUTPUT_H
#include <stddef.h>
#include <stdint.h>

extern uint64_t event_line; /* the line that events carry */
extern int events_muted;    /* while everything is dropped at a reset */

void put(const char *bytes, size_t size);
void put_text(const char *text);
void put_number(uint64_t number);
void put_object(uint32_t number); /* {"object":3,"name":"a"} */
void flush_output(void);
/* From now on nothing is written by itself. */
void keep_output(void);
/* What was kept, valid until the next event; it is forgotten. */
const char *take_output(size_t *size);

/* An event of the heap; events_muted silences these. */
void tell_plain(const char *event);
void tell_object(const char *event, uint32_t number);
void tell_collection(const char *event, int generation, int64_t collected, int64_t uncollectable);
/* Answers to the driver. */
void begin_answer(const char *query, size_t size);
void end_answer(void);
void tell_error(const char *message);
void tell_done(uint64_t statement);
void tell_unsupported(uint64_t statement);

#endif
