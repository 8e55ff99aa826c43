/* The auditor: checks the invariant of the heap at run time, clause by clause, reading the C state alone.
 *
 * heap_audit returns 0 exactly when AuditInv holds (spec/acsl/audit.acsl), else the number of the first clause that
 * is violated, in the order below; clauses bear the names of the predicates they are part of.  It trusts nothing that
 * it has not checked, so it may be asked about any state, however damaged, and never leaves an array.
 *
 * It checks everything up to the high-water marks (`born`, the lengths of the lists, named_used, pools_begun,
 * extents_begun, and the most locals an audit has seen), in time proportional to what they cover.  That storage beyond
 * them is untouched is assumed (Untouched): a mark that is too low may go unnoticed.
 *
 * Left out, because only ghost state tells: the isolation of what is being cleared, the ages of objects (Births), and
 * which block a word belongs to.  The block store's own tables (StoreInv) are not read. */
#ifndef HEAPPROOF_AUDIT_H
#define HEAPPROOF_AUDIT_H
#include "state.h"

enum {
  AUDIT_MARKS = 1, /* the high-water marks are within the capacities */
  AUDIT_LENGTHS,
  AUDIT_UNBORN,
  AUDIT_TAGS,
  AUDIT_FORWARD,
  AUDIT_BACKWARD,
  AUDIT_STACKS,
  AUDIT_KINDS,
  AUDIT_PLACED,
  AUDIT_OWNED, /* slots of two objects are disjoint */
  AUDIT_STRAYS,
  AUDIT_TARGETS,
  AUDIT_COUNTS,
  AUDIT_DYING,
  AUDIT_RELEASED,
  AUDIT_PROGRESS,
  AUDIT_WAITING,
  AUDIT_CLEARED,
  AUDIT_FRAMES,
  AUDIT_UNBOUND,
  AUDIT_CLAUSES
};

/* The ends of what was used of each region of cells. */
#define AUDIT_NAMED_END (named_used > FIRST_NAMED ? named_used : FIRST_NAMED)
#define AUDIT_LOCALS_END (FIRST_LOCAL + audit_locals)
#define AUDIT_HELD_END (FIRST_HELD + born + 1u)
#define AUDIT_GARBAGE_END (FIRST_GARBAGE + garbage_count)
#define AUDIT_POOLS_END (FIRST_BLOCK_CELL + pools_begun * POOL_WORDS)
#define AUDIT_EXTENTS_END (FIRST_EXTENT_CELL + extents_begun * EXTENT_UNIT_WORDS)

/* Scratch.  Nothing is assumed of what stands there, so nothing has to be cleaned: an entry of audit_owner counts
 * only when the object it names has that word as a slot. */
extern uint32_t audit_owner[CELLS];       /* the object that a word is a slot of */
extern uint32_t audit_tally[MAX_OBJECTS]; /* the references counted so far */

extern uint32_t audit_locals; /* the most locals that an audit has seen: those a return gave up are looked at, too */

#ifdef __FRAMAC__
#include "acsl/audit.acsl"
#endif

/* The next cell from `from` on that is not null, or `end`.  Most are null, and are passed eight at a time. */
/*@ requires range:  from <= end <= CELLS;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  range:  from <= \result <= end;
    ensures  null:   \forall integer k; from <= k < \result ==> cells[k] == 0;
    ensures  filled: \result < end ==> cells[\result] != 0; */
static inline uint32_t next_filled(uint32_t from, uint32_t end)
{
  uint32_t at = from;
  if (at < end && cells[at] != 0) return at; /* slots of one object are neighbours */
  /*@ loop invariant range: from <= at <= end;
      loop invariant null:  \forall integer k; from <= k < at ==> cells[k] == 0;
      loop assigns   at;
      loop variant   end - at; */
  while (end - at >= 8 && (cells[at] | cells[at + 1] | cells[at + 2] | cells[at + 3] | cells[at + 4] | cells[at + 5] |
                           cells[at + 6] | cells[at + 7]) == 0)
    at += 8;
  /*@ loop invariant range: from <= at <= end;
      loop invariant null:  \forall integer k; from <= k < at ==> cells[k] == 0;
      loop assigns   at;
      loop variant   end - at; */
  while (at < end && cells[at] == 0) at++;
  return at;
}

/* 0 when the heap is sound, else the first violated clause. */
/*@ requires untouched: Untouched;

    terminates \true;
    exits    \false;
    assigns  audit_owner[0 .. CELLS - 1], audit_tally[0 .. MAX_OBJECTS - 1], audit_locals;

    ensures  exact:  \result == 0 <==> AuditInv;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_MARKS, \result);
    ensures  again:  Untouched; */
uint32_t heap_audit(void);

/* Its parts.  Each assumes that those before it found nothing. */

/*@ requires untouched: UntouchedHandles && UntouchedOrder;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result == 0 <==> AuditLists;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_LENGTHS, \result); */
uint32_t audit_lists(void);

/*@ requires handles: Unborn;

    terminates \true;
    exits    \false;
    assigns  audit_owner[0 .. CELLS - 1];

    ensures  exact:  \result == 0 <==> AuditObjects;
    ensures  marked: \result == 0 ==> Marked;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_KINDS, \result); */
uint32_t audit_objects(void);

/*@ requires scanned:   Scanned;
    requires handles:   Unborn;
    requires objects:   AuditPlaced && Marked;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result == 0 <==> AuditCells;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_STRAYS, \result); */
uint32_t audit_cells(void);

/*@ requires scanned:   Scanned;
    requires handles:   Unborn;
    requires targets:   Targets;

    terminates \true;
    exits    \false;
    assigns  audit_tally[0 .. MAX_OBJECTS - 1];

    ensures  exact:  \result == 0 <==> Counts(0);
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_COUNTS, \result); */
uint32_t audit_counts(void);

/*@ requires handles: Unborn;
    requires placed:  AuditPlaced;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result == 0 <==> AuditDying;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_DYING, \result); */
uint32_t audit_dying(void);

/*@ requires lists:   Lengths && Unborn;
    requires objects: AuditPlaced && Targets;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result == 0 <==> AuditMachine;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_PROGRESS, \result); */
uint32_t audit_machine(void);

/*@ requires scanned:   Scanned;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result == 0 <==> FrameInv;
    ensures  first:  \result != 0 ==> FirstViolated(AUDIT_FRAMES, \result); */
uint32_t audit_frames(void);

/* 1 when the first `turns` slots of an object, in the order of its kind, are null. */
/*@ requires handles: Unborn;
    requires object:  IsHandle(object) && PlacedAt(object);
    requires turns:   turns <= slot_count[object];

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact:  \result != 0 <==> PassedNull(object, turns); */
uint32_t audit_passed(uint32_t object, uint32_t turns);

/* Lemma: what the auditor checks is part of the heap's invariant, so it finds nothing in a heap that has it. */
/*@ ghost
  /@ requires inv:   HeapInv;

     terminates \true;
     exits    \false;
     assigns  \nothing;

     ensures  part:  AuditInv; @/
  void lemma_audited(void);
*/

#endif
