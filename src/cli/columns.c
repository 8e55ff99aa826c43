/* Writing two columns. */
#include "columns.h"
#include <string.h>

enum { COLUMN = 96 }; /* characters of the left column; a longer message makes its row longer */

/* The width of UTF-8 on a terminal, nearly: its characters. */
static size_t characters(const char *bytes, size_t size)
{
  size_t count = 0;
  for (size_t i = 0; i < size; i++) count += ((unsigned char)bytes[i] & 0xC0u) != 0x80u;
  return count;
}

static void put_row(struct text *out, const char *left, size_t left_size, char mark, const char *right,
                    size_t right_size)
{
  text_puts(out, "    ");
  text_put(out, left, left_size);
  if (right_size > 0 || mark != ' ') {
    for (size_t width = characters(left, left_size); width < COLUMN; width++) text_putc(out, ' ');
    text_putc(out, ' ');
    text_putc(out, mark);
  }
  if (right_size > 0) {
    text_putc(out, ' ');
    text_put(out, right, right_size);
  }
  text_putc(out, '\n');
}

void columns_title(struct text *out, const char *left, const char *right)
{
  text_puts(out,
            "# Messages that are compared stand beside each other; `|` marks those that differ.  Messages that the\n"
            "# adapter's promises leave out follow in parentheses.\n\n");
  put_row(out, left, strlen(left), ' ', right, strlen(right));
  text_putc(out, '\n');
}

static void put_statement(struct text *out, const struct canonical *program, uint64_t n)
{
  size_t size;
  const char *statement = canonical_statement(program, n, &size);
  text_number(out, n);
  text_puts(out, ": ");
  text_put(out, statement, size);
  text_putc(out, '\n');
}

/* The next message at or after *index whose mark is this, without it; null when there is none. */
static const char *next_marked(const struct lines *lines, uint32_t *index, char mark, size_t *size)
{
  while (*index < lines->count) {
    const char *line = lines_get(lines, (*index)++, size);
    if (line[0] != mark) continue;
    (*size)--;
    return line + 1;
  }
  *size = 0;
  return NULL;
}

static void put_compared(struct text *out, const struct lines *left, const struct lines *right)
{
  uint32_t left_index = 0, right_index = 0;
  for (;;) {
    size_t left_size, right_size;
    const char *left_line = next_marked(left, &left_index, '=', &left_size);
    const char *right_line = next_marked(right, &right_index, '=', &right_size);
    if (left_line == NULL && right_line == NULL) return;
    int same = left_size == right_size && memcmp(left_line, right_line, left_size) == 0;
    put_row(out, left_line != NULL ? left_line : "(nothing)", left_line != NULL ? left_size : 9, same ? ' ' : '|',
            right_line != NULL ? right_line : "(nothing)", right_line != NULL ? right_size : 9);
  }
}

static void put_left_out(struct text *out, const struct lines *lines, const char *whose)
{
  size_t size;
  const char *line;
  for (uint32_t index = 0; (line = next_marked(lines, &index, ' ', &size)) != NULL;) {
    text_puts(out, "    (");
    text_puts(out, whose);
    text_put(out, line, size);
    text_puts(out, ")\n");
  }
}

void columns_put(struct text *out, const struct canonical *program, uint64_t n, const struct lines *left,
                 const struct lines *right)
{
  put_statement(out, program, n);
  put_compared(out, left, right);
  put_left_out(out, left, "heapproof: ");
  put_left_out(out, right, "adapter: ");
}

void columns_unsupported(struct text *out, const struct canonical *program, uint64_t n)
{
  put_statement(out, program, n);
  text_puts(out, "    (the adapter does not support it: left out on both sides)\n");
}
