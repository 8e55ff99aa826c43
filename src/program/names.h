/* Names, each spelling kept once and known by a number from 1 to count.
 *
 * With the spelling stands what the name is bound to now in each of its uses (see bindings.h); a name that begins with
 * `$` is a global, any other may be a local, a hold, an action and a frame's label at the same time. */
#ifndef HEAPPROOF_NAMES_H
#define HEAPPROOF_NAMES_H
#include <stddef.h>
#include <stdint.h>
#include "limits.h"

enum { NAME_BYTES = 64 };
#ifdef HEAP_SMALL
#define MAX_NAMES 256u
#else
#define MAX_NAMES 4194304u
#endif

struct spelling {
  uint32_t hash;
  uint32_t at; /* in the characters of all names */
  uint32_t size;
  uint32_t local;        /* index + 1 of the innermost local of this name */
  uint32_t global, hold; /* roots, 0 when there is none */
  uint32_t action;       /* its number, 0 when there is none */
};

struct names {
  struct spelling *spellings; /* 1 .. count */
  uint32_t count, room;
  uint32_t *table; /* open addressing; a power of two, at most half full */
  uint32_t table_size;
  char *characters;
  size_t characters_used, characters_room;
};

int names_open(struct names *names); /* 0: no memory */
void names_close(struct names *names);
/* The number of the name with this spelling, made when new; 0 when there is no room. */
uint32_t names_find(struct names *names, const char *text, uint32_t size);
/* The same, or 0 when there is none. */
uint32_t names_known(const struct names *names, const char *text, uint32_t size);
const char *names_text(const struct names *names, uint32_t name, uint32_t *size);

#endif
