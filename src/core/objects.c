/* Making objects: memory and handle, contents, generation. */
#include "objects.h"
#include "references.h"
#include "statistics.h"

uint32_t first_cell[MAX_OBJECTS];
uint32_t slot_count[MAX_OBJECTS];
uint8_t kind_of[MAX_OBJECTS];
uint64_t births;
uint32_t youngest;

/* Makes the block that begins at `first`, which nobody owns yet, an object. */
/*@ requires lists:      ListInv && Stacks && (length[FREE] > 0 || born + 1 < MAX_OBJECTS);
    requires references: Kinds && Placed && Owned && Owners && Strays && Targets && Counts(0) && DyingState && Released && Births;
    requires collection: CollectionInv && FrameInv && births < UINT64_MAX;
    requires block:      BlockHeld(first) && first + slots <= CELLS && BlockIs(first, slots);
    requires unowned:    \forall integer k; 0 <= k < CELLS ==> block_of[k] == first ==> own[k] == 0;
    requires no_leak:    \forall integer k; 0 <= k < CELLS ==> block_of[k] != 0 ==> block_of[k] != first ==> own[k] != 0 || plain[block_of[k]] != 0;
    requires roots_free: \forall integer k; 0 <= k < FIRST_BLOCK_CELL ==> block_of[k] == 0;
    requires root:       IsRoot(root) && cells[root] == 0;
    requires kind:       kind < KIND_COUNT;

    terminates \true;
    exits    \false;
    assigns  own[0 .. CELLS - 1], birth[0 .. MAX_OBJECTS - 1], births, youngest, named_used, cells[root],
             reference_count[0 .. MAX_OBJECTS - 1], first_cell[0 .. MAX_OBJECTS - 1], slot_count[0 .. MAX_OBJECTS - 1], kind_of[0 .. MAX_OBJECTS - 1],
             order[FREE * LIST_SPACE .. FREE * LIST_SPACE + LIST_SPACE - 1], length[FREE], list_of[0 .. MAX_OBJECTS - 1], born;

    ENSURES_LIST_INV
    ensures  stacks: Stacks;
    ENSURES_REF_INV(0)
    ENSURES_COLLECTION_INV
    ensures  frames: FrameInv;
    ensures  made:   Usable(\result) && list_of[\result] == UNTRACKED && youngest == \result && cells[root] == \result &&
                     reference_count[\result] == 1 && slot_count[\result] == slots && kind_of[\result] == kind;
    ensures  empty:  \forall integer k; IsSlot(\result, k) ==> cells[k] == 0;
    ensures  others: \forall integer o; 0 <= o < MAX_OBJECTS ==> o != \result ==> list_of[o] == \old(list_of[o]) && reference_count[o] == \old(reference_count[o]); */
static uint32_t make_object(uint32_t first, uint32_t root, uint32_t kind, uint32_t slots)
{
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
  return object;
}

uint32_t heap_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes)
{
  if (births == UINT64_MAX || (length[FREE] == 0 && born + 1 == MAX_OBJECTS)) return 0;
  uint32_t first = block_take(bytes);
  if (first == 0) return 0;
  /*@ assert owned: Owned && Owners && Placed; */
  uint32_t object = make_object(first, root, kind, slots);
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
