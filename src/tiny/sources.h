/* Where the memory of the tiny allocator's arenas comes from. */
#ifndef HEAPPROOF_TINY_SOURCES_H
#define HEAPPROOF_TINY_SOURCES_H
#include "os/system.h"
#include "programs.h"

/* Arenas of memory that is always there, so that nothing is asked of the kernel; null: those of the reserved region. */
const struct system_arenas *source_of(const struct tiny_scope *scope);

#endif
