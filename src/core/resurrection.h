/* After the finalizers: what came back is saved, what nothing leads to is condemned (handle_resurrected_objects).
 *
 * The reachability of what was found is computed anew, with SUSPECTS in the place of a generation. */
#ifndef HEAPPROOF_RESURRECTION_H
#define HEAPPROOF_RESURRECTION_H
#include "state.h"
#ifdef __FRAMAC__
#include "acsl/scan.acsl"
#include "acsl/gc_refs.acsl"
#include "acsl/machine.acsl"
#include "acsl/collect.acsl"
#endif

/*@ requires inv:    HeapInv;
    requires phase:  collecting == PHASE_FINALIZERS && cells[PIN] == 0 && next_unreachable == length[UNREACHABLE];

    terminates \true;
    exits    \false;
    assigns  MACHINE_STATE;

    ENSURES_STEP
    ensures  phase:  collecting == PHASE_DELETE; */
void decide(void);

#endif
