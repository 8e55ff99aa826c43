/* The block store: cells for objects, given out as blocks of up to 512 bytes in 32 size classes, and above that
 * as extents of whole units.
 *
 * Invariant (StoreInv): every word belongs to at most one block in use (ghost block_of); pools (pools.h) and
 * extents (extents.h) agree with block_of.  It holds between any two calls.  The store never reads or writes a
 * cell; static storage that is all zero is the empty store. */
#ifndef HEAPPROOF_BLOCKS_H
#define HEAPPROOF_BLOCKS_H
#include <stdint.h>
#include "extents.h"
#include "limits.h"
#include "pools.h"

/* Words of `bytes` bytes, rounded up. */
#define WORDS_OF(bytes) (((bytes) + WORD_BYTES - 1u) / WORD_BYTES)

#ifdef __FRAMAC__
#include "acsl/store.acsl"
#endif

/* The first cell of a fresh block of at least `bytes` bytes, or 0 when there is no room; then nothing changed. */
/*@ requires   store: StoreInv;
    requires   some:  1 <= bytes;
    terminates \true;
    exits      \false;
    assigns    BLOCK_STATE, block_of[0 .. CELLS - 1];
    STORE_ENSURES
    ensures    full:  \result == 0 ==> StoreFull(bytes);
    ensures    same:  \result == 0 ==> SameBlocks{Pre,Here} && SameStore{Pre,Here};
    ensures    taken: \result != 0 ==> BlockHeld(\result) && \result + WORDS_OF(bytes) <= CELLS;
    ensures    room:  \result != 0 ==> BlockIs(\result, WORDS_OF(bytes));
    ensures    fresh: \result != 0 ==> BlockTaken{Pre,Here}(\result);
*/
uint32_t block_take(uint32_t bytes);

/* Returns the block that begins at cell `first`. */
/*@ requires   store: StoreInv;
    requires   held:  BlockHeld(first);
    terminates \true;
    exits      \false;
    assigns    BLOCK_STATE, block_of[0 .. CELLS - 1];
    STORE_ENSURES
    ensures    given: BlockGiven{Pre,Here}(first);
*/
void block_give(uint32_t first);

/* 1 when a block in use begins at cell `first`, else 0: this is how a double free shows itself. */
/*@ requires   store: StoreInv;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:   \result <= 1;
    ensures    taken: \result == 1 <==> BlockHeld(first);
*/
uint32_t block_is_taken(uint32_t first);

/* Back to the empty store, in time proportional to what was used. */
/*@ requires   store: StoreInv;
    terminates \true;
    exits      \false;
    assigns    BLOCK_STATE, block_of[0 .. CELLS - 1];
    ensures    empty: StoreEmpty;
    ensures    store: StoreInv;
*/
void block_reset(void);

/* Static storage that is all zero is the empty store. */
/*@ ghost
  /@ requires   empty: StoreEmpty;
     terminates \true;
     exits      \false;
     assigns    \nothing;
     ensures    store: StoreInv;
  @/
  void lemma_blocks_empty(void);
*/

#endif
