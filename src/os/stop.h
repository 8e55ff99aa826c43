/* Being asked to stop: long work looks now and then, keeps what it has, and ends as the signal would have ended it. */
#ifndef HEAPPROOF_STOP_H
#define HEAPPROOF_STOP_H

/* From now on the signals that end a process are only noted. */
void stop_watch(void);
int stop_asked(void);
/* Ends this process by the signal that asked. */
void stop_now(void);

#endif
