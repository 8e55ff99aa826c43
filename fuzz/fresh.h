/* Between two inputs the heap is as fresh as at the start of the process, byte for byte.
 *
 * The static storage of core, oracle, driver and decoder lies in two sections of its own (fuzz/sections.h).  What they
 * hold before the first run, with the default profile, is kept to compare with.  It is nearly all zero: to clear and to
 * set the profile again makes it so before every run, and leaves the processor's nearest cache alone.  That the reset of
 * the heap alone does as much, as far as anybody can tell, is a property of its own, which the targets check. */
#ifndef HEAPPROOF_FRESH_H
#define HEAPPROOF_FRESH_H

void fresh_remember(void); /* once, before anything ran */
void fresh_restore(void);
/* 1 when the storage is as it was remembered, byte for byte. */
int fresh_is(void);

#endif
