/* The heap beside the model, between two operations. */
#ifndef HEAPPROOF_MODEL_COMPARISON_H
#define HEAPPROOF_MODEL_COMPARISON_H

/* Null when they agree, or the model does not follow; else the first difference, in static storage: events, objects,
 * counts of references, slots, weak references, the order of generations, gc.garbage, the collector's figures. */
const char *compare_with_model(void);

#endif
