/* update_refs and subtract_refs: what refers to the objects of a generation from outside it.
 *
 * After both, gc_refs of a member is positive exactly when a root, or an object that is not a member, refers to
 * it; no roots are known by name, the counts are enough. */
#ifndef HEAPPROOF_GC_REFS_H
#define HEAPPROOF_GC_REFS_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/gc_refs.acsl"
#endif

/* gc_refs := count, for each member. */
/*@ requires lists:  ListInv && GENERATION_0 <= young <= SUSPECTS && Dense(young);

    terminates \true;
    exits    \false;
    assigns  gc_refs[0 .. MAX_OBJECTS - 1];

    ensures  copied: Copied(young); */
void update_refs(uint32_t young);

/* Takes off each reference from one member to another. */
/*@ requires lists:      ListInv && GENERATION_0 <= young <= SUSPECTS && Dense(young);
    requires references: RefInv(0);
    requires copied:     Copied(young);

    terminates \true;
    exits    \false;
    assigns  gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1];

    ensures  seeds:      Seeds(young); */
void subtract_refs(uint32_t young);

#endif
