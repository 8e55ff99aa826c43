/* Where programs in canonical form come from: files, and the generator. */
#ifndef HEAPPROOF_PROGRAMS_H
#define HEAPPROOF_PROGRAMS_H
#include <stdint.h>
#include "program/canonical.h"

/* All of these: 0 when that is not possible, which has then been reported. */
int program_from_file(struct canonical *program, const char *path);
/* After each of its statements stand the queries of `ask`, which have commas between them; null: none. */
int program_from_seed(struct canonical *program, uint32_t shape, uint64_t seed, uint64_t length, const char *ask);

#endif
