/* Text being written: a growing buffer, or a buffer in front of a file descriptor.
 *
 * A failure (no memory, a write that fails) is remembered and shows in `failed`; writing on is harmless, so that
 * callers look once, at the end. */
#ifndef HEAPPROOF_TEXT_H
#define HEAPPROOF_TEXT_H
#include <stddef.h>
#include <stdint.h>

struct text {
  char *bytes;
  size_t used, room;
  int descriptor; /* -1: keep everything in memory */
  int failed;     /* 0, or the errno of the first failure */
};

void text_open(struct text *text, int descriptor);
void text_close(struct text *text);
void text_flush(struct text *text); /* no-op for text in memory */
void text_put(struct text *text, const char *bytes, size_t size);
void text_puts(struct text *text, const char *string);
void text_putc(struct text *text, char byte);
void text_number(struct text *text, uint64_t number);
/* A JSON string in quotes; `bytes` is UTF-8. */
void text_json_string(struct text *text, const char *bytes, size_t size);

#endif
