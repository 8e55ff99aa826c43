/* Writing findings. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "findings.h"
#include "columns.h"
#include "commands.h"
#include "graph.h"
#include "program/profiles.h"
#include "os/folder.h"

enum { PATH_BYTES = 4096, SHOWN = 600 };

/* folder/label/name, in `path`. */
static void put_path(char *path, const char *folder, const char *label, const char *name)
{
  snprintf(path, PATH_BYTES, "%s/%s%s%s", folder, label, name[0] != '\0' ? "/" : "", name);
}

static int complain(const char *path, int failed)
{
  fprintf(stderr, "heapproof: cannot write %s: %s\n", path, strerror(failed));
  return 0;
}

/* 0, or an errno. */
static int close_file(FILE *file)
{
  int failed = ferror(file) ? EIO : 0;
  if (fclose(file) != 0 && failed == 0) failed = errno;
  return failed;
}

int write_program(const char *path, const struct canonical *program)
{
  FILE *file = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
  if (file == NULL) return errno;
  for (uint64_t n = 1; n <= canonical_count(program); n++) {
    size_t size;
    const char *statement = canonical_statement(program, n, &size);
    fwrite(statement, 1, size, file);
    fputc('\n', file);
  }
  if (file != stdout) return close_file(file);
  return fflush(stdout) != 0 ? errno : 0;
}

int findings_write_original(const char *folder, const char *label, const struct canonical *program)
{
  char path[PATH_BYTES];
  put_path(path, folder, label, "");
  int failed = folder_make(path);
  if (failed != 0) return complain(path, failed);
  put_path(path, folder, label, "original.heap");
  failed = write_program(path, program);
  return failed == 0 ? 1 : complain(path, failed);
}

static int write_text(const char *path, const struct text *text)
{
  FILE *file = fopen(path, "w");
  if (file == NULL) return complain(path, errno);
  fwrite(text->bytes, 1, text->used, file);
  int failed = text->failed != 0 ? text->failed : 0, closed = close_file(file);
  if (failed == 0) failed = closed;
  return failed == 0 ? 1 : complain(path, failed);
}

static int write_streams(const char *path, struct comparison *comparison, const struct canonical *minimal)
{
  struct text report;
  text_open(&report, -1);
  columns_title(&report, "heapproof", comparison->peer->hello.name);
  comparison->report = &report;
  comparison_run(comparison, minimal);
  comparison->report = NULL;
  int good = write_text(path, &report);
  text_close(&report);
  return good;
}

/* The heap after a line of the program that was just written. */
static int draw(const char *folder, const char *label, const char *name, uint64_t line, uint32_t profile)
{
  char path[PATH_BYTES], program[PATH_BYTES];
  put_path(path, folder, label, name);
  put_path(program, folder, label, "minimal.heap");
  FILE *file = fopen(path, "w");
  if (file == NULL) return complain(path, errno);
  int drawn = graph_write(file, program, line, profile), failed = close_file(file);
  if (failed != 0) return complain(path, failed);
  return drawn == EXIT_FINE;
}

int findings_write_minimal(const char *folder, const char *label, struct comparison *comparison,
                           const struct canonical *minimal)
{
  char path[PATH_BYTES];
  uint64_t last = canonical_count(minimal);
  uint32_t profile = profile_named(comparison->peer->hello.profile);
  put_path(path, folder, label, "minimal.heap");
  int failed = write_program(path, minimal);
  if (failed != 0) return complain(path, failed);
  int good = last < 2 || draw(folder, label, "before.dot", last - 1, profile);
  good = good && draw(folder, label, "after.dot", last, profile);
  put_path(path, folder, label, "streams.txt");
  return good && write_streams(path, comparison, minimal);
}

static void print_part(FILE *out, const char *whose, const struct text *part)
{
  if (part->used == 0) {
    fprintf(out, "  %s nothing\n", whose);
    return;
  }
  int shown = problem_quote(part->bytes, (uint32_t)part->used);
  if (part->used <= SHOWN) shown = (int)part->used;
  fprintf(out, "  %s %.*s%s\n", whose, shown, part->bytes, (size_t)shown < part->used ? "..." : "");
}

void findings_print(FILE *out, const struct canonical *program, const struct difference *difference)
{
  size_t size;
  const char *statement = canonical_statement(program, difference->statement, &size);
  fprintf(out, "first difference: %s %s, at statement %" PRIu64 ": %.*s\n", difference_kind_name(difference->kind),
          difference->what, difference->statement, size < SHOWN ? (int)size : SHOWN, statement);
  print_part(out, "heapproof:", &difference->expected);
  print_part(out, "adapter:  ", &difference->actual);
}
