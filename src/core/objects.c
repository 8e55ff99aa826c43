/* Making objects: memory and handle, contents, generation. */
#include "objects.h"
#include "calls.h"
#include "references.h"
#include "statistics.h"

uint32_t first_cell[MAX_OBJECTS];
uint32_t slot_count[MAX_OBJECTS];
uint8_t kind_of[MAX_OBJECTS];
uint64_t births;
uint32_t youngest;
uint8_t is_immortal[MAX_OBJECTS];
uint32_t immortal_count;

/* Makes the block that begins at `first`, which nobody owns yet, an object. */
/*@ requires lists:      ListInv && Stacks && (length[FREE] > 0 || born + 1 < MAX_OBJECTS);
    requires references: Kinds && Placed && Owned && Owners && Strays && Targets && Counts(0) && DyingState && Released && Births && Held;
    requires under_way: CallInv;
    requires collection: CollectionInv && FrameInv && births < UINT64_MAX;
    requires block:      BlockHeld(first) && first + slots <= CELLS && BlockIs(first, slots);
    requires unowned:    \forall integer k; 0 <= k < CELLS ==> block_of[k] == first ==> own[k] == 0;
    requires no_leak:    \forall integer k; 0 <= k < CELLS ==> block_of[k] != 0 ==> block_of[k] != first ==> own[k] != 0 || plain[block_of[k]] != 0;
    requires roots_free: \forall integer k; 0 <= k < FIRST_BLOCK_CELL ==> block_of[k] == 0;
    requires root:       IsRoot(root) && cells[root] == 0;
    requires kind:       kind < KIND_COUNT && (kind == KIND_WEAKREF ==> slots == 0);

    terminates \true;
    exits    \false;
    assigns  own[0 .. CELLS - 1], birth[0 .. MAX_OBJECTS - 1], births, youngest, named_used, cells[root],
             reference_count[0 .. MAX_OBJECTS - 1], first_cell[0 .. MAX_OBJECTS - 1], slot_count[0 .. MAX_OBJECTS - 1], kind_of[0 .. MAX_OBJECTS - 1],
             call_state[0 .. MAX_OBJECTS - 1], is_legacy[0 .. MAX_OBJECTS - 1], is_immortal[0 .. MAX_OBJECTS - 1],
             order[FREE * LIST_SPACE .. FREE * LIST_SPACE + LIST_SPACE - 1], length[FREE], list_of[0 .. MAX_OBJECTS - 1], born;

    ENSURES_LIST_INV
    ensures  stacks: Stacks;
    ENSURES_REF_INV(0)
    ENSURES_CALL_INV
    ENSURES_COLLECTION_INV
    ensures  frames: FrameInv;
    ensures  made:   Usable(\result) && list_of[\result] == UNTRACKED && youngest == \result && cells[root] == \result &&
                     reference_count[\result] == 1 && slot_count[\result] == slots && kind_of[\result] == kind && call_state[\result] == CALL_NONE &&
                     cells[FIRST_HELD + \result] == 0;
    ensures  empty:  \forall integer k; IsSlot(\result, k) ==> cells[k] == 0;
    ensures  others: \forall integer o; 0 <= o < MAX_OBJECTS ==> o != \result ==> list_of[o] == \old(list_of[o]) && reference_count[o] == \old(reference_count[o]); */
static uint32_t make_object(uint32_t first, uint32_t root, uint32_t kind, uint32_t slots)
{
  uint32_t object = handle_take();
  /*@ assert fresh: object != 0 && condemned[object] == 0; */
  /*@ ghost lemma_count(CELLS); */
  /*@ assert unreferenced: \forall integer k; 0 <= k < CELLS ==> cells[k] != object; */
  first_cell[object] = first;
  slot_count[object] = slots;
  kind_of[object] = (uint8_t)kind;
  set_call(object, CALL_NONE);
  is_legacy[object] = 0;
  is_immortal[object] = 0;
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
  if (kind_is_tracked(kind)) count_allocation(kind, slots);
  return object;
}

