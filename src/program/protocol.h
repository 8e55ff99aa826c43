/* What an adapter writes (spec/adapters.md): one JSON object a line, each a message.
 *
 * A message is kept in normal form, without blanks between its tokens, so that messages of two sides can be compared
 * as text.  Anything that is not such a message is a problem: its `line` is the line's, its column counts bytes. */
#ifndef HEAPPROOF_PROTOCOL_H
#define HEAPPROOF_PROTOCOL_H
#include <stdint.h>
#include "problem.h"
#include "reader.h"
#include "text.h"

enum { PROTOCOL_VERSION = 1, MESSAGE_MEMBERS = 12 };

enum message_kind {
  MESSAGE_HELLO,
  MESSAGE_DONE,
  MESSAGE_UNSUPPORTED,
  MESSAGE_ERROR,
  MESSAGE_DEALLOC,
  MESSAGE_CLEAR,
  MESSAGE_COLLECT_START,
  MESSAGE_COLLECT_STOP,
  MESSAGE_ANSWER,
  MESSAGE_FINALIZE,
  MESSAGE_CALLBACK,
  MESSAGE_UNRAISABLE,
  MESSAGE_ARENA_NEW,
  MESSAGE_ARENA_FREE,
  MESSAGE_MISUSE,
  MESSAGE_KINDS
};

/* A member of the object: where its key (without quotes) and its value stand in the normal form. */
struct member {
  size_t key, key_size, value, value_size;
};

struct message {
  enum message_kind kind;
  uint64_t number;  /* `n` of done and unsupported, `line` of an event, `protocol` of the hello */
  struct text text; /* the normal form */
  struct member members[MESSAGE_MEMBERS];
  uint32_t count; /* of members */
};

void message_open(struct message *message);
void message_close(struct message *message);
/* 0 and a problem when the line is no message. */
int message_read(struct message *message, const struct line *line, struct problem *problem);
const char *message_name(enum message_kind kind);
/* The value of a member as it is spelled, null when there is none. */
const char *message_value(const struct message *message, const char *key, size_t *size);
/* The characters of a member that is a string, escapes as they are spelled; null when there is none. */
const char *message_string(const struct message *message, const char *key, size_t *size);

#endif
