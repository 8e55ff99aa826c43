/* move_unreachable: splits a generation into what is reached from outside it and what is not.
 *
 * The scan goes over the generation in order.  An object whose gc_refs is positive is reached: it stays, and what
 * it refers to is reached as well.  One whose gc_refs is zero is moved to UNREACHABLE for the time being; when it
 * turns out to be reached it comes back to the end of the generation and is scanned there.  The order of both
 * lists is CPython's. */
#ifndef HEAPPROOF_MOVE_UNREACHABLE_H
#define HEAPPROOF_MOVE_UNREACHABLE_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#endif

/*@ requires lists:      ListInv && GENERATION_0 <= young <= SUSPECTS && Dense(young) && length[UNREACHABLE] == 0 && length[young] < MAX_OBJECTS;
    requires references: RefInv(0);

    terminates \true;
    exits    \false;
    assigns  SCAN_STATE(young);

    ENSURES_LIST_INV
    ensures  dense:     Dense(young);
    ensures  shorter:   length[young] <= \old(length[young]);
    ensures  moves:     Moves{Pre,Here}(young);
    ensures  closed:    \forall integer k; 0 <= k < CELLS ==> own[k] != 0 ==> list_of[own[k]] == young ==> list_of[cells[k]] != UNREACHABLE;
    ensures  externals: \forall integer o; 0 < o <= born ==> \old(gc_refs[o]) > 0 ==> list_of[o] != UNREACHABLE;
    ensures  certs:     \forall integer o; Listed(o, young) ==> Certificate{Pre,Here}(young, young * LIST_SPACE + length[young], o); */
void move_unreachable(uint32_t young);

#endif
