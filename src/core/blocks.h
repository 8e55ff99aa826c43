/* The block store: cells for objects, given out as blocks of up to 512 bytes in 32 size classes, and above that
 * as extents of whole units.
 *
 * Invariant (StoreInv): every word belongs to at most one block in use (ghost block_of); pools (small_blocks.h) and
 * extents (extents.h) agree with block_of.  It holds between any two calls.  The store never reads or writes a
 * cell; static storage that is all zero is the empty store. */
#ifndef HEAPPROOF_BLOCKS_H
#define HEAPPROOF_BLOCKS_H
#include <stdint.h>
#include "extents.h"
#include "limits.h"
#include "small_blocks.h"

/* Words of `bytes` bytes, rounded up. */
#define WORDS_OF(bytes) (((bytes) + WORD_BYTES - 1u) / WORD_BYTES)

#ifdef __FRAMAC__
#include "acsl/store.acsl"
#endif

/* The first cell of a fresh block of at least `bytes` bytes, or 0 when there is no room; then nothing changed.  Small
 * blocks are placed as CPython places them: `list`, `arena` and `new` say where. */
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
    ensures    even:  \result % 2 == 0;
    ensures    small: \result != 0 ==> (bytes <= MAX_BLOCK_BYTES <==> \result < FIRST_EXTENT_CELL);
    ensures    list:  \result != 0 && bytes <= MAX_BLOCK_BYTES && \old(first_linked[ClassOf(bytes)]) != 0 ==>
                        FromList{Pre,Here}(ClassOf(bytes), \result / 2);
    ensures    arena: \result != 0 && bytes <= MAX_BLOCK_BYTES && \old(first_linked[ClassOf(bytes)]) == 0 &&
                        \old(usable_count) > 0 ==>
                        FromArena{Pre,Here}(ClassOf(bytes), \old(usable_at[usable_count - 1]), \result / 2);
    ensures    new:   \result != 0 && StoreNeedsArena{Pre}(bytes) ==>
                        FromNewArena{Pre,Here}(arena_opened, \result / 2);
    ensures    opens: arena_opened != 0 <==> \result != 0 && StoreNeedsArena{Pre}(bytes);
    ensures    closes: arena_closed == 0;
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
    ensures    opens: arena_opened == 0;
    ensures    closes: arena_closed != 0 ==> \old(arena_limit[\at(arena_closed,Post)]) != 0;
    ensures    stays: \forall integer arena; IsArena(arena) ==>
                        arena_limit[arena] == (arena == arena_closed ? 0 : \old(arena_limit[arena]));
    ensures    front: first < FIRST_EXTENT_CELL ==> Relinked{Pre,Here}(\old(pool_of[first / 2]));
    ensures    next:  first < FIRST_EXTENT_CELL && arena_closed == 0 ==> BlockGivenBack(first) &&
                        NextBlock(pool_of[first / 2], first / 2);
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

/* What cell `first` is: BLOCK_IN_USE, BLOCK_FREE, BLOCK_INSIDE or BLOCK_FOREIGN.  Extents are in use or foreign. */
/*@ requires   store:  StoreInv;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    range:  \result <= BLOCK_INSIDE;
    ensures    in_use: \result == BLOCK_IN_USE <==> BlockHeld(first);
    ensures    free:   \result == BLOCK_FREE <==> BlockGivenBack(first);
    ensures    inside: \result == BLOCK_INSIDE ==> FIRST_BLOCK_CELL <= first < FIRST_EXTENT_CELL;
*/
uint32_t block_state(uint32_t first);

/* The bytes of the small block in use that begins at cell `first`. */
/*@ requires   store: StoreInv;
    requires   held:  BlockHeld(first) && first < FIRST_EXTENT_CELL;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    size:  1 <= \result <= MAX_BLOCK_BYTES && \result == GRANULE_BYTES * pool_class[pool_of[first / 2]];
    ensures    held:  BlockIs(first, 2 * pool_class[pool_of[first / 2]]);
*/
uint32_t block_bytes(uint32_t first);

/* 1 when a request of `bytes` bytes needs a new arena of the system. */
/*@ requires   some:  1 <= bytes;
    terminates \true;
    exits      \false;
    assigns    \nothing;
    ensures    bit:   \result <= 1;
    ensures    needs: \result == 1 <==> StoreNeedsArena(bytes);
*/
uint32_t block_needs_arena(uint32_t bytes);

/* Sets the profile of an empty store: pools of 4 KiB (up to CPython 3.9) or 16 KiB, and whether even the last usable
 * arena is returned when it is wholly free (up to 3.8).  Static storage that is all zero means 16 KiB and no. */
/*@ requires   empty: StoreEmpty;
    terminates \true;
    exits      \false;
    assigns    pool_gap, arena_release_last;
    ensures    empty: StoreEmpty;
    ensures    pools: pool_gap == (small_pools != 0 ? MAX_POOL_GAP : 0);
    ensures    last:  arena_release_last == (release_last != 0 ? 1 : 0);
*/
void block_profile(uint32_t small_pools, uint32_t release_last);

/* Back to the empty store, in time proportional to what was used; the profile stays. */
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
