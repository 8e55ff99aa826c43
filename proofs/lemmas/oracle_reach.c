/* The oracle's walk against declared reachability: closed sets hold all that is reachable, sets with certificates
 * hold nothing else.  Each is an induction, by a loop, over the number of steps or over the places. */
#include "oracle/graph.h"
#include "oracle/population.h"
#include "oracle/trace.h"

/*@ ghost
  void lemma_oracle_closed(uint32_t reached)
  {
    uint32_t steps = 0;
    /@ loop invariant steps:  0 <= steps <= MAX_OBJECTS;
       loop invariant inside: \forall integer object; OracleReachSteps(steps, object) ==>
                                OraclePresent(object) && oracle_position[object] < reached;
       loop assigns steps;
       loop variant MAX_OBJECTS - steps;
    @/
    while (steps < MAX_OBJECTS) steps++;
  }
*/

/*@ ghost
  void lemma_oracle_certified(uint32_t reached)
  {
    uint32_t steps = 0;
    /@ loop invariant steps:   0 <= steps <= MAX_OBJECTS;
       loop invariant reached: \forall integer object;
                                 OraclePresent(object) && oracle_position[object] < reached &&
                                 oracle_position[object] < steps ==> OracleReachSteps(steps, object);
       loop assigns steps;
       loop variant MAX_OBJECTS - steps;
    @/
    while (steps < MAX_OBJECTS) steps++;
  }
*/

/*@ ghost
  void lemma_oracle_kept_closed(uint32_t generation, uint32_t old, uint32_t reached)
  {
    uint32_t steps = 0;
    /@ loop invariant steps:  0 <= steps <= MAX_OBJECTS;
       loop invariant inside: \forall integer object; OracleKeptSteps(generation, steps, object) ==>
                                OraclePresent(object) && old <= oracle_position[object] < reached;
       loop assigns steps;
       loop variant MAX_OBJECTS - steps;
    @/
    while (steps < MAX_OBJECTS) steps++;
  }
*/

/*@ ghost
  void lemma_oracle_kept_certified(uint32_t generation, uint32_t old, uint32_t reached)
  {
    uint32_t steps = 0;
    /@ loop invariant steps: 0 <= steps <= MAX_OBJECTS;
       loop invariant kept:  \forall integer object;
                               OraclePresent(object) && old <= oracle_position[object] < reached &&
                               oracle_position[object] < steps ==> OracleKeptSteps(generation, steps, object);
       loop assigns steps;
       loop variant MAX_OBJECTS - steps;
    @/
    while (steps < MAX_OBJECTS) steps++;
  }
*/
