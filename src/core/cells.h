/* The cell array: every reference there is, one word each.
 *
 * Cell PIN is the collector's own reference, cells FIRST_NAMED .. ROOTS_END-1 are roots, all others are words of
 * blocks.  A word that is no slot of an object in use holds null, so a count of references need not know which
 * words are slots.  write_cell is the only function that writes a cell while the heap is in use. */
#ifndef HEAPPROOF_CELLS_H
#define HEAPPROOF_CELLS_H
#include <stdint.h>
#include "limits.h"

extern uint32_t cells[CELLS];

#ifdef __FRAMAC__
#include "acsl/counts.acsl"
#endif

/* Lemma: the count of references is bounded, counts each cell, and has a witness. */
/*@ ghost
  /@ requires range:   n <= CELLS;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  bounds:  \forall integer x; 0 <= CountTo(n, x) <= n;
     ensures  counted: \forall integer k; 0 <= k < n ==> CountTo(n, cells[k]) >= 1;
     ensures  witness: \forall integer x; CountTo(n, x) > 0 ==> \exists integer k; 0 <= k < n && cells[k] == x; @/
  void lemma_count(uint32_t n);
*/

/* The one place where a reference is stored: one reference to the old value less, one to the new value more. */
/*@ requires cell:    cell < CELLS;

    terminates \true;
    exits    \false;
    assigns  cells[cell];

    ensures  written: cells[cell] == value;
    ensures  counted: \forall integer x; References(x) == References{Pre}(x) - (\old(cells[cell]) == x ? 1 : 0) + (value == x ? 1 : 0); */
void write_cell(uint32_t cell, uint32_t value);

#endif
