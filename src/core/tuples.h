/* CPython's tuples of weak references: a notice holds several weak references in a tuple of its own, which is tracked like
 * any other.  No object of the heap refers to one, but a collection counts it among its survivors.
 *
 * Notices end innermost first, and an older tuple is in no younger generation than a newer one: so their number in each
 * generation is all there is to know of them. */
#ifndef HEAPPROOF_TUPLES_H
#define HEAPPROOF_TUPLES_H
#include <stdint.h>
#include "statistics.h"

#define AGES (GENERATIONS + 1u) /* the generations, and the permanent one */

extern uint32_t tuples_of_age[AGES];
extern uint8_t tuple_was_made; /* by the notice that began last; it is not tracked yet */

#ifdef __FRAMAC__
#include "acsl/tuples.acsl"
#endif

/* The tuple that was made is tracked, after the collection that making it began (PyTuple_New). */
/*@ terminates \true;
    exits    \false;
    assigns  tuples_of_age[0], tuple_was_made;

    ensures  tracked: tuples_of_age[0] == Saturated(\old(tuples_of_age[0]) + 1);
    ensures  done:    tuple_was_made == 0; */
void heap_track_tuple(void);

/* The innermost notice lets its tuple go. */
/*@ terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. AGES - 1];

    ensures  least:   Youngest{Pre}(AGES) || \exists integer age; 0 <= age < AGES && Youngest{Pre}(age) &&
                        tuples_of_age[age] + 1 == \old(tuples_of_age[age]);
    ensures  others:  \forall integer age; 0 <= age < AGES ==> Youngest{Pre}(age) || tuples_of_age[age] == \old(tuples_of_age[age]); */
void tuple_goes(void);

/* Survivors of a collection of `generation` with the tuples among them, which go to the next older one. */
/*@ requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. AGES - 1];

    ensures  all:     \result == Saturated(survivors + TuplesUpTo{Pre}(generation));
    ensures  moved:   generation < 2 ==> TuplesUpTo(generation) == 0;
    ensures  older:   tuples_of_age[generation < 2 ? generation + 1 : 2] == Saturated(TuplesUpTo{Pre}(generation < 2 ? generation + 1 : 2)); */
uint32_t with_tuples(uint32_t generation, uint32_t survivors);

/* gc.freeze: all become permanent.  gc.unfreeze: these go to the oldest generation. */
/*@ terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. AGES - 1];

    ensures  none:    TuplesUpTo(2) == 0; */
void freeze_tuples(void);
/*@ terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. AGES - 1];

    ensures  none:    tuples_of_age[GENERATIONS] == 0; */
void unfreeze_tuples(void);

/*@ terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. AGES - 1], tuple_was_made;

    ensures  none:    TuplesUpTo(GENERATIONS) == 0 && tuple_was_made == 0; */
void tuples_reset(void);

#endif
