/* Reading messages. */
#include "protocol.h"
#include <string.h>
#include "json.h"
#include "scanner.h"

/* The second member of a message is a number: what it is called. */
struct message_row {
  const char *name, *number;
};

static const struct message_row rows[MESSAGE_KINDS] = {
    [MESSAGE_HELLO] = {"hello", "protocol"},
    [MESSAGE_DONE] = {"done", "n"},
    [MESSAGE_UNSUPPORTED] = {"unsupported", "n"},
    [MESSAGE_ERROR] = {"error", "line"},
    [MESSAGE_DEALLOC] = {"dealloc", "line"},
    [MESSAGE_CLEAR] = {"clear", "line"},
    [MESSAGE_COLLECT_START] = {"collect_start", "line"},
    [MESSAGE_COLLECT_STOP] = {"collect_stop", "line"},
    [MESSAGE_ANSWER] = {"answer", "line"},
    [MESSAGE_FINALIZE] = {"finalize", "line"},
    [MESSAGE_CALLBACK] = {"callback", "line"},
    [MESSAGE_UNRAISABLE] = {"unraisable", "line"},
    [MESSAGE_ARENA_NEW] = {"arena_new", "line"},
    [MESSAGE_ARENA_FREE] = {"arena_free", "line"},
    [MESSAGE_MISUSE] = {"misuse", "line"},
};

void message_open(struct message *message)
{
  memset(message, 0, sizeof *message);
  text_open(&message->text, -1);
}

void message_close(struct message *message)
{
  text_close(&message->text);
}

const char *message_name(enum message_kind kind)
{
  return rows[kind].name;
}

const char *message_value(const struct message *message, const char *key, size_t *size)
{
  size_t length = strlen(key);
  for (uint32_t i = 0; i < message->count; i++) {
    const struct member *member = &message->members[i];
    if (member->key_size != length || memcmp(message->text.bytes + member->key, key, length) != 0) continue;
    *size = member->value_size;
    return message->text.bytes + member->value;
  }
  return NULL;
}

const char *message_string(const struct message *message, const char *key, size_t *size)
{
  const char *value = message_value(message, key, size);
  if (value == NULL || value[0] != '"') return NULL;
  *size -= 2;
  return value + 1;
}

/* In normal form, which is well-formed: past the value at `at`. */
static size_t skip_value(const char *bytes, size_t at)
{
  uint32_t depth = 0;
  int in_string = 0;
  for (;; at++) {
    char byte = bytes[at];
    if (in_string) {
      if (byte == '\\') at++;
      else if (byte == '"') in_string = 0;
      continue;
    }
    if (byte == '"') in_string = 1;
    else if (byte == '[' || byte == '{') depth++;
    else if (depth == 0 && (byte == ',' || byte == '}')) return at;
    else if (byte == ']' || byte == '}') depth--;
  }
}

/* Notes where the members stand. */
static int find_members(struct message *message, const struct line *line, struct problem *problem)
{
  const char *bytes = message->text.bytes;
  size_t at = 1;
  message->count = 0;
  while (bytes[at] == '"') {
    struct member member = {.key = at + 1};
    if (message->count == MESSAGE_MEMBERS)
      return problem_at(problem, line->number, 0, "more than %d members", MESSAGE_MEMBERS);
    for (at++; bytes[at] != '"'; at++)
      if (bytes[at] == '\\') at++;
    member.key_size = at - member.key;
    member.value = at + 2;
    at = skip_value(bytes, member.value);
    member.value_size = at - member.value;
    message->members[message->count++] = member;
    if (bytes[at] == ',') at++;
  }
  return 1;
}

static int find_kind(struct message *message, const struct line *line, struct problem *problem)
{
  size_t size;
  const char *name = message_string(message, "event", &size);
  if (name == NULL) return problem_at(problem, line->number, 0, "expected the member \"event\", a string");
  for (int kind = 0; kind < MESSAGE_KINDS; kind++)
    if (strlen(rows[kind].name) == size && memcmp(rows[kind].name, name, size) == 0) {
      message->kind = (enum message_kind)kind;
      return 1;
    }
  return problem_at(problem, line->number, 0, "unknown event `%.*s`", problem_quote(name, (uint32_t)size), name);
}

static int find_number(struct message *message, const struct line *line, struct problem *problem)
{
  size_t size;
  const char *key = rows[message->kind].number, *digits = message_value(message, key, &size);
  int good = digits != NULL && size <= 15;
  message->number = 0;
  for (size_t i = 0; good && i < size; i++) {
    good = digits[i] >= '0' && digits[i] <= '9';
    if (good) message->number = message->number * 10 + (uint64_t)(digits[i] - '0');
  }
  if (good) return 1;
  return problem_at(problem, line->number, 0, "expected the member \"%s\" of `%s`, a number", key,
                    rows[message->kind].name);
}

int message_read(struct message *message, const struct line *line, struct problem *problem)
{
  struct scanner scanner;
  message->text.used = 0;
  if (!line_is_text(line, problem)) return 0;
  scanner_start(&scanner, line, problem);
  skip_blanks(&scanner);
  if (scanner.at == line->size || line->text[scanner.at] != '{')
    return scanner_fail(&scanner, scanner_column(&scanner), "expected a JSON object");
  if (!take_json(&scanner, &message->text)) return 0;
  skip_blanks(&scanner);
  if (scanner.at != line->size)
    return scanner_fail(&scanner, scanner_column(&scanner), "expected the end of the line after the JSON object");
  text_putc(&message->text, '\0'); /* a guard, not of the text */
  if (message->text.failed) return problem_at(problem, line->number, 0, "out of memory");
  message->text.used--;
  return find_members(message, line, problem) && find_kind(message, line, problem) &&
         find_number(message, line, problem);
}
