/* Blocks that a program has for itself: memory that no object owns, from the same store.
 *
 * The collector does not look into them: their words stay null (Strays).  Whoever takes one gives it back. */
#ifndef HEAPPROOF_PLAIN_BLOCKS_H
#define HEAPPROOF_PLAIN_BLOCKS_H
#include "state.h"

/* The first cell of a fresh block of at least `bytes` bytes that is no object's, or 0; then nothing has changed. */
/*@ requires inv:    HeapInv;
    requires bytes:  1 <= bytes;

    terminates \true;
    exits    \false;
    assigns  BLOCK_STATE, block_of[0 .. CELLS - 1], plain[0 .. CELLS - 1];

    ENSURES_HEAP_INV
    ensures  failed: \result == 0 ==> SameHeap{Pre,Here};
    ensures  taken:  \result != 0 ==> BlockHeld(\result) && BlockTaken{Pre,Here}(\result);
    ensures  room:   \result != 0 ==> BlockIs(\result, WORDS_OF(bytes)) && \result + WORDS_OF(bytes) <= CELLS;
    ensures  plain:  \result != 0 ==> own[\result] == 0 && plain[\result] == 1; */
uint32_t heap_take_block(uint32_t bytes);

/* Returns a block that is no object's. */
/*@ requires inv:    HeapInv;
    requires held:   BlockHeld(first);
    requires plain:  own[first] == 0;

    terminates \true;
    exits    \false;
    assigns  BLOCK_STATE, block_of[0 .. CELLS - 1], plain[first];

    ENSURES_HEAP_INV
    ensures  given:  BlockGiven{Pre,Here}(first); */
void heap_give_block(uint32_t first);

#endif
