/* Random heap programs, for other commands than `generate` too. */
#ifndef HEAPPROOF_GENERATE_H
#define HEAPPROOF_GENERATE_H
#include <stdint.h>
#include <stdio.h>

/* Shapes are numbered from 0: null, or 0, when there is none. */
const char *shape_name(uint32_t shape);
int shape_find(const char *name, uint32_t *shape);
int shape_fits(uint32_t shape, uint32_t profile); /* the profile has everything that such programs use */
/* What `heapproof generate` writes for these. */
void generate_program(FILE *out, uint32_t shape, uint64_t seed, uint64_t length);

/* A random input of the fuzz target `graph`, of at most MOST_RANDOM operations. */
enum { MOST_RANDOM = 4000 };
void generate_bytes(FILE *out, uint64_t seed, uint64_t operations);

#endif
