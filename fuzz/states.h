/* What core and oracle hold, side by side, as JSON: one object of the two on a line. */
#ifndef HEAPPROOF_STATES_H
#define HEAPPROOF_STATES_H
#include <stdio.h>

/* `statement` is the one that the state is before, or after; `difference` may be null. */
void print_states(const char *statement, const char *difference, FILE *out);

#endif
