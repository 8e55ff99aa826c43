/* The file from which an enumeration goes on. */
#include "enumerate_state.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "options.h"

enum { LINE_BYTES = 64, PATH_BYTES = 4096 };

static void add_entry(struct enumeration *enumeration, struct state_entry entry)
{
  enumeration->entries[enumeration->entry_count++] = entry;
}

void enumeration_is(struct enumeration *enumeration, const char *key, uint64_t number)
{
  add_entry(enumeration, (struct state_entry){key, NULL, number});
}

void enumeration_range(struct enumeration *enumeration)
{
  enumeration_is(enumeration, "first", enumeration->first);
  enumeration_is(enumeration, "end", enumeration->end);
  enumeration_figure(enumeration, "next", &enumeration->next);
}

void enumeration_figure(struct enumeration *enumeration, const char *key, uint64_t *number)
{
  add_entry(enumeration, (struct state_entry){key, number, 0});
}

static int complain(const char *path, uint32_t line, size_t column, const char *what, const char *key)
{
  fprintf(stderr, "%s:%u:%u: %s `%s`\n", path, (unsigned)line, (unsigned)column, what, key);
  return 2;
}

static int read_entry(FILE *in, const char *path, uint32_t line, const struct state_entry *entry, uint64_t *number)
{
  char text[LINE_BYTES];
  size_t key = strlen(entry->key);
  if (fgets(text, sizeof text, in) == NULL) return complain(path, line, 1, "the file ends before", entry->key);
  text[strcspn(text, "\n")] = '\0';
  if (strncmp(text, entry->key, key) != 0 || text[key] != ' ') return complain(path, line, 1, "expected", entry->key);
  if (!option_number(text + key + 1, number))
    return complain(path, line, key + 2, "expected a number after", entry->key);
  if (entry->number == NULL && *number != entry->is)
    return complain(path, line, key + 2, "this file belongs to an enumeration with another", entry->key);
  return 0;
}

static int read_entries(FILE *in, const char *path, const struct enumeration *enumeration, uint64_t *numbers)
{
  const struct state_entry *entries = enumeration->entries;
  uint32_t count = enumeration->entry_count;
  for (uint32_t i = 0; i < count; i++) {
    int status = read_entry(in, path, i + 1, &entries[i], &numbers[i]);
    if (status != 0) return status;
  }
  if (fgetc(in) != EOF) return complain(path, count + 1, 1, "expected the end after", entries[count - 1].key);
  for (uint32_t i = 0; i < count; i++)
    if (entries[i].number == &enumeration->next && (numbers[i] < enumeration->first || numbers[i] > enumeration->end))
      return complain(path, i + 1, 6, "outside the cases of this enumeration:", entries[i].key);
  return 0;
}

int enumeration_load(struct enumeration *enumeration, const char *path)
{
  uint64_t numbers[MOST_STATE_ENTRIES];
  FILE *in = fopen(path, "r");
  if (in == NULL && errno == ENOENT) return 0;
  if (in == NULL) {
    fprintf(stderr, "heapproof enumerate: %s: %s\n", path, strerror(errno));
    return 2;
  }
  int status = read_entries(in, path, enumeration, numbers);
  for (uint32_t i = 0; status == 0 && i < enumeration->entry_count; i++)
    if (enumeration->entries[i].number != NULL) *enumeration->entries[i].number = numbers[i];
  fclose(in);
  return status;
}

static int write_entries(const char *path, const struct enumeration *enumeration)
{
  FILE *out = fopen(path, "w");
  if (out == NULL) return 0;
  for (uint32_t i = 0; i < enumeration->entry_count; i++) {
    const struct state_entry *entry = &enumeration->entries[i];
    fprintf(out, "%s %" PRIu64 "\n", entry->key, entry->number != NULL ? *entry->number : entry->is);
  }
  int failed = ferror(out);
  return fclose(out) == 0 && !failed;
}

int enumeration_save(const struct enumeration *enumeration, const char *path)
{
  char beside[PATH_BYTES];
  int size = snprintf(beside, sizeof beside, "%s.new", path);
  if (size > 0 && size < PATH_BYTES && write_entries(beside, enumeration) && rename(beside, path) == 0) return 0;
  fprintf(stderr, "heapproof enumerate: cannot write %s: %s\n", path, strerror(errno));
  return 2;
}
