/* One JSON value in a line, brought to the form in which answers are written: no blanks between tokens. */
#ifndef HEAPPROOF_JSON_H
#define HEAPPROOF_JSON_H
#include "scanner.h"
#include "text.h"

enum { JSON_DEPTH = 16 };

/* Takes a value and appends it to `value`; numbers and strings are kept as they are spelled. */
int take_json(struct scanner *scanner, struct text *value);

#endif
