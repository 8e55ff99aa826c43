/* How far an enumeration has come, in memory and in a file from which it goes on.
 *
 * The file is text, one `key value` a line, in a fixed order; it is replaced as a whole, so that an interruption
 * leaves the old one or the new one. */
#ifndef HEAPPROOF_ENUMERATE_STATE_H
#define HEAPPROOF_ENUMERATE_STATE_H
#include <stdint.h>

enum { MOST_STATE_ENTRIES = 32 };

/* A line of the file: where its number goes, or what it must be. */
struct state_entry {
  const char *key;
  uint64_t *number; /* null: it must be `is` */
  uint64_t is;
};

struct enumeration {
  uint64_t first, next, end; /* cases first .. next-1 are done, next .. end-1 are to come */
  struct state_entry entries[MOST_STATE_ENTRIES];
  uint32_t entry_count;
};

/* The lines of the file, in order: what says which enumeration it is, the three numbers above, and figures. */
void enumeration_is(struct enumeration *enumeration, const char *key, uint64_t number);
void enumeration_range(struct enumeration *enumeration);
void enumeration_figure(struct enumeration *enumeration, const char *key, uint64_t *number);

/* Goes on from the file: 0, also when there is no file yet; 2 when it cannot be read or belongs to another
 * enumeration, which is reported with its line. */
int enumeration_load(struct enumeration *enumeration, const char *path);
/* 0, or 2 when the file cannot be written, which is reported. */
int enumeration_save(const struct enumeration *enumeration, const char *path);

#endif
