/* Taking words from a line. */
#include "scanner.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "names.h"

void scanner_start(struct scanner *scanner, const struct line *line, struct problem *problem)
{
  scanner->line = *line;
  scanner->at = 0;
  scanner->problem = problem;
}

int scanner_fail(struct scanner *scanner, uint32_t column, const char *format, ...)
{
  char message[PROBLEM_BYTES];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return problem_at(scanner->problem, scanner->line.number, column, "%s", message);
}

uint32_t scanner_column(const struct scanner *scanner)
{
  return scanner->at + 1;
}

/* The next byte, or a newline at the end of the line. */
static char peek(const struct scanner *scanner)
{
  return scanner->at < scanner->line.size ? scanner->line.text[scanner->at] : '\n';
}

void skip_blanks(struct scanner *scanner)
{
  while (peek(scanner) == ' ' || peek(scanner) == '\t') scanner->at++;
}

int at_end(struct scanner *scanner)
{
  skip_blanks(scanner);
  return peek(scanner) == '\n' || peek(scanner) == '#';
}

int take_byte(struct scanner *scanner, char byte)
{
  if (peek(scanner) != byte) return 0;
  scanner->at++;
  return 1;
}

static int is_blank_or_end(char byte)
{
  return byte == ' ' || byte == '\t' || byte == '#' || byte == '\n';
}

struct word take_word(struct scanner *scanner)
{
  struct word word = {scanner->line.text + scanner->at, 0, scanner_column(scanner)};
  while (!is_blank_or_end(peek(scanner)) && peek(scanner) != '=' && peek(scanner) != ',') {
    scanner->at++;
    word.size++;
  }
  return word;
}

static int is_letter(char byte)
{
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || (unsigned char)byte >= 0x80;
}

static int is_digit(char byte)
{
  return byte >= '0' && byte <= '9';
}

int scanner_unexpected(struct scanner *scanner, const char *what)
{
  uint32_t column = scanner_column(scanner);
  if (is_blank_or_end(peek(scanner))) return scanner_fail(scanner, column, "expected %s", what);
  struct word word = take_word(scanner);
  if (word.size == 0) word.size = 1; /* a lone `=` or `,` */
  return scanner_fail(scanner, column, "expected %s, not `%.*s`", what, problem_quote(word.text, word.size), word.text);
}

int take_name(struct scanner *scanner, const char *what, struct word *name)
{
  uint32_t begin = scanner->at, end = begin;
  const char *text = scanner->line.text;
  if (end < scanner->line.size && text[end] == '$') end++;
  if (end == scanner->line.size || !is_letter(text[end])) return scanner_unexpected(scanner, what);
  while (end < scanner->line.size && (is_letter(text[end]) || is_digit(text[end]))) end++;
  *name = (struct word){text + begin, end - begin, begin + 1};
  if (name->size > NAME_BYTES)
    return scanner_fail(scanner, name->column, "the name is longer than %d bytes", NAME_BYTES);
  scanner->at = end;
  return 1;
}

int take_number(struct scanner *scanner, const char *what, uint32_t most, uint32_t *number)
{
  uint32_t column = scanner_column(scanner), begin = scanner->at;
  uint64_t value = 0;
  if (!is_digit(peek(scanner))) return scanner_unexpected(scanner, what);
  for (; is_digit(peek(scanner)); scanner->at++)
    if (value <= most) value = value * 10 + (uint64_t)(peek(scanner) - '0');
  if (scanner->line.text[begin] == '0' && scanner->at > begin + 1)
    return scanner_fail(scanner, column, "a number has no leading zeros");
  if (value > most) return scanner_fail(scanner, column, "expected %s up to %u", what, most);
  *number = (uint32_t)value;
  return 1;
}

int end_word(struct scanner *scanner)
{
  if (is_blank_or_end(peek(scanner))) return 1;
  return scanner_unexpected(scanner, "a blank here");
}

int end_statement(struct scanner *scanner)
{
  int apart = scanner->at > 0 && is_blank_or_end(scanner->line.text[scanner->at - 1]);
  uint32_t begin = scanner->at;
  if (at_end(scanner)) return 1;
  return scanner_unexpected(scanner, apart || scanner->at > begin ? "the end of the statement" : "a blank here");
}

int word_is(const struct word *word, const char *text)
{
  if (word->size == 0 || word->text[0] != text[0]) return 0; /* most comparisons end here */
  return strlen(text) == word->size && memcmp(word->text, text, word->size) == 0;
}
