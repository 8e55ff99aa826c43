#include "gc_refs.h"
#include "prefetch.h"

uint32_t gc_refs[MAX_OBJECTS];

/* Lemma: what was taken off is part of the count; something is left exactly when a reference was not taken off. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  part: \forall integer x; 0 <= SubtractedTo(CELLS, x) <= References(x);
     ensures  left: \forall integer x; SubtractedTo(CELLS, x) < References(x) <==>
                      \exists integer k; 0 <= k < CELLS && cells[k] == x && subtracted[k] == 0; @/
  void lemma_subtracted(void) {
    uint32_t i = 0;
    /@ loop invariant range: 0 <= i <= CELLS;
       loop invariant part:  \forall integer x; 0 <= SubtractedTo(i, x) <= CountTo(i, x);
       loop invariant left:  \forall integer x; SubtractedTo(i, x) < CountTo(i, x) <==>
                               \exists integer k; 0 <= k < i && cells[k] == x && subtracted[k] == 0;
       loop assigns   i;
       loop variant   CELLS - i; @/
    while (i < CELLS) i++;
  }
*/
/*@ ghost
  /@ requires cell:  cell < CELLS && subtracted[cell] == 0;

     terminates \true;
     exits    \false;
     assigns  subtracted[cell];

     ensures  noted: subtracted[cell] == 1;
     ensures  one:   \forall integer x; SubtractedTo(CELLS, x) == SubtractedTo{Pre}(CELLS, x) + (cells[cell] == x ? 1 : 0); @/
  void ghost_subtract(uint32_t cell) {
    uint32_t i = 0;
    subtracted[cell] = 1;
    /@ loop invariant range: 0 <= i <= CELLS;
       loop invariant one:   \forall integer x; SubtractedTo(i, x) == SubtractedTo{Pre}(i, x) + (cell < i && cells[cell] == x ? 1 : 0);
       loop assigns   i;
       loop variant   CELLS - i; @/
    while (i < CELLS) i++;
  }
*/
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  subtracted[0 .. CELLS - 1];

     ensures  none: \forall integer k; 0 <= k < CELLS ==> subtracted[k] == 0;
     ensures  zero: \forall integer x; SubtractedTo(CELLS, x) == 0; @/
  void ghost_subtract_nothing(void) {
    uint32_t i = 0;
    /@ loop invariant range: 0 <= i <= CELLS;
       loop invariant none:  \forall integer k; 0 <= k < i ==> subtracted[k] == 0;
       loop assigns   i, subtracted[0 .. CELLS - 1];
       loop variant   CELLS - i; @/
    while (i < CELLS) { subtracted[i] = 0; i++; }
    i = 0;
    /@ loop invariant range: 0 <= i <= CELLS;
       loop invariant zero:  \forall integer x; SubtractedTo(i, x) == 0;
       loop assigns   i;
       loop variant   CELLS - i; @/
    while (i < CELLS) i++;
  }
*/

void update_refs(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, end = start + length[young];
  /*@ loop invariant range:  start <= at <= end;
      loop invariant copied: \forall integer i; start <= i < at ==> gc_refs[order[i]] == reference_count[order[i]];
      loop assigns   at, gc_refs[0 .. MAX_OBJECTS - 1];
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++) {
    uint32_t object = order[at];
    /*@ assert member: Listed(object, young) && position[object] == at; */
    gc_refs[object] = reference_count[object];
  }
}

void subtract_refs(uint32_t young)
{
  uint32_t start = young * LIST_SPACE, end = start + length[young];
  /*@ ghost ghost_subtract_nothing(); */
  /*@ loop invariant range:   start <= at <= end;
      loop invariant reduced: Reduced(young);
      loop invariant noted:   \forall integer k; 0 <= k < CELLS ==> (subtracted[k] != 0 <==>
                                own[k] != 0 && IsSlot(own[k], k) && list_of[own[k]] == young && position[own[k]] < at);
      loop assigns   at, gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1];
      loop variant   end - at; */
  for (uint32_t at = start; at < end; at++) {
    prefetch_ahead(at);
    uint32_t object = order[at];
    /*@ assert member: Listed(object, young) && position[object] == at; */
    uint32_t first = first_cell[object], slots = slot_count[object];
    /*@ loop invariant range:   0 <= i <= slots;
        loop invariant reduced: Reduced(young);
        loop invariant noted:   \forall integer k; 0 <= k < CELLS ==> (subtracted[k] != 0 <==>
                                  own[k] != 0 && IsSlot(own[k], k) && list_of[own[k]] == young && (position[own[k]] < at || (own[k] == object && k < first + i)));
        loop assigns   i, gc_refs[0 .. MAX_OBJECTS - 1], subtracted[0 .. CELLS - 1];
        loop variant   slots - i; */
    for (uint32_t i = 0; i < slots; i++) {
      uint32_t target = cells[first + i];
      /*@ ghost uint32_t cell = first + i; */
      /*@ assert slot: own[first + i] == object && IsSlot(object, first + i) && subtracted[first + i] == 0; */
      /*@ ghost lemma_subtracted(); */
      /* Of a member something is always left to take off; what becomes of others' gc_refs does not matter. */
      if (gc_refs[target] > 0) gc_refs[target]--;
      /*@ ghost ghost_subtract(cell); */
    }
  }
  /*@ ghost lemma_subtracted(); */
}
