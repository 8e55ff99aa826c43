/* Statements in canonical form, taken apart. */
#ifndef HEAPPROOF_ADAPTER_STATEMENTS_H
#define HEAPPROOF_ADAPTER_STATEMENTS_H
#include <stdint.h>
#include "records.h"

enum verb {
  DO_NEW,
  DO_SET,
  DO_LET,
  DO_LET_DEREF,
  DO_DEL,
  DO_HOLD,
  DO_RELEASE,
  DO_CALL,
  DO_RETURN,
  DO_RETURN_VALUE,
  DO_EXIT,
  DO_COLLECT,
  DO_ENABLE,
  DO_DISABLE,
  DO_THRESHOLD,
  DO_FREEZE,
  DO_UNFREEZE,
  DO_DEBUG,
  DO_WEAK,
  DO_ACTION,
  DO_END,
  DO_QUERY
};
enum query {
  ASK_REFCOUNT,
  ASK_GETREFCOUNT,
  ASK_TRACKED,
  ASK_FINALIZED,
  ASK_DEREF,
  ASK_REFERRERS,
  ASK_REFERENTS, /* of an object */
  ASK_COUNT,
  ASK_THRESHOLD,
  ASK_ENABLED,
  ASK_OBJECTS,
  ASK_GARBAGE,
  ASK_STATS,
  ASK_LIVE,
  ASK_FROZEN
};
enum { FIRST_ASK_WITHOUT_OBJECT = ASK_COUNT, ALL_GENERATIONS = 3 };
enum root { ROOT_NULL, ROOT_NAME, ROOT_SELF, ROOT_REF };

/* Its text stands in the statement's; `path` begins at the first `.` in it. */
struct operand {
  enum root root;
  uint32_t name;
  const char *path, *end;
};

struct statement {
  enum verb verb;
  enum query query;
  uint64_t line;
  char *text; /* what it was taken from; owned by statements of actions only */
  uint32_t name;
  struct operand target, value;
  struct operand *items; /* of new and call */
  uint32_t *parameters;  /* of call */
  uint32_t item_count, item_room;
  enum kind kind;
  uint32_t slots, action;
  int is_legacy, is_immortal, saves_all;
  uint32_t numbers[3], number_count; /* thresholds, or a generation */
  const char *echo;                  /* a query as it is echoed */
};

enum parsed { PARSED, PARSE_ERROR, PARSE_UNSUPPORTED };

/* Into a statement that was parsed before or is all zero; the message is valid until the next call. */
enum parsed parse_statement(struct statement *statement, char *text, int in_action);
const char *parse_message(void);
/* A line as it came: printable, well-formed UTF-8, not too long. */
int line_is_text(const char *line, size_t size);
int may_stand_in_action(const struct statement *statement);

#endif
