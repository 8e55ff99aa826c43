/* Changes to programs as lists of operations, for both engines. */
#ifndef HEAPPROOF_MUTATE_H
#define HEAPPROOF_MUTATE_H
#include <stddef.h>
#include <stdint.h>

/* What a target has of its own (graph_changes.c, event_changes.c): bytes before the first operation, operations that go
 * together, and a full or partial collection. */
extern const uint32_t bytes_before_operations;
void random_operations(uint8_t *bytes, uint32_t count, uint64_t *random);
void random_collection(uint8_t *bytes, uint64_t *random);

/* Changes the program in place: `size` of at most `most` bytes; returns the new size.  The same random number makes
 * the same change. */
size_t mutate_program(uint8_t *data, size_t size, size_t most, uint64_t random);
/* A beginning of one program and an end of another, in `out`; returns the size. */
size_t splice_programs(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size, uint8_t *out,
                       size_t most, uint64_t random);

#endif
