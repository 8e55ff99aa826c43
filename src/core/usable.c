/* Arenas with free pools, kept in order by exchanges of neighbours. */
#include "usable.h"

uint32_t usable_count;
uint32_t usable_at[ARENAS_END];
uint32_t usable_place[ARENAS_END];
uint32_t free_pools[ARENAS_END];

/* An arena outside leaves room: no arena stands there twice.  `order` ranks all arenas, those met so far first. */
/*@ ghost
  /@ requires   filled: UsableFilled;
     requires   out:    IsArena(arena) && usable_place[arena] == 0 && usable_place[0] == 0;
     terminates \true;
     exits      \false;
     assigns    \nothing;
     ensures    room:   usable_count < MAX_ARENAS;
  @/
  void lemma_usable_has_room(uint32_t arena) {
    uint32_t order[ARENAS_END];
    uint32_t place[ARENAS_END];
    uint32_t i = 0;
    /@ loop invariant counted: i <= ARENAS_END;
       loop invariant identity: \forall integer j; 0 <= j < i ==> order[j] == j && place[j] == j;
       loop assigns i, order[0 .. ARENAS_END - 1], place[0 .. ARENAS_END - 1];
       loop variant ARENAS_END - i; @/
    while (i < ARENAS_END) { order[i] = i; place[i] = i; i++; }
    order[arena] = MAX_ARENAS; place[MAX_ARENAS] = arena;
    order[MAX_ARENAS] = arena; place[arena] = MAX_ARENAS;
    uint32_t low = order[MAX_ARENAS - 1];
    uint32_t at = place[0];
    order[at] = low; place[low] = at;
    order[MAX_ARENAS - 1] = 0; place[0] = MAX_ARENAS - 1;
    i = 0;
    /@ loop invariant counted: i <= usable_count;
       loop invariant order: \forall integer j; 0 <= j < ARENAS_END ==> order[j] < ARENAS_END && place[order[j]] == j;
       loop invariant place: \forall integer a; 0 <= a < ARENAS_END ==> place[a] < ARENAS_END && order[place[a]] == a;
       loop invariant last: place[arena] == MAX_ARENAS && place[0] == MAX_ARENAS - 1;
       loop invariant room: i < MAX_ARENAS;
       loop invariant seen: \forall integer a; 0 <= a < ARENAS_END ==> place[a] < i ==> usable_place[a] == place[a] + 1;
       loop assigns i, order[0 .. ARENAS_END - 1], place[0 .. ARENAS_END - 1];
       loop variant usable_count - i; @/
    while (i < usable_count) {
      uint32_t next = usable_at[i];
      /@ assert known: IsArena(next) && usable_place[next] == i + 1; @/
      uint32_t from = place[next];
      uint32_t moved = order[i];
      /@ assert later: i <= from < MAX_ARENAS - 1; @/
      order[i] = next; place[next] = i;
      order[from] = moved; place[moved] = from;
      i++;
    }
  }
*/

/* Exchanges the arenas at `index` and `index + 1`. */
/*@ requires   filled: UsableFilled;
    requires   places: UsablePlaces;
    requires   index:  index + 1 < usable_count;
    terminates \true;
    exits      \false;
    assigns    usable_at[index .. index + 1], usable_place[0 .. ARENAS_END - 1];
    ensures    filled: UsableFilled;
    ensures    places: UsablePlaces;
    ensures    low:    usable_at[index] == \old(usable_at[index + 1]) && usable_place[usable_at[index]] == index + 1;
    ensures    high:   usable_at[index + 1] == \old(usable_at[index]) && usable_place[usable_at[index + 1]] == index + 2;
    ensures    others: \forall integer arena; 0 <= arena < ARENAS_END ==> arena != usable_at[index] ==>
                         arena != usable_at[index + 1] ==> usable_place[arena] == \old(usable_place[arena]);
    ensures    in:     \forall integer arena; 0 <= arena < ARENAS_END ==>
                         (usable_place[arena] == 0 <==> \old(usable_place[arena]) == 0);
*/
static void usable_swap(uint32_t index)
{
  uint32_t low = usable_at[index];
  uint32_t high = usable_at[index + 1];
  usable_at[index] = high;
  usable_place[high] = index + 1;
  usable_at[index + 1] = low;
  usable_place[low] = index + 2;
}

