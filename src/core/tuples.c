/* How many tuples of weak references there are. */
#include "tuples.h"

uint32_t tuples_of_age[AGES];
uint8_t tuple_was_made;

/*@ terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  sum: \result == Saturated(count + more); */
static uint32_t sum_of(uint32_t count, uint32_t more)
{
  return more > UINT32_MAX - count ? UINT32_MAX : count + more;
}

/* Takes those up to `generation` out of it. */
/*@ requires generation: generation < GENERATIONS;

    terminates \true;
    exits    \false;
    assigns  tuples_of_age[0 .. GENERATIONS - 1];

    ensures  taken:  \result == Saturated(TuplesUpTo{Pre}(generation));
    ensures  none:   TuplesUpTo(generation) == 0;
    ensures  others: \forall integer age; generation < age < GENERATIONS ==> tuples_of_age[age] == \old(tuples_of_age[age]); */
static uint32_t take_up_to(uint32_t generation)
{
  uint32_t taken = tuples_of_age[0];
  tuples_of_age[0] = 0;
  if (generation > 0) {
    taken = sum_of(taken, tuples_of_age[1]);
    tuples_of_age[1] = 0;
  }
  if (generation > 1) {
    taken = sum_of(taken, tuples_of_age[2]);
    tuples_of_age[2] = 0;
  }
  return taken;
}

void heap_track_tuple(void)
{
  tuples_of_age[0] = sum_of(tuples_of_age[0], 1);
  tuple_was_made = 0;
}

void tuple_goes(void)
{
  uint32_t age = 0;
  /*@ loop invariant range: 0 <= age <= AGES;
      loop invariant none:  \forall integer younger; 0 <= younger < age ==> tuples_of_age[younger] == 0;
      loop assigns   age;
      loop variant   AGES - age; */
  while (age < AGES && tuples_of_age[age] == 0) age++;
  if (age < AGES) tuples_of_age[age]--;
}

uint32_t with_tuples(uint32_t generation, uint32_t survivors)
{
  uint32_t moved = take_up_to(generation), older = generation < 2 ? generation + 1 : 2;
  tuples_of_age[older] = sum_of(tuples_of_age[older], moved);
  return sum_of(survivors, moved);
}

void freeze_tuples(void)
{
  tuples_of_age[GENERATIONS] = sum_of(tuples_of_age[GENERATIONS], take_up_to(2));
}

void unfreeze_tuples(void)
{
  tuples_of_age[2] = sum_of(tuples_of_age[2], tuples_of_age[GENERATIONS]);
  tuples_of_age[GENERATIONS] = 0;
}

void tuples_reset(void)
{
  (void)take_up_to(2);
  tuples_of_age[GENERATIONS] = 0;
  tuple_was_made = 0;
}
