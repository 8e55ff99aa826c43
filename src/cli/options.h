/* What the commands' options have in common. */
#ifndef HEAPPROOF_OPTIONS_H
#define HEAPPROOF_OPTIONS_H
#include <stddef.h>
#include <stdint.h>

/* The value of the option at argv[*at], written `--name VALUE` or `--name=VALUE`; null when it is another option.
 * `*at` then stands on the last argument taken. */
const char *option_value(int argc, char **argv, int *at, const char *name);
/* A decimal number that fills the whole text and fits 64 bits. */
int option_number(const char *text, uint64_t *number);
/* The same between two bounds. */
int option_number_within(const char *text, uint32_t least, uint32_t most, uint32_t *number);
/* Gives each part between commas to `add`, with its length; 0 as soon as that is 0. */
int option_parts(const char *text, int (*add)(const char *part, size_t size));
/* 1 when `--help` stands among the arguments, before a `--`. */
int options_ask_help(int argc, char **argv);

#endif