void usable_push(uint32_t arena, uint32_t pools)
{
  /*@ ghost lemma_usable_has_room(arena); */
  usable_at[usable_count] = arena;
  usable_count++;
  usable_place[arena] = usable_count;
  free_pools[arena] = pools;
}

void usable_take(void)
{
  uint32_t arena = usable_at[usable_count - 1];
  /*@ assert arena: ArenaUsable(arena) && usable_place[arena] == usable_count; */
  free_pools[arena]--;
  if (free_pools[arena] == 0) {
    usable_place[arena] = 0;
    usable_count--;
  }
}

void usable_rise(uint32_t arena)
{
  uint32_t index = usable_place[arena] - 1;
  free_pools[arena]++;
  /*@ loop invariant range:  index <= \at(usable_place[arena],Pre) - 1;
      loop invariant here:   usable_at[index] == arena && usable_place[arena] == index + 1;
      loop invariant filled: UsableFilled;
      loop invariant places: UsablePlaces;
      loop invariant sorted: UsableSortedBut(index);
      loop invariant fewer:  \forall integer i; index < i < usable_count ==>
                               free_pools[usable_at[i]] <= free_pools[arena];
      loop invariant moved:  \forall integer i; index < i < \at(usable_place[arena],Pre) ==>
                               free_pools[usable_at[i]] < free_pools[arena];
      loop invariant back:   SameOrderIn{Pre,Here}(0, index);
      loop invariant passed: OrderRisen{Pre,Here}(index, \at(usable_place[arena],Pre) - 1);
      loop invariant front:  SameOrderIn{Pre,Here}(\at(usable_place[arena],Pre), usable_count);
      loop assigns   index, usable_at[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1];
      loop variant   index; */
  while (index > 0 && free_pools[usable_at[index - 1]] < free_pools[arena]) {
    index--;
    usable_swap(index);
    /*@ assert swapped: \forall integer i; 0 <= i < usable_count ==> i != index ==> usable_at[i] ==
          (i == index + 1 ? \at(usable_at[\at(index,Here)],LoopCurrent) : \at(usable_at[i],LoopCurrent)); */
  }
  /*@ assert more: \forall integer i; 0 <= i < index ==> free_pools[arena] <= free_pools[usable_at[i]]; */
}

void usable_remove(uint32_t arena)
{
  uint32_t index = usable_place[arena] - 1;
  /*@ loop invariant range:  \at(usable_place[arena],Pre) - 1 <= index < usable_count;
      loop invariant here:   usable_at[index] == arena && usable_place[arena] == index + 1;
      loop invariant filled: UsableFilled;
      loop invariant places: UsablePlaces;
      loop invariant sorted: UsableSortedBut(index);
      loop invariant back:   SameOrderIn{Pre,Here}(0, \at(usable_place[arena],Pre) - 1);
      loop invariant closed: OrderFallen{Pre,Here}(\at(usable_place[arena],Pre) - 1, index);
      loop invariant front:  SameOrderIn{Pre,Here}(index + 1, usable_count);
      loop assigns   index, usable_at[0 .. ARENAS_END - 1], usable_place[0 .. ARENAS_END - 1];
      loop variant   usable_count - index; */
  while (index + 1 < usable_count) {
    /*@ assert next: usable_at[index + 1] == \at(usable_at[\at(index + 1,Here)],Pre); */
    usable_swap(index);
    /*@ assert closed: OrderFallen{Pre,Here}(\at(usable_place[arena],Pre) - 1, index); */
    /*@ assert moved: usable_at[index] == \at(usable_at[\at(index + 1,Here)],Pre); */
    index++;
  }
  usable_count--;
  usable_place[arena] = 0;
  free_pools[arena] = 0;
}
