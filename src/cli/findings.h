/* What was found, as a folder of files: the program, its minimal form, both streams side by side, drawings. */
#ifndef HEAPPROOF_FINDINGS_H
#define HEAPPROOF_FINDINGS_H
#include <stdio.h>
#include "comparison.h"

/* A program, one statement a line; to standard output for "-".  0, or an errno. */
int write_program(const char *path, const struct canonical *program);

/* In the folder `folder/label`: original.heap.  0 when it cannot be written, which is then reported. */
int findings_write_original(const char *folder, const char *label, const struct canonical *program);
/* There too: minimal.heap, streams.txt, before.dot and after.dot.  The comparison runs the program once more and has
 * its difference afterwards. */
int findings_write_minimal(const char *folder, const char *label, struct comparison *comparison,
                           const struct canonical *minimal);
/* The first difference, for people. */
void findings_print(FILE *out, const struct canonical *program, const struct difference *difference);

#endif
