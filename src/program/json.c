/* A JSON checker: recursive over arrays and objects, JSON_DEPTH deep at most. */
#include "json.h"
#include <string.h>

static int take_value(struct scanner *scanner, struct text *value, uint32_t depth);

static int no_value(struct scanner *scanner, const char *what)
{
  return scanner_fail(scanner, scanner_column(scanner), "expected %s", what);
}

static int peek_byte(const struct scanner *scanner)
{
  return scanner->at < scanner->line.size ? (unsigned char)scanner->line.text[scanner->at] : '\n';
}

/* Takes `byte`, with blanks around it, and writes it. */
static int take_mark(struct scanner *scanner, struct text *value, char byte)
{
  skip_blanks(scanner);
  if (!take_byte(scanner, byte)) return 0;
  text_putc(value, byte);
  skip_blanks(scanner);
  return 1;
}

static int is_hexadecimal(int byte)
{
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* What follows a backslash. */
static int take_escape(struct scanner *scanner)
{
  int byte = peek_byte(scanner);
  if (byte == '\n' || strchr("\"\\/bfnrtu", byte) == NULL) return 0;
  scanner->at++;
  for (int i = 0; byte == 'u' && i < 4; i++) {
    if (!is_hexadecimal(peek_byte(scanner))) return 0;
    scanner->at++;
  }
  return 1;
}

static int take_string(struct scanner *scanner, struct text *value)
{
  uint32_t begin = scanner->at;
  if (!take_byte(scanner, '"')) return no_value(scanner, "a JSON string");
  while (!take_byte(scanner, '"')) {
    int byte = peek_byte(scanner);
    if (byte == '\n' || byte == '\t') return no_value(scanner, "the end of the JSON string");
    scanner->at++;
    if (byte == '\\' && !take_escape(scanner)) return no_value(scanner, "a JSON escape");
  }
  text_put(value, scanner->line.text + begin, scanner->at - begin);
  return 1;
}

static uint32_t take_digits(struct scanner *scanner)
{
  uint32_t begin = scanner->at;
  while (peek_byte(scanner) >= '0' && peek_byte(scanner) <= '9') scanner->at++;
  return scanner->at - begin;
}

static int take_json_number(struct scanner *scanner, struct text *value)
{
  uint32_t begin = scanner->at;
  take_byte(scanner, '-');
  int zero = peek_byte(scanner) == '0';
  uint32_t digits = take_digits(scanner);
  int good = digits > 0 && !(zero && digits > 1);
  if (good && take_byte(scanner, '.')) good = take_digits(scanner) > 0;
  if (good && (take_byte(scanner, 'e') || take_byte(scanner, 'E'))) {
    if (!take_byte(scanner, '-')) take_byte(scanner, '+');
    good = take_digits(scanner) > 0;
  }
  if (!good) return no_value(scanner, "a JSON number");
  text_put(value, scanner->line.text + begin, scanner->at - begin);
  return 1;
}

static int take_literal(struct scanner *scanner, struct text *value)
{
  static const char *const literals[] = {"true", "false", "null"};
  uint32_t left = scanner->line.size - scanner->at;
  for (int i = 0; i < 3; i++) {
    uint32_t size = (uint32_t)strlen(literals[i]);
    if (left < size || memcmp(scanner->line.text + scanner->at, literals[i], size) != 0) continue;
    scanner->at += size;
    text_puts(value, literals[i]);
    return 1;
  }
  return no_value(scanner, "a JSON value");
}

/* The rest of an array or an object, after its opening mark. */
static int take_members(struct scanner *scanner, struct text *value, char closing, uint32_t depth)
{
  if (depth == JSON_DEPTH)
    return scanner_fail(scanner, scanner_column(scanner), "JSON nested more than %d deep", JSON_DEPTH);
  if (take_mark(scanner, value, closing)) return 1;
  do {
    if (closing == '}') {
      if (!take_string(scanner, value)) return 0;
      if (!take_mark(scanner, value, ':')) return no_value(scanner, "`:`");
    }
    if (!take_value(scanner, value, depth + 1)) return 0;
  } while (take_mark(scanner, value, ','));
  return take_mark(scanner, value, closing) ? 1 : no_value(scanner, closing == ']' ? "`,` or `]`" : "`,` or `}`");
}

static int take_value(struct scanner *scanner, struct text *value, uint32_t depth)
{
  int byte = peek_byte(scanner);
  if (byte == '"') return take_string(scanner, value);
  if (byte == '-' || (byte >= '0' && byte <= '9')) return take_json_number(scanner, value);
  if (take_mark(scanner, value, '[')) return take_members(scanner, value, ']', depth);
  if (take_mark(scanner, value, '{')) return take_members(scanner, value, '}', depth);
  return take_literal(scanner, value);
}

int take_json(struct scanner *scanner, struct text *value)
{
  return take_value(scanner, value, 0);
}
