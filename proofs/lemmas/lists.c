/* Proofs of the lemmas about lists. */
#include "lists.h"
/*@ ghost
 void lemma_room(uint32_t l) {
   uint32_t at_place[MAX_OBJECTS]; uint32_t place_of[MAX_OBJECTS];
   uint32_t i = 0;
   /@ loop invariant range:    0 <= i <= MAX_OBJECTS;
      loop invariant identity: \forall integer j; 0 <= j < i ==> at_place[j] == j && place_of[j] == j;
      loop assigns   i, at_place[0 .. MAX_OBJECTS - 1], place_of[0 .. MAX_OBJECTS - 1];
      loop variant   MAX_OBJECTS - i; @/
   while (i < MAX_OBJECTS) { at_place[i] = i; place_of[i] = i; i++; }
   at_place[0] = MAX_OBJECTS - 1; place_of[MAX_OBJECTS - 1] = 0; at_place[MAX_OBJECTS - 1] = 0; place_of[0] = MAX_OBJECTS - 1;
   i = 0;
   /@ loop invariant range:   0 <= i <= length[l];
      loop invariant there:   \forall integer j; 0 <= j < MAX_OBJECTS ==> at_place[j] < MAX_OBJECTS && place_of[at_place[j]] == j;
      loop invariant back:    \forall integer o; 0 <= o < MAX_OBJECTS ==> place_of[o] < MAX_OBJECTS && at_place[place_of[o]] == o;
      loop invariant null:    place_of[0] == MAX_OBJECTS - 1;
      loop invariant room:    i < MAX_OBJECTS;
      loop invariant entries: \forall integer j; 0 <= j < i ==> at_place[j] == order[l * LIST_SPACE + j];
      loop invariant places:  \forall integer j; l * LIST_SPACE <= j < l * LIST_SPACE + i ==> at_place[j - l * LIST_SPACE] == order[j];
      loop assigns   i, at_place[0 .. MAX_OBJECTS - 1], place_of[0 .. MAX_OBJECTS - 1];
      loop variant   length[l] - i; @/
   while (i < length[l]) {
     uint32_t object = order[l * LIST_SPACE + i]; uint32_t at = place_of[object];
     /@ assert member: 0 < object < MAX_OBJECTS && position[object] == l * LIST_SPACE + i; @/
     /@ assert late: at >= i; @/
     /@ assert not_last: at < MAX_OBJECTS - 1; @/
     uint32_t other = at_place[i];
     at_place[i] = object; place_of[object] = i;
     at_place[at] = other; place_of[other] = at;
     i++;
   }
 }
*/
