/* CPython's three domains of memory, with its debug hooks on request.
 *
 * `raw` is the C allocator, `mem` and `obj` are the byte allocator.  With the hooks on, a block of n bytes lies in one
 * of n + 24: 8 bytes of n, big endian; the domain's letter; 7 forbidden bytes 0xFD; the block, 0xCD when fresh; 8 more
 * forbidden bytes.  What is freed is filled with 0xDD.  Damage is found when the block is freed, resized or looked at;
 * it is reported (bytes.h), and the block is left as it is. */
#ifndef HEAPPROOF_DOMAINS_H
#define HEAPPROOF_DOMAINS_H
#include <stddef.h>

enum domain { DOMAIN_RAW, DOMAIN_MEM, DOMAIN_OBJ };

/* Turns the hooks on or off; 0 when blocks are in use. */
int domains_debug(int on);

void *domain_malloc(enum domain domain, size_t size);
void *domain_calloc(enum domain domain, size_t count, size_t size);
void *domain_realloc(enum domain domain, void *block, size_t size);
void domain_free(enum domain domain, void *block);

/* With the hooks on: 1 when this block, or every block, is whole; what is not is reported. */
int domain_check(enum domain domain, const void *block);
int domains_check_all(void);

#endif
