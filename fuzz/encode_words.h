/* Reading a statement as the operation that its bytes are to decode to. */
#ifndef HEAPPROOF_ENCODE_WORDS_H
#define HEAPPROOF_ENCODE_WORDS_H
#include "encode.h"

/* DO_NOTHING for a query.  0 and a
 * problem when there is something that bytes cannot say. */
int read_operation(struct encoder *encoder, struct scanner *scanner, struct operation *operation);

#endif
