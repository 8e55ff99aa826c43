/* Taking words from a statement's text. */
#ifndef HEAPPROOF_ADAPTER_SCANNER_H
#define HEAPPROOF_ADAPTER_SCANNER_H
#include <stdint.h>
#include "statements.h"

struct scanner {
  const char *at;
  int in_action;
};

int scan_fail(const char *format, const char *what); /* 0, and the message is kept */
const char *scan_message(void);
void scan_blanks(struct scanner *scanner);
int scan_end(struct scanner *scanner);
int scan_byte(struct scanner *scanner, char byte);
int scan_word(struct scanner *scanner, const char *word); /* takes this word if it stands here */
int scan_name(struct scanner *scanner, uint32_t *name);   /* a name that can be bound */
int scan_plain(struct scanner *scanner, uint32_t *name);
int scan_number(struct scanner *scanner, uint32_t most, uint32_t *number);
int scan_operand(struct scanner *scanner, struct operand *operand);
int scan_done(struct scanner *scanner); /* nothing may follow */
int scan_word_done(struct scanner *scanner);

#endif
