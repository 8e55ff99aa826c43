/* The actions of generated programs, and the globals that they work on.
 *
 * $w0 .. hold wild objects or null, $v0 .. weak references to wild objects, whatever runs when.  Actions touch no other
 * names, no objects but wild ones, and make nothing that has a finalizer or a callback of more than a query, so that
 * every chain of them ends. */
#ifndef HEAPPROOF_RANDOM_ACTIONS_H
#define HEAPPROOF_RANDOM_ACTIONS_H
#include "writer.h"

enum { FINALIZER_ACTIONS = 8, CALLBACK_ACTIONS = 6, WILD_NAMES = 4, WEAK_NAMES = 3 };

/* Defines the actions f0 .., c0 .. and `note`, and binds the globals. */
void write_actions(struct writer *writer);
/* The name of an action for a finalizer or a callback. */
void random_finalizer(struct writer *writer, char name[ACTION_NAME]);
void random_callback(struct writer *writer, char name[ACTION_NAME]);

#endif
