/* Buffered writing, and the two JSON scalars that need care. */
#define _POSIX_C_SOURCE 200809L
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 65536 };

void text_open(struct text *text, int descriptor)
{
  memset(text, 0, sizeof *text);
  text->descriptor = descriptor;
}

void text_close(struct text *text)
{
  text_flush(text);
  free(text->bytes);
  text->bytes = NULL;
  text->used = text->room = 0;
}

void text_flush(struct text *text)
{
  if (text->descriptor < 0) return;
  for (size_t done = 0; done < text->used && !text->failed;) {
    ssize_t written = write(text->descriptor, text->bytes + done, text->used - done);
    if (written >= 0) done += (size_t)written;
    else if (errno != EINTR) text->failed = errno;
  }
  text->used = 0;
}

/* Room for `size` more bytes: 0 when there is none. */
static int reserve(struct text *text, size_t size)
{
  if (text->descriptor >= 0 && text->used >= FLUSH_BYTES) text_flush(text);
  if (size <= text->room - text->used) return 1;
  size_t room = text->room > 0 ? text->room : text->descriptor >= 0 ? 2 * FLUSH_BYTES : 256;
  while (room - text->used < size) room *= 2;
  char *bytes = realloc(text->bytes, room);
  if (bytes == NULL) {
    text->failed = ENOMEM;
    return 0;
  }
  text->bytes = bytes;
  text->room = room;
  return 1;
}

void text_put(struct text *text, const char *bytes, size_t size)
{
  if (size == 0 || !reserve(text, size)) return;
  memcpy(text->bytes + text->used, bytes, size);
  text->used += size;
}

void text_puts(struct text *text, const char *string)
{
  text_put(text, string, strlen(string));
}

void text_putc(struct text *text, char byte)
{
  text_put(text, &byte, 1);
}

void text_number(struct text *text, uint64_t number)
{
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  text_put(text, digits + at, sizeof digits - at);
}

static void escape(struct text *text, unsigned char byte)
{
  static const char hexadecimal[] = "0123456789abcdef";
  char sequence[6] = {'\\', 'u', '0', '0', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
  text_put(text, sequence, sizeof sequence);
}

void text_json_string(struct text *text, const char *bytes, size_t size)
{
  text_putc(text, '"');
  size_t begin = 0;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F) continue;
    text_put(text, bytes + begin, i - begin);
    begin = i + 1;
    if (byte == '"' || byte == '\\') {
      text_putc(text, '\\');
      text_putc(text, (char)byte);
    } else {
      escape(text, byte);
    }
  }
  text_put(text, bytes + begin, size - begin);
  text_putc(text, '"');
}
