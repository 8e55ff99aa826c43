/* The cell array and its one writer. */
#include "cells.h"

uint32_t cells[CELLS];

void write_cell(uint32_t cell, uint32_t value)
{
  cells[cell] = value;
  /*@ ghost
    uint32_t i = 0;
    /@ loop invariant range:   0 <= i <= CELLS;
       loop invariant counted: \forall integer x; CountTo(i, x) == CountTo{Pre}(i, x) -
                                 (cell < i && \at(cells[cell],Pre) == x ? 1 : 0) + (cell < i && value == x ? 1 : 0);
       loop assigns   i;
       loop variant   CELLS - i; @/
    while (i < CELLS) i++;
  */
}
