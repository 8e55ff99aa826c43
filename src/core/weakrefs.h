/* Weak references: objects of kind weakref that know another object without counting it.
 *
 * The weak references of an object form a chain: the plain one without callback, which all share, comes first; then
 * those with callback, the newest first (PyWeakref_NewRef).  A weak reference is linked while it is live and has not
 * been cleared; so one that dies leaves the chain at once.
 *
 * Invariant (Chains): both directions agree; along a chain ranks fall, so a chain has no loop and holds every weak
 * reference to its object.  It holds between any two calls. */
#ifndef HEAPPROOF_WEAKREFS_H
#define HEAPPROOF_WEAKREFS_H
#include <stdint.h>
#include "limits.h"

extern uint32_t referent[MAX_OBJECTS];      /* of a weak reference that is linked; 0 for all others */
extern uint32_t weak_first[MAX_OBJECTS];    /* the first of the object's chain, or 0 */
extern uint32_t weak_next[MAX_OBJECTS];     /* in the chain, or 0 */
extern uint32_t weak_previous[MAX_OBJECTS]; /* in the chain, or 0 */
extern uint64_t weak_links;                 /* made so far */

#ifdef __FRAMAC__
#include "acsl/weakrefs.acsl"
#endif

/* Lemma: an object whose chain is empty has no weak reference. */
/*@ ghost
  /@ requires chains: Chains;
     requires object: 0 < object < MAX_OBJECTS && weak_first[object] == 0;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  none:   Unreferred(object); @/
  void lemma_chain_empty(uint32_t object);
*/

/* Puts a weak reference that is in no chain, and has no callback, at the front of an object's chain. */
/*@ requires chains:    Chains;
    requires reference: 0 < reference < MAX_OBJECTS && referent[reference] == 0 && weak_first[reference] == 0;
    requires object:    0 < object < MAX_OBJECTS && object != reference;
    requires first:     weak_first[object] == 0 || weak_rank[weak_first[object]] < UINT64_MAX;

    terminates \true;
    exits    \false;
    assigns  referent[reference], weak_first[object], weak_next[reference], weak_previous[0 .. MAX_OBJECTS - 1], weak_rank[reference];

    ENSURES_CHAINS
    ensures  linked:    referent[reference] == object && weak_first[object] == reference && weak_rank[reference] == UINT64_MAX; */
void weak_link_plain(uint32_t reference, uint32_t object);

/* The same for one with callback: at the front, but after the plain one, `plain`, if that is not 0. */
/*@ requires chains:    Chains;
    requires room:      weak_links < UINT64_MAX - 1;
    requires reference: 0 < reference < MAX_OBJECTS && referent[reference] == 0 && weak_first[reference] == 0;
    requires object:    0 < object < MAX_OBJECTS && object != reference;
    requires plain:     plain == 0 ? weak_first[object] == 0 || weak_rank[weak_first[object]] < UINT64_MAX :
                                     plain == weak_first[object] && weak_rank[plain] == UINT64_MAX;

    terminates \true;
    exits    \false;
    assigns  referent[reference], weak_first[object], weak_next[0 .. MAX_OBJECTS - 1], weak_previous[0 .. MAX_OBJECTS - 1], weak_rank[reference], weak_links;

    ENSURES_CHAINS
    ensures  linked:    referent[reference] == object && weak_rank[reference] == weak_links && weak_links == \old(weak_links) + 1;
    ensures  newest:    weak_previous[reference] == plain;
    ensures  ends:      \forall integer w; 0 <= w < MAX_OBJECTS ==> w != reference ==> w != plain ==> \old(weak_next[w]) == 0 ==> weak_next[w] == 0; */
void weak_link_called(uint32_t reference, uint32_t object, uint32_t plain);

/* Takes a weak reference out of its chain (clear_weakref). */
/*@ requires chains:    Chains;
    requires linked:    0 < reference < MAX_OBJECTS && referent[reference] != 0;

    terminates \true;
    exits    \false;
    assigns  referent[reference], weak_first[referent[reference]], weak_next[0 .. MAX_OBJECTS - 1], weak_previous[0 .. MAX_OBJECTS - 1];

    ENSURES_CHAINS
    ensures  out:       referent[reference] == 0;
    ensures  first:     weak_first[\old(referent[reference])] == (\old(weak_previous[reference]) == 0 ? \old(weak_next[reference]) : \old(weak_first[referent[reference]]));
    ensures  ends:      \forall integer w; 0 <= w < MAX_OBJECTS ==> \old(weak_next[w]) == 0 ==> weak_next[w] == 0;
    ensures  behind:    \old(weak_previous[reference]) != 0 ==> weak_next[\old(weak_previous[reference])] == \old(weak_next[reference]); */
void weak_unlink(uint32_t reference);

#endif
