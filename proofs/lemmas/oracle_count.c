/* Counting references cell after cell: each fact is an induction, by a loop, over the cells. */
#include "oracle/settle.h"

/*@ ghost
  void lemma_oracle_count_bounds(uint32_t end)
  {
    uint32_t done = 0;
    /@ loop invariant done:    0 <= done <= end;
       loop invariant bounded: \forall integer object; 0 <= OracleCnt(done, object) <= done;
       loop invariant counted: \forall integer cell; 0 <= cell < done ==> OracleCnt(done, oracle_cell[cell]) >= 1;
       loop assigns done;
       loop variant end - done;
    @/
    while (done < end) done++;
  }
*/

/*@ ghost
  void lemma_oracle_count_gap(uint32_t from, uint32_t end)
  {
    uint32_t done = from;
    /@ loop invariant done: from <= done <= end;
       loop invariant same: \forall integer object; object != 0 ==> OracleCnt(done, object) == OracleCnt(from, object);
       loop assigns done;
       loop variant end - done;
    @/
    while (done < end) done++;
  }
*/
