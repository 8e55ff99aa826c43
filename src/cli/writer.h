/* Writes the statements of a heap program, each valid where it stands.
 *
 * The writer keeps a model of what every name is bound to and of every slot, so that an operand is always a bound
 * name, or a path through slots that are not null.  Invariant between calls: what the model says of the objects
 * that can be reached from a name is what holds when the program runs up to here.
 *
 * Actions run at times that the model does not know, so they change wild objects only.  Of a wild object the model
 * knows its kind and how many slots it has, never what stands in them; its first two slots refer to wild objects, so
 * that an action which goes from `self` to a neighbour finds a wild one there. */
#ifndef HEAPPROOF_WRITER_H
#define HEAPPROOF_WRITER_H
#include <stdint.h>
#include <stdio.h>
#include "kinds.h"

enum { LOCAL_NAMES = 13, GLOBAL_NAMES = 24, HOLD_NAMES = 8, MAX_DEPTH = 64, MAX_ITEMS = 8, OPERAND_TEXT = 64 };
enum { RESULT_NAME = 12 }; /* the local that `return` binds in the caller */
enum { WILD_SLOTS = 2, ACTION_NAME = 8 };
#define UNKNOWN UINT32_MAX /* what a name is bound to, when only the run tells: a wild object, or null */

/* A name: a local of the current frame, a global, or a hold. */
enum scope { SCOPE_LOCAL, SCOPE_GLOBAL, SCOPE_HOLD };
struct name {
  enum scope scope;
  uint32_t index;
};

/* What a statement may read: its text and the object it stands for, 0 for null. */
struct operand {
  char text[OPERAND_TEXT];
  uint32_t object;
};

struct writer {
  FILE *out;
  uint64_t random;
  uint64_t statements;
  uint32_t objects; /* objects 1 .. objects exist in the model */
  uint32_t object_space;
  uint32_t *first_slot; /* of each object, in slots[]; one entry more marks the end */
  uint8_t *kinds;
  uint8_t *wild;
  uint32_t *slots;
  uint32_t slot_space;
  uint32_t depth; /* calls that have not returned */
  uint32_t locals[MAX_DEPTH + 1][LOCAL_NAMES];
  uint32_t globals[GLOBAL_NAMES];
  uint32_t holds[HOLD_NAMES];
};

void writer_start(struct writer *writer, FILE *out, uint64_t seed);
void writer_end(struct writer *writer);
uint32_t writer_random(struct writer *writer, uint32_t bound);

struct name local_name(uint32_t index);
struct name global_name(uint32_t index);
uint32_t bound_object(const struct writer *writer, struct name name);
struct operand operand_of(const struct writer *writer, struct name name);
uint32_t slots_of(const struct writer *writer, uint32_t object);
/* A random bound name and up to `steps` slots after it; object 0 when nothing is bound. */
struct operand random_operand(struct writer *writer, uint32_t steps);

struct request {
  uint32_t kind, slots, bytes, items; /* bytes 0: the default size of the kind */
  struct operand item[MAX_ITEMS];
  char finalizer[ACTION_NAME]; /* the action, empty for none */
  int is_wild, is_legacy, is_immortal;
};
void write_new(struct writer *writer, struct name name, const struct request *request);
/* Into a slot of what `owner` stands for, which must be mutable and have that slot; `value` may be null.  Nothing is
 * written when the slot is for wild objects and the value is none. */
void write_set(struct writer *writer, const struct operand *owner, uint32_t slot, const struct operand *value);
void write_let(struct writer *writer, struct name name, const struct operand *value);
void write_del(struct writer *writer, struct name name);
void write_hold(struct writer *writer, uint32_t index, const struct operand *value);
void write_release(struct writer *writer, uint32_t index);
void write_call(struct writer *writer, uint32_t label, uint32_t arguments, const struct operand *argument);
void write_return(struct writer *writer, const struct operand *value); /* value may be a null pointer */
void write_collect(struct writer *writer, uint32_t generation);
/* A new weak reference; `callback` is an action, or empty. */
void write_weak(struct writer *writer, struct name name, const struct operand *object, const char *callback);
/* let NAME TEXT, where only the run tells what the text stands for. */
void write_let_unknown(struct writer *writer, struct name name, const char *text);
void write_line(struct writer *writer, const char *statement);
/* The same, as printf does. */
__attribute__((format(printf, 2, 3))) void write_format(struct writer *writer, const char *format, ...);
void write_threshold(struct writer *writer, uint32_t first, uint32_t second, uint32_t third);

#endif
