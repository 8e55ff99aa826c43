#include "objects.h"
#include "references.h"
#include "statistics.h"

uint32_t first_cell[MAX_OBJECTS];
uint32_t slot_count[MAX_OBJECTS];
uint8_t kind_of[MAX_OBJECTS];
uint64_t births;
uint32_t youngest;

uint32_t heap_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes)
{
  if (births == UINT64_MAX || (length[FREE] == 0 && born + 1 == MAX_OBJECTS)) return 0;
  uint32_t first = block_take(bytes);
  if (first == 0) return 0;
  uint32_t object = handle_take();
  /*@ assert fresh: object != 0 && iso[object] == 0; */
  /*@ ghost lemma_count(CELLS); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  first_cell[object] = first;
  slot_count[object] = slots;
  kind_of[object] = (uint8_t)kind;
  reference_count[object] = 1;
  births++;
  youngest = object;
  /*@ assert dying: \forall integer o; Listed(o, DYING) ==> o != object && \at(list_of[o],Pre) == DYING; */
  /*@ assert released: Released; */
  /*@ ghost birth[object] = births; */
  /*@ ghost ghost_own_block(first, object); */
  /*@ assert mine: \forall integer k; first <= k < first + slots ==> own[k] == object; */
  /*@ assert theirs: \forall integer o, k; Allocated(o) ==> o != object ==> IsSlot(o, k) ==> own[k] == o; */
  note_root(root);
  write_cell(root, object);
  if (kind_is_tracked(kind)) count_allocation();
  return object;
}

void heap_fill(uint32_t slot, uint32_t value)
{
  /*@ assert slot: IsSlot(youngest, first_cell[youngest] + slot) && own[first_cell[youngest] + slot] == youngest; */
  /*@ ghost lemma_count(CELLS); */
  reference_count[value]++;
  write_cell(first_cell[youngest] + slot, value);
}

void heap_track(uint32_t object)
{
  if (list_of[object] == UNTRACKED && kind_is_tracked(kind_of[object])) list_enlist(GENERATION_0, object);
}
