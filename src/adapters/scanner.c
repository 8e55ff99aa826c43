/* Taking words from a statement's text. */
#include "scanner.h"
#include <stdio.h>
#include <string.h>
#include "names.h"

enum { MOST_LINE = 65536 };

static char message[200];

int scan_fail(const char *format, const char *what)
{
  enum { QUOTED = 40 };
  char quoted[QUOTED + 1];
  size_t size = strcspn(what, " \t");
  if (size > QUOTED) size = QUOTED;
  while (size > 0 && size == QUOTED && ((unsigned char)what[size] & 0xC0) == 0x80) size--; /* no half characters */
  memcpy(quoted, what, size);
  quoted[size] = '\0';
  (void)snprintf(message, sizeof message, format, quoted);
  return 0;
}

const char *scan_message(void)
{
  return message;
}

static int is_blank(char byte)
{
  return byte == ' ' || byte == '\t';
}

void scan_blanks(struct scanner *scanner)
{
  while (is_blank(*scanner->at)) scanner->at++;
}

int scan_end(struct scanner *scanner)
{
  scan_blanks(scanner);
  return *scanner->at == '\0';
}

int scan_done(struct scanner *scanner)
{
  if (scan_end(scanner)) return 1;
  return scan_fail("expected the end of the statement, not `%s`", scanner->at);
}

int scan_word_done(struct scanner *scanner)
{
  if (*scanner->at == '\0' || is_blank(*scanner->at)) return 1;
  return scan_fail("expected a blank before `%s`", scanner->at);
}

int scan_byte(struct scanner *scanner, char byte)
{
  if (*scanner->at != byte) return 0;
  scanner->at++;
  return 1;
}

static int is_letter(char byte)
{
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || (unsigned char)byte >= 0x80;
}

static int is_digit(char byte)
{
  return byte >= '0' && byte <= '9';
}

int scan_word(struct scanner *scanner, const char *word)
{
  size_t size = strlen(word);
  if (strncmp(scanner->at, word, size) != 0) return 0;
  if (is_letter(scanner->at[size]) || is_digit(scanner->at[size])) return 0;
  scanner->at += size;
  return 1;
}

static uint32_t name_size(const char *text)
{
  const char *at = text + (*text == '$');
  if (!is_letter(*at)) return 0;
  while (is_letter(*at) || is_digit(*at)) at++;
  return (uint32_t)(at - text);
}

static int spells(const char *text, uint32_t size, const char *word)
{
  return strlen(word) == size && memcmp(text, word, size) == 0;
}

int scan_name(struct scanner *scanner, uint32_t *name)
{
  uint32_t size = name_size(scanner->at);
  if (size == 0) return scan_fail("expected a name, not `%s`", scanner->at);
  if (size > NAME_BYTES) return scan_fail("the name `%s...` is longer than 64 bytes", scanner->at);
  if (spells(scanner->at, size, "null") || spells(scanner->at, size, "self") || spells(scanner->at, size, "ref"))
    return scan_fail("`%s` cannot be a name", scanner->at);
  *name = name_of(scanner->at, size);
  scanner->at += size;
  return 1;
}

int scan_plain(struct scanner *scanner, uint32_t *name)
{
  if (*scanner->at == '$') return scan_fail("expected a name without `$`, not `%s`", scanner->at);
  return scan_name(scanner, name);
}

int scan_number(struct scanner *scanner, uint32_t most, uint32_t *number)
{
  uint64_t value = 0;
  const char *begin = scanner->at;
  for (; is_digit(*scanner->at); scanner->at++)
    if (value <= most) value = value * 10 + (uint64_t)(*scanner->at - '0');
  if (scanner->at == begin || (*begin == '0' && scanner->at > begin + 1) || value > most)
    return scan_fail("`%s` is not a number allowed here", begin);
  *number = (uint32_t)value;
  return 1;
}

/* `null`, `self`, `ref` or a name. */
static int scan_root(struct scanner *scanner, struct operand *operand)
{
  if (scan_word(scanner, "null")) operand->root = ROOT_NULL;
  else if (scan_word(scanner, "self")) operand->root = ROOT_SELF;
  else if (scan_word(scanner, "ref")) operand->root = ROOT_REF;
  else {
    operand->root = ROOT_NAME;
    return scan_name(scanner, &operand->name);
  }
  if (operand->root == ROOT_NULL || scanner->in_action) return 1;
  return scan_fail("`self` and `ref` stand for objects inside an action only%s", "");
}

int scan_operand(struct scanner *scanner, struct operand *operand)
{
  uint32_t slot;
  if (!scan_root(scanner, operand)) return 0;
  operand->path = scanner->at;
  while (operand->root != ROOT_NULL && scan_byte(scanner, '.'))
    if (!scan_number(scanner, UINT32_MAX, &slot)) return 0;
  operand->end = scanner->at;
  return 1;
}

/* --- lines --- */

/* The bytes of the well-formed character at `text`, 0 when it is none. */
static size_t character_size(const unsigned char *text, size_t left)
{
  size_t size = text[0] < 0x80   ? 1
                : text[0] < 0xC2 ? 0
                : text[0] < 0xE0 ? 2
                : text[0] < 0xF0 ? 3
                : text[0] < 0xF5 ? 4
                                 : 0;
  if (size == 0 || size > left) return 0;
  for (size_t i = 1; i < size; i++)
    if ((text[i] & 0xC0) != 0x80) return 0;
  if (text[0] == 0xE0 && text[1] < 0xA0) return 0;  /* could be shorter */
  if (text[0] == 0xED && text[1] >= 0xA0) return 0; /* a surrogate */
  if (text[0] == 0xF0 && text[1] < 0x90) return 0;
  if (text[0] == 0xF4 && text[1] >= 0x90) return 0; /* beyond Unicode */
  return size;
}

int line_is_text(const char *line, size_t size)
{
  const unsigned char *text = (const unsigned char *)line;
  if (size > MOST_LINE) return scan_fail("the line is longer than 65536 bytes%s", "");
  for (size_t at = 0; at < size;) {
    size_t step = character_size(text + at, size - at);
    if (step == 0) return scan_fail("the line is not UTF-8%s", "");
    if ((text[at] < 0x20 && text[at] != '\t') || text[at] == 0x7F)
      return scan_fail("the line has a control character%s", "");
    at += step;
  }
  return 1;
}
