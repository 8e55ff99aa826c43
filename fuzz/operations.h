/* Operations on a heap, decoded from bytes: every byte string is a valid program.
 *
 * Four bytes make one operation.  Operands are names and slots, taken modulo what there is, never "the n-th object",
 * so that leaving one operation out changes little of the rest.  A rest of one to three bytes at the end says what
 * this program does without (struct swarm).
 * An operation is decoded once, against the heap as it stands, into a struct; what runs and what is printed as a
 * statement of a heap program both come from that struct, so they cannot differ. */
#ifndef HEAPPROOF_OPERATIONS_H
#define HEAPPROOF_OPERATIONS_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { LOCALS = 8, GLOBALS = 24, NAMES = LOCALS + GLOBALS, RESULT_NAME = LOCALS - 1, HOLDS = 12 };

enum { OPERATION_BYTES = 4, MAX_STEPS = 2, MAX_VALUES = 6 };

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
  DO_THRESHOLD,
  ACTIONS
};

/* A name and slots to follow from it, and the object that this leads to; object 0 is `null`. */
struct place {
  uint8_t name, steps;
  uint16_t slot[MAX_STEPS];
  uint32_t object;
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

/* What the four bytes of an operation may ask for: the lower five bits of the first. */
enum { CODES = 32, CODE_BITS = 5, CODE_OF_COLLECTION = 28 };
enum family {
  MAKES,
  CLUSTERS,
  PARTS,
  SETS,
  LETS,
  DROPS,
  HOLDS_OR_RELEASES,
  CALLS,
  RETURNS,
  COLLECTS,
  CONTROLS,
  FAMILIES
};
extern const uint8_t family_of_code[CODES];

/* What a program does without: families by bits (families_off), and in the same way kinds, paths and sizes. */
struct swarm {
  uint32_t families_off, shapes_off;
};
/* Beside kinds: paths off, sizes off, one size for all as far as it is large enough. */
enum { SHAPES_WITHOUT_PATHS = 1 << 5, SHAPES_WITHOUT_SIZES = 1 << 6, SHAPES_ALIKE = 1 << 7, SIZE_OF_ALL = 32 };
int all_are_alike(void);
struct swarm swarm_of(const uint8_t *data, size_t size);

/* Empties the heap and enters the main frame. */
void operations_start(int mirror);
/* Before the first operation of a program. */
void decode_start(struct swarm swarm);
void decode_operation(const uint8_t *bytes, struct operation *operation);
/* The place that these two bytes stand for: 5 bits of the first choose the name, 3 how many slots to follow, the
 * second which. */
struct place decode_place(uint32_t byte, uint32_t detail);

/* An operation of the family CLUSTERS stands for several statements, handed out one by one; 0: there are no more. */
void cluster_begin(const uint8_t *bytes);
void cluster_forget(void);
int cluster_next(struct operation *operation);

/* The operations after the last one of a program, until nothing is bound: returns, deletions, releases, a
 * collection; and when nothing lives any more, objects that fill the heap, as they would a fresh one.  *turn begins
 * as 0; 0 when there are no more. */
int next_ending(uint32_t *turn, struct operation *operation);

/* What found no room. */
enum room { ROOM_ENOUGH, ROOM_OBJECTS, ROOM_BLOCKS, ROOM_LOCALS, ROOM_FRAMES, ROOMS };

/* ROOM_ENOUGH, or what was exhausted; then nothing has changed. */
enum room perform_operation(const struct operation *operation);
void print_operation(const struct operation *operation, FILE *out);
void print_name(uint32_t name, FILE *out);

/* What the names stand for now, 0 for an unbound one; and the calls that have not returned. */
uint32_t object_named(uint32_t name);
uint32_t object_held(uint32_t hold);
uint32_t calls_entered(void);

/* A digest of all events since the start, and what they were. */
uint64_t operations_digest(void);
struct happenings {
  uint32_t collections, deaths; /* collections ended, objects deallocated */
  uint32_t found, most_found;   /* garbage found by collections: all together, and the most by one */
};
const struct happenings *operations_happenings(void);

#endif