void heap_fill(uint32_t slot, uint32_t value)
{
  /*@ assert slot: IsSlot(youngest, first_cell[youngest] + slot) && own[first_cell[youngest] + slot] == youngest; */
  /*@ ghost lemma_count(CELLS); */
  /*@ assert other: cells[PIN] != 0 ==> collecting == PHASE_DELETE ==> cells[PIN] != youngest; */
  reference_count[value]++;
  write_cell(first_cell[youngest] + slot, value);
}

uint32_t may_be_tracked(uint32_t object)
{
  if (object == 0 || !kind_is_tracked(kind_of[object])) return 0;
  return kind_of[object] != KIND_TUPLE || list_of[object] != UNTRACKED;
}

uint32_t holds_trackable(uint32_t object)
{
  uint32_t first = first_cell[object], slots = slot_count[object];
  /*@ loop invariant range: 0 <= i <= slots;
      loop invariant none:  \forall integer k; first <= k < first + i ==> cells[k] == 0 || !MayBeTracked(cells[k]);
      loop assigns   i;
      loop variant   slots - i; */
  for (uint32_t i = 0; i < slots; i++)
    if (may_be_tracked(cells[first + i])) {
      /*@ assert holds: IsSlot(object, first + i) && cells[first + i] != 0 && MayBeTracked(cells[first + i]); */
      return 1;
    }
  return 0;
}

void begin_tracking(uint32_t object)
{
  list_enlist(GENERATION_0, object);
}

void heap_track(uint32_t object)
{
  if (list_of[object] != UNTRACKED || !kind_is_tracked(kind_of[object])) return;
  if (kind_of[object] == KIND_DICT && !holds_trackable(object)) return;
  begin_tracking(object);
}

void heap_give_finalizer(void)
{
  set_call(youngest, CALL_PENDING);
}

void heap_make_legacy(uint32_t object)
{
  is_legacy[object] = 1;
}

void heap_make_immortal(void)
{
  /*@ ghost lemma_count(CELLS); */
  immortal_count++;
  is_immortal[youngest] = 1;
  reference_count[youngest]++;
  write_cell(FIRST_HELD + youngest, youngest);
}

uint32_t heap_plain_weakref(uint32_t object)
{
  uint32_t first = weak_first[object];
  return first != 0 && !has_callback[first] ? first : 0;
}

uint32_t heap_refer_weakly(uint32_t reference, uint32_t object, uint32_t calls_back)
{
  if (weak_links >= UINT64_MAX - 1) return 0;
  uint32_t plain = heap_plain_weakref(object);
  /*@ assert quiet: \forall integer o; Giving(o) ==> notice_at[o] != reference && notice_at[o] != plain && o != object; */
  set_call(reference, CALL_PENDING);
  has_callback[reference] = calls_back != 0;
  if (calls_back) weak_link_called(reference, object, plain);
  else weak_link_plain(reference, object);
  /*@ assert others: \forall integer w; 0 <= w < MAX_OBJECTS ==> w != reference ==> referent[w] == \at(referent[\at(w,Here)],Pre) &&
        call_state[w] == \at(call_state[\at(w,Here)],Pre) && weak_rank[w] == \at(weak_rank[\at(w,Here)],Pre); */
  /*@ assert elsewhere: \forall integer o; Giving(o) ==> referent[reference] != o; */
  /*@ assert queued: \forall integer o, v; Giving(o) ==> stage[o] == STAGE_NOTICE ==> 0 < v < MAX_OBJECTS ==> referent[v] == o ==> weak_rank[v] <= weak_rank[notice_at[o]] ==> call_state[v] == CALL_QUEUED; */
  /*@ assert ends: \forall integer o; Giving(o) ==> weak_next[\at(notice_at[\at(o,Here)],Pre)] == 0 || stage[o] != STAGE_LET_GO; */
  return 1;
}

uint32_t heap_deref(uint32_t reference)
{
  uint32_t object = referent[reference];
  return object != 0 && list_of[object] >= UNREACHABLE && !condemned[object] ? object : 0;
}
