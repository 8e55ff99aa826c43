/* The words of one line: every function takes what it promises from the front of the rest of the line, or reports
 * what it found instead and takes nothing that matters. */
#ifndef HEAPPROOF_SCANNER_H
#define HEAPPROOF_SCANNER_H
#include <stdint.h>
#include "problem.h"
#include "reader.h"

struct scanner {
  struct line line;
  uint32_t at; /* bytes taken so far */
  struct problem *problem;
};

/* A piece of the line. */
struct word {
  const char *text;
  uint32_t size;
  uint32_t column; /* from 1 */
};

void scanner_start(struct scanner *scanner, const struct line *line, struct problem *problem);
/* Reports a problem at `column` of the line; always 0. */
int scanner_fail(struct scanner *scanner, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Reports the word at the front as not being `what` was expected; always 0. */
int scanner_unexpected(struct scanner *scanner, const char *what);
uint32_t scanner_column(const struct scanner *scanner);

void skip_blanks(struct scanner *scanner);
/* Blanks, then the end of the line or a comment: nothing more is to come. */
int at_end(struct scanner *scanner);
/* 1 when the next byte is `byte`, which is then taken. */
int take_byte(struct scanner *scanner, char byte);
/* The bytes up to the next blank, comment or end, `=` or `,`; possibly none. */
struct word take_word(struct scanner *scanner);
/* A word that is a name: `$` or not, then a letter or `_`, then letters, digits, `_`.  `what` says what is expected. */
int take_name(struct scanner *scanner, const char *what, struct word *name);
int take_number(struct scanner *scanner, const char *what, uint32_t most, uint32_t *number);
/* The word ends here: a blank, a comment or the end of the line. */
int end_word(struct scanner *scanner);
/* The statement ends here. */
int end_statement(struct scanner *scanner);
int word_is(const struct word *word, const char *text);

#endif
