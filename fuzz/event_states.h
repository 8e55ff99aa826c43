/* What core and model hold, side by side, around the first statement of a program after which they differ. */
#ifndef HEAPPROOF_EVENT_STATES_H
#define HEAPPROOF_EVENT_STATES_H

/* Runs the heap program, under the profile that its first line names (`# profile PROFILE`), and writes before.json and
 * after.json into the folder; before.json is written before every statement, so that a crash leaves it behind.
 * 1: they differ; 0: they agree, and nothing is left in the folder; -1: the program cannot be read. */
int write_event_states(const char *program, const char *folder);

#endif
