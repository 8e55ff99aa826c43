/* How far an enumeration has come, in memory and in a file from which it goes on.
 *
 * The file is text, one `key value` a line, in a fixed order; it is replaced as a whole, so that an interruption
 * leaves the old one or the new one. */
#ifndef HEAPPROOF_ENUMERATE_STATE_H
#define HEAPPROOF_ENUMERATE_STATE_H
#include "small_run.h"

struct enumeration {
  struct scope scope;
  uint64_t first, next, end; /* cases first .. next-1 are done, next .. end-1 are to come */
  struct small_figures figures;
};

/* Goes on from the file: 0, also when there is no file yet; 2 when it cannot be read or belongs to another
 * enumeration, which is reported with its line. */
int enumeration_load(struct enumeration *enumeration, const char *path);
/* 0, or 2 when it cannot be written, which is reported. */
int enumeration_save(const struct enumeration *enumeration, const char *path);
/* The kinds of the scope, separated by commas. */
void print_kinds(const struct scope *scope, FILE *out);

#endif
