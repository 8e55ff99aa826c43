/* Objects are made: memory and handle first, then filled, then put on a generation.
 *
 * The three steps are separate because an automatic collection runs between them, on an object that has its
 * memory and is not yet tracked (PyObject_GC_New before PyObject_GC_Track). */
#ifndef HEAPPROOF_OBJECTS_H
#define HEAPPROOF_OBJECTS_H
#include "state.h"

/* The cell of the slot that `object` visits as its `turn`-th, from 0: its kind decides the direction. */
/*@ requires object: IsHandle(object) && born < MAX_OBJECTS;
    requires turn:   turn < slot_count[object];
    requires slots:  first_cell[object] + slot_count[object] <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  cell:   \result == (kind_of[object] == KIND_LIST || kind_of[object] == KIND_TUPLE ?
                                 first_cell[object] + (slot_count[object] - 1 - turn) : first_cell[object] + turn);
    ensures  slot:   IsSlot(object, \result);
    ensures  next:   \forall integer k; Passed(object, k, turn + 1) <==> Passed(object, k, turn) || k == \result; */
static inline uint32_t slot_cell(uint32_t object, uint32_t turn)
{
  if (kind_is_backward(kind_of[object])) return first_cell[object] + (slot_count[object] - 1 - turn);
  return first_cell[object] + turn;
}

/* Gives the words of a block an owner; the count of references does not depend on owners. */
/*@ ghost
  /@ terminates \true;
     exits    \false;
     assigns  own[0 .. CELLS - 1];

     ensures  owned: \forall integer k; 0 <= k < CELLS ==> own[k] == (block_of[k] == first ? object : \old(own[k])); @/
  void ghost_own_block(uint32_t first, uint32_t object);
*/

/* A new object with `slots` null slots in a block of `bytes` bytes, untracked, its one reference in the root
 * `root`, which must be null.  An object of a tracked kind counts for the next automatic collection.  Returns 0
 * when there is no handle or no block left; then nothing has changed. */
/*@ requires inv:    HeapInv;
    requires root:   IsRoot(root) && cells[root] == 0;
    requires kind:   kind < KIND_COUNT;
    requires bytes:  1 <= bytes && WORD_BYTES * slots <= bytes;
    requires slots:  kind == KIND_WEAKREF ==> slots == 0;

    terminates \true;
    exits    \false;
    assigns  BLOCK_STATE, block_of[0 .. CELLS - 1], own[0 .. CELLS - 1], birth[0 .. MAX_OBJECTS - 1], births, youngest, named_used, cells[root],
             reference_count[0 .. MAX_OBJECTS - 1], first_cell[0 .. MAX_OBJECTS - 1], slot_count[0 .. MAX_OBJECTS - 1], kind_of[0 .. MAX_OBJECTS - 1],
             call_state[0 .. MAX_OBJECTS - 1], is_legacy[0 .. MAX_OBJECTS - 1], is_immortal[0 .. MAX_OBJECTS - 1],
             order[FREE * LIST_SPACE .. FREE * LIST_SPACE + LIST_SPACE - 1], length[FREE], list_of[0 .. MAX_OBJECTS - 1], born, gc_count[0], was_counted, saved[0 .. FREE_LISTS - 1];

    ENSURES_HEAP_INV
    ensures  same_cells:   \result == 0 ==> SameCells{Pre,Here};
    ensures  same_objects: \result == 0 ==> SameObjects{Pre,Here};
    ensures  same_lists:   \result == 0 ==> SameLists{Pre,Here};
    ensures  same_blocks:  \result == 0 ==> SameBlocks{Pre,Here};
    ensures  same_pools:   \result == 0 ==> SamePools{Pre,Here};
    ensures  same_extents: \result == 0 ==> SameExtents{Pre,Here};
    ensures  same_counts:  \result == 0 ==> gc_count[0] == \old(gc_count[0]) && named_used == \old(named_used);
    ensures  counts: \result != 0 ==> (IsTracked(kind) && was_counted != 0 ==> gc_count[0] == Saturated(\old(gc_count[0]) + 1)) &&
                     (!IsTracked(kind) || was_counted == 0 ==> gc_count[0] == \old(gc_count[0]));
    ensures  made:   \result != 0 ==> Usable(\result) && list_of[\result] == UNTRACKED && youngest == \result && cells[root] == \result &&
                     reference_count[\result] == 1 && slot_count[\result] == slots && kind_of[\result] == kind && call_state[\result] == CALL_NONE &&
                     cells[FIRST_HELD + \result] == 0;
    ensures  empty:  \result != 0 ==> \forall integer k; IsSlot(\result, k) ==> cells[k] == 0;
    ensures  others: \forall integer o; 0 <= o < MAX_OBJECTS ==> o != \result ==> list_of[o] == \old(list_of[o]) && reference_count[o] == \old(reference_count[o]); */
uint32_t heap_new(uint32_t root, uint32_t kind, uint32_t slots, uint32_t bytes);

/* Fills a null slot of the youngest object before it is tracked; the only way to fill a tuple. */
/*@ requires inv:     HeapInv;
    requires newborn: Usable(youngest) && list_of[youngest] == UNTRACKED;
    requires slot:    slot < slot_count[youngest] && cells[first_cell[youngest] + slot] == 0;
    requires value:   Usable(value) && value != youngest;

    terminates \true;
    exits    \false;
    assigns  cells[first_cell[youngest] + slot], reference_count[value];

    ENSURES_EACH_HEAP_INV
    ensures  stored:  cells[first_cell[youngest] + slot] == value; */
