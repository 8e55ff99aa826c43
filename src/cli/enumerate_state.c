/* The file from which an enumeration goes on. */
#include "enumerate_state.h"
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "options.h"
#include "program/kind_names.h"

enum { KEYS = 11, LINE_BYTES = 64, PATH_BYTES = 4096 };

/* A line of the file: what it must say, or where its number goes. */
struct entry {
  const char *key;
  uint64_t is;
  uint64_t *into;
};

static uint64_t kinds_number(const struct scope *scope)
{
  uint64_t number = 0;
  for (uint32_t i = 0; i < scope->kinds; i++) number = number * 10 + scope->kind[i] + 1;
  return number;
}

static void entries_of(struct enumeration *e, struct entry *entries)
{
  const struct entry all[KEYS] = {{"heapproof-enumerate", 1, NULL},
                                  {"objects", e->scope.objects, NULL},
                                  {"slots", e->scope.slots, NULL},
                                  {"kinds", kinds_number(&e->scope), NULL},
                                  {"first", e->first, NULL},
                                  {"end", e->end, NULL},
                                  {"next", e->next, &e->next},
                                  {"collections", e->figures.collections, &e->figures.collections},
                                  {"found", e->figures.found, &e->figures.found},
                                  {"counted", e->figures.counted, &e->figures.counted},
                                  {"collected", e->figures.collected, &e->figures.collected}};
  memcpy(entries, all, sizeof all);
}

static int complain(const char *path, uint32_t line, size_t column, const char *what, const char *key)
{
  fprintf(stderr, "%s:%u:%u: %s `%s`\n", path, (unsigned)line, (unsigned)column, what, key);
  return 2;
}

static int read_entry(FILE *in, const char *path, uint32_t line, const struct entry *entry)
{
  char text[LINE_BYTES];
  uint64_t number;
  size_t key = strlen(entry->key);
  if (fgets(text, sizeof text, in) == NULL) return complain(path, line, 1, "the file ends before", entry->key);
  text[strcspn(text, "\n")] = '\0';
  if (strncmp(text, entry->key, key) != 0 || text[key] != ' ') return complain(path, line, 1, "expected", entry->key);
  if (!option_number(text + key + 1, &number))
    return complain(path, line, key + 2, "expected a number after", entry->key);
  if (entry->into != NULL) *entry->into = number;
  else if (number != entry->is)
    return complain(path, line, key + 2, "this file belongs to an enumeration with another", entry->key);
  return 0;
}

int enumeration_load(struct enumeration *enumeration, const char *path)
{
  struct entry entries[KEYS];
  struct enumeration loaded = *enumeration;
  FILE *in = fopen(path, "r");
  int status = 0;
  if (in == NULL && errno == ENOENT) return 0;
  if (in == NULL) {
    fprintf(stderr, "heapproof enumerate: %s: %s\n", path, strerror(errno));
    return 2;
  }
  entries_of(&loaded, entries);
  for (uint32_t i = 0; status == 0 && i < KEYS; i++) status = read_entry(in, path, i + 1, &entries[i]);
  if (status == 0 && fgetc(in) != EOF) status = complain(path, KEYS + 1, 1, "expected the end after", "collected");
  if (status == 0 && (loaded.next < loaded.first || loaded.next > loaded.end))
    status = complain(path, 7, 6, "outside the cases of this enumeration:", "next");
  if (status == 0) *enumeration = loaded;
  fclose(in);
  return status;
}

static int write_entries(const char *path, const struct entry *entries)
{
  FILE *out = fopen(path, "w");
  if (out == NULL) return 0;
  for (uint32_t i = 0; i < KEYS; i++) fprintf(out, "%s %" PRIu64 "\n", entries[i].key, entries[i].is);
  int failed = ferror(out);
  return fclose(out) == 0 && !failed;
}

int enumeration_save(const struct enumeration *enumeration, const char *path)
{
  struct entry entries[KEYS];
  struct enumeration copy = *enumeration;
  char beside[PATH_BYTES];
  entries_of(&copy, entries);
  int size = snprintf(beside, sizeof beside, "%s.new", path);
  if (size > 0 && size < PATH_BYTES && write_entries(beside, entries) && rename(beside, path) == 0) return 0;
  fprintf(stderr, "heapproof enumerate: cannot write %s: %s\n", path, strerror(errno));
  return 2;
}

void print_kinds(const struct scope *scope, FILE *out)
{
  for (uint32_t i = 0; i < scope->kinds; i++) fprintf(out, "%s%s", i == 0 ? "" : ",", kind_name(scope->kind[i]));
}
