/* Operations on a heap, decoded from bytes: every byte string is a valid program.
 *
 * Four bytes make one operation; a rest of up to three bytes is ignored.  Operands are names and slots, taken
 * modulo what there is, never "the n-th object", so that leaving one operation out changes little of the rest.
 * An operation is decoded once, against the heap as it stands, into a struct; what runs and what is printed as a
 * statement of a heap program both come from that struct, so they cannot differ. */
#ifndef HEAPPROOF_OPERATIONS_H
#define HEAPPROOF_OPERATIONS_H
#include <stdint.h>
#include <stdio.h>

enum { LOCALS = 8, GLOBALS = 24, NAMES = LOCALS + GLOBALS, RESULT_NAME = LOCALS - 1, HOLDS = 12 };

enum { OPERATION_BYTES = 4, MAX_STEPS = 2, MAX_VALUES = 4 };

enum action {
  DO_NOTHING, /* what the bytes ask for has no sense here: delete an unbound name, return from the main frame */
  DO_NEW,
  DO_SET,
  DO_LET,
  DO_DEL,
  DO_CALL,
  DO_RETURN,
  DO_HOLD,
  DO_RELEASE,
  DO_COLLECT,
  DO_ENABLE,
  DO_DISABLE,
  DO_THRESHOLD
};

/* A name and slots to follow from it, and the object that this leads to; object 0 is `null`. */
struct place {
  uint32_t name, steps, slot[MAX_STEPS], object;
};

struct operation {
  enum action action;
  uint32_t name;                       /* bound or deleted; of a hold: its number */
  uint32_t kind, slots, bytes, values; /* of a new object; `values` counts the arguments of a call, too */
  int has_size;                        /* bytes were asked for */
  int needs_room;                      /* the heap has room for this, or has lost it */
  struct place owner;
  struct place value[MAX_VALUES];
  uint32_t number[3]; /* the slot set, the generation collected, thresholds */
};

/* Empties the heap and enters the main frame. */
void operations_start(int mirror);
struct operation decode_operation(const uint8_t *bytes);
/* 0 when there was no room; then nothing has changed. */
int perform_operation(const struct operation *operation);
void print_operation(const struct operation *operation, FILE *out);

/* The operations after the last one of a program, until nothing is bound: returns, deletions, releases, a
 * collection; and when nothing lives any more, objects that fill the heap, as they would a fresh one.  *turn begins
 * as 0; 0 when there are no more. */
int next_ending(uint32_t *turn, struct operation *operation);

/* What the names stand for now, 0 for an unbound one; and the calls that have not returned. */
uint32_t object_named(uint32_t name);
uint32_t object_held(uint32_t hold);
uint32_t calls_entered(void);

/* A digest of all events since the start. */
uint64_t operations_digest(void);

#endif