void heap_fill(uint32_t slot, uint32_t value);

/* May an object be of interest to the collector (_PyObject_GC_MAY_BE_TRACKED)?  A tuple that is not tracked is not. */
/*@ requires object: object < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result != 0 <==> MayBeTracked(object); */
uint32_t may_be_tracked(uint32_t object);

/* Does it hold something that may be tracked? */
/*@ requires object:  object < MAX_OBJECTS && first_cell[object] + slot_count[object] <= CELLS;
    requires targets: born < MAX_OBJECTS && Targets;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:   \result != 0 <==> HoldsTrackable(object); */
uint32_t holds_trackable(uint32_t object);

/* Puts an object of a tracked kind, which is on no list, at the end of generation 0. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object) && list_of[object] == UNTRACKED && IsTracked(kind_of[object]);

    terminates \true;
    exits    \false;
    assigns  order[GENERATION_0 * LIST_SPACE .. GENERATION_0 * LIST_SPACE + LIST_SPACE - 1], length[GENERATION_0], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_HEAP_INV
    ensures  linked: list_of[object] == GENERATION_0; */
void begin_tracking(uint32_t object);

/* Puts an object of a tracked kind at the end of generation 0, unless it is on a list already; a dict only when it
 * holds something that may be tracked. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object);

    terminates \true;
    exits    \false;
    assigns  order[GENERATION_0 * LIST_SPACE .. GENERATION_0 * LIST_SPACE + LIST_SPACE - 1], length[GENERATION_0], position[0 .. MAX_OBJECTS - 1], list_of[object];

    ENSURES_HEAP_INV
    ensures  linked: list_of[object] != UNTRACKED <==>
                       \old(list_of[object]) != UNTRACKED || (IsTracked(kind_of[object]) && (kind_of[object] == KIND_DICT ==> HoldsTrackable{Pre}(object))); */
void heap_track(uint32_t object);

/* The object made last, which is not tracked yet, has a finalizer: it runs once, when the object dies or is found
 * unreachable. */
/*@ requires inv:     HeapInv;
    requires newborn: Usable(youngest) && list_of[youngest] == UNTRACKED && IsFinalizable(kind_of[youngest]) && call_state[youngest] == CALL_NONE;

    terminates \true;
    exits    \false;
    assigns  call_state[youngest];

    ENSURES_HEAP_INV
    ensures  owed:    call_state[youngest] == CALL_PENDING; */
void heap_give_finalizer(void);

/* The object has a legacy finalizer (tp_del): a collection does not free it, nor what it leads to. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object);

    terminates \true;
    exits    \false;
    assigns  is_legacy[object];

    ENSURES_HEAP_INV
    ensures  legacy: is_legacy[object] != 0; */
void heap_make_legacy(uint32_t object);

/* The object made last never dies: the machine holds it for ever. */
/*@ requires inv:     HeapInv;
    requires newborn: Usable(youngest) && list_of[youngest] == UNTRACKED && (kind_of[youngest] == KIND_CELL || kind_of[youngest] == KIND_ATOM);
    requires single:  reference_count[youngest] < UINT32_MAX && cells[FIRST_HELD + youngest] == 0 && immortal_count < MAX_OBJECTS;

    terminates \true;
    exits    \false;
    assigns  immortal_count, is_immortal[youngest], reference_count[youngest], cells[FIRST_HELD + youngest];

    ENSURES_HEAP_INV
    ensures  held:    cells[FIRST_HELD + youngest] == youngest; */
void heap_make_immortal(void);

/* The object's weak reference without callback, which all share, or 0. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(object);

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  plain:  \result != 0 ==> Usable(\result) && kind_of[\result] == KIND_WEAKREF && referent[\result] == object && has_callback[\result] == 0;
    ensures  none:   \result == 0 ==> weak_first[object] == 0 || has_callback[weak_first[object]] != 0; */
uint32_t heap_plain_weakref(uint32_t object);

/* A weak reference that refers to nothing refers to the object from now on; one without callback only where there is
 * none yet.  0, and nothing has changed, when no more can ever be made. */
/*@ requires inv:       HeapInv;
    requires reference: Usable(reference) && kind_of[reference] == KIND_WEAKREF && call_state[reference] == CALL_NONE && cells[FIRST_HELD + reference] == 0;
    requires object:    Usable(object) && IsFinalizable(kind_of[object]);
    requires single:    calls_back == 0 ==> weak_first[object] == 0 || has_callback[weak_first[object]] != 0;

    terminates \true;
    exits    \false;
    assigns  call_state[reference], has_callback[reference], WEAK_STATE, weak_rank[reference], weak_links;

    ENSURES_EACH_HEAP_INV
    ensures  linked:    \result != 0 ==> referent[reference] == object;
    ensures  newest:    \result != 0 ==> calls_back != 0 ==> weak_rank[reference] == weak_links; */
uint32_t heap_refer_weakly(uint32_t reference, uint32_t object, uint32_t calls_back);

/* What a weak reference refers to, or 0 when that is dead, cleared or going to be cleared. */
/*@ requires inv:    HeapInv;
    requires usable: Usable(reference);

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  usable: UsableOrNull(\result);
    ensures  value:  \result != 0 ==> \result == referent[reference]; */
uint32_t heap_deref(uint32_t reference);

#endif
