/* The strongly connected components of the small heap as it stands: sets of objects that all reach each other. */
#ifndef HEAPPROOF_COMPONENTS_H
#define HEAPPROOF_COMPONENTS_H
#include <stdint.h>

struct component_sizes {
  uint32_t largest, largest_garbage; /* objects on a cycle; 0 when there is no cycle */
};

struct component_sizes component_sizes(void);

#endif
