/* Two streams of messages side by side, as text for people. */
#ifndef HEAPPROOF_COLUMNS_H
#define HEAPPROOF_COLUMNS_H
#include "program/canonical.h"
#include "program/lines.h"
#include "program/text.h"

void columns_title(struct text *out, const char *left, const char *right);
/* What statement n caused: messages behind a mark, `=` when they are compared, a blank when they are not. */
void columns_put(struct text *out, const struct canonical *program, uint64_t n, const struct lines *left,
                 const struct lines *right);
/* The adapter does not support statement n: it was left out on both sides. */
void columns_unsupported(struct text *out, const struct canonical *program, uint64_t n);

#endif
