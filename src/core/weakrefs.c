/* Chains of weak references. */
#include "weakrefs.h"

uint32_t referent[MAX_OBJECTS];
uint32_t weak_first[MAX_OBJECTS];
uint32_t weak_next[MAX_OBJECTS];
uint32_t weak_previous[MAX_OBJECTS];
uint64_t weak_links;
/*@ ghost uint64_t weak_rank[MAX_OBJECTS]; */

/* The highest-ranking weak reference of an object, 0 when there is none. */
/*@ ghost
  /@ requires object: 0 < object < MAX_OBJECTS;
     requires null:   referent[0] == 0;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  none:   \result == 0 ==> Unreferred(object);
     ensures  some:   \result != 0 ==> \result < MAX_OBJECTS && referent[\result] == object;
     ensures  top:    \forall integer w; 0 <= w < MAX_OBJECTS ==> referent[w] == object ==> weak_rank[w] <= weak_rank[\result]; @/
  uint32_t ghost_top_rank(uint32_t object) {
    uint32_t i = 0; uint32_t top = 0;
    /@ loop invariant range: 0 <= i <= MAX_OBJECTS;
       loop invariant none:  top == 0 ==> \forall integer w; 0 <= w < i ==> referent[w] != object;
       loop invariant some:  top != 0 ==> top < MAX_OBJECTS && referent[top] == object;
       loop invariant top:   \forall integer w; 0 <= w < i ==> referent[w] == object ==> weak_rank[w] <= weak_rank[top];
       loop assigns   i, top;
       loop variant   MAX_OBJECTS - i; @/
    while (i < MAX_OBJECTS) { if (referent[i] == object && (top == 0 || weak_rank[i] > weak_rank[top])) top = i; i++; }
    return top;
  }
*/
/*@ ghost
  void lemma_chain_empty(uint32_t object) {
    uint32_t top = ghost_top_rank(object);
    /@ assert first: top != 0 ==> weak_previous[top] == 0; @/
  }
*/

void weak_link_plain(uint32_t reference, uint32_t object)
{
  uint32_t next = weak_first[object];
  referent[reference] = object;
  weak_previous[reference] = 0;
  weak_next[reference] = next;
  weak_first[object] = reference;
  if (next != 0) weak_previous[next] = reference;
  /*@ ghost weak_rank[reference] = UINT64_MAX; */
}

void weak_link_called(uint32_t reference, uint32_t object, uint32_t plain)
{
  uint32_t next = plain != 0 ? weak_next[plain] : weak_first[object];
  weak_links++;
  referent[reference] = object;
  weak_previous[reference] = plain;
  weak_next[reference] = next;
  if (plain != 0) weak_next[plain] = reference;
  else weak_first[object] = reference;
  if (next != 0) weak_previous[next] = reference;
  /*@ ghost weak_rank[reference] = weak_links; */
}

void weak_unlink(uint32_t reference)
{
  uint32_t object = referent[reference];
  uint32_t previous = weak_previous[reference], next = weak_next[reference];
  if (previous == 0) weak_first[object] = next;
  else weak_next[previous] = next;
  if (next != 0) weak_previous[next] = previous;
  referent[reference] = 0;
}
