/* A child in a process group of its own does not get the interrupt of the terminal; while a group is guarded, a
 * signal that ends this process ends that group too. */
#ifndef HEAPPROOF_INTERRUPTS_H
#define HEAPPROOF_INTERRUPTS_H
#include <sys/types.h>

void interrupts_guard(pid_t group); /* 0: none */

#endif
