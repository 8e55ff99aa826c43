/* Reading and checking lines. */
#define _POSIX_C_SOURCE 200809L
#include "reader.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER_BYTES = 4 * LINE_BYTES };

int reader_open(struct reader *reader, const char *path, struct problem *problem)
{
  memset(reader, 0, sizeof *reader);
  reader->owned = strcmp(path, "-") != 0;
  reader->descriptor = reader->owned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (reader->descriptor < 0) return problem_at(problem, 0, 0, "%s", strerror(errno));
  reader->buffer = malloc(BUFFER_BYTES);
  if (reader->buffer == NULL) return problem_at(problem, 0, 0, "out of memory");
  return 1;
}

int reader_open_bytes(struct reader *reader, const char *bytes, size_t size, struct problem *problem)
{
  memset(reader, 0, sizeof *reader);
  reader->descriptor = -1;
  reader->at_end = 1;
  reader->buffer = malloc(size + 1);
  if (reader->buffer == NULL) return problem_at(problem, 0, 0, "out of memory");
  memcpy(reader->buffer, bytes, size);
  reader->end = size;
  return 1;
}

void reader_close(struct reader *reader)
{
  if (reader->owned && reader->descriptor >= 0) close(reader->descriptor);
  free(reader->buffer);
  reader->buffer = NULL;
  reader->descriptor = -1;
}

/* Takes what the input has now; a terminal or a pipe is not waited for longer than one line needs. */
static int refill(struct reader *reader, struct problem *problem)
{
  memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
  reader->end -= reader->begin;
  reader->begin = 0;
  ssize_t taken;
  do taken = read(reader->descriptor, reader->buffer + reader->end, BUFFER_BYTES - reader->end);
  while (taken < 0 && errno == EINTR);
  if (taken < 0) return problem_at(problem, reader->line + 1, 0, "cannot read: %s", strerror(errno));
  if (taken == 0) reader->at_end = 1;
  reader->end += (size_t)taken;
  return 1;
}

/* Bytes of the well-formed UTF-8 character that begins at `text`, or 0. */
static uint32_t character_bytes(const unsigned char *text, uint32_t left)
{
  unsigned first = text[0];
  uint32_t bytes = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (bytes == 0 || bytes > left) return 0;
  for (uint32_t i = 1; i < bytes; i++)
    if ((text[i] & 0xC0u) != 0x80u) return 0;
  unsigned second = text[1];
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return bytes;
}

int line_is_text(const struct line *line, struct problem *problem)
{
  const unsigned char *text = (const unsigned char *)line->text;
  for (uint32_t i = 0; i < line->size;) {
    unsigned byte = text[i];
    if ((byte >= 0x20 && byte < 0x7F) || byte == '\t') {
      i++;
      continue;
    }
    uint32_t bytes = byte < 0x80 ? 0 : character_bytes(text + i, line->size - i);
    if (bytes == 0)
      return problem_at(problem, line->number, i + 1,
                        byte < 0x80 ? "control character 0x%02x" : "byte 0x%02x is not UTF-8", byte);
    i += bytes;
  }
  return 1;
}

/* Hands out the `size` bytes at `begin`, and drops `ending` more. */
static int hand_out(struct reader *reader, size_t size, size_t ending, struct line *line, struct problem *problem)
{
  reader->line++;
  line->text = reader->buffer + reader->begin;
  line->number = reader->line;
  reader->begin += size + ending;
  if (size > 0 && ending > 0 && line->text[size - 1] == '\r') size--;
  line->size = (uint32_t)size;
  if (size > LINE_BYTES) {
    problem_at(problem, line->number, LINE_BYTES + 1, "the line is longer than %d bytes", LINE_BYTES);
    return READ_PROBLEM;
  }
  return line_is_text(line, problem) ? READ_LINE : READ_PROBLEM;
}

int reader_next(struct reader *reader, struct line *line, struct problem *problem)
{
  size_t searched = 0;
  for (;;) {
    const char *begin = reader->buffer + reader->begin;
    size_t size = reader->end - reader->begin;
    const char *newline = size > searched ? memchr(begin + searched, '\n', size - searched) : NULL;
    if (newline != NULL) return hand_out(reader, (size_t)(newline - begin), 1, line, problem);
    if (size > LINE_BYTES + 1) return hand_out(reader, LINE_BYTES + 1, 0, line, problem);
    if (reader->at_end) return size == 0 ? READ_END : hand_out(reader, size, 0, line, problem);
    searched = size;
    if (!refill(reader, problem)) return READ_PROBLEM;
  }
}

int reader_has_line(const struct reader *reader)
{
  size_t size = reader->end - reader->begin;
  return size > 0 && (size > LINE_BYTES + 1 || memchr(reader->buffer + reader->begin, '\n', size) != NULL);
}
