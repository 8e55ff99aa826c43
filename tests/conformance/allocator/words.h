/* The words of a stream as text: `at 0 3 48`, `raw`, `none`, `freed`, `arena 0 of 64`, `arena 0 gone`, `no arena`,
 * `sequence 7`, `digest 9a…`, and figures as in table.h. */
#ifndef HEAPPROOF_CONFORMANCE_WORDS_H
#define HEAPPROOF_CONFORMANCE_WORDS_H
#include "stream.h"

enum { WORD_TEXT = 64 };

void word_to_text(uint64_t word, char text[WORD_TEXT]);
/* 0: it is no word. */
int word_from_text(const char *text, uint64_t *word);

#endif
