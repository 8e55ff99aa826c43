/* Figures of the steps of a program (byte_programs.h). */
#ifndef HEAPPROOF_STEP_FIGURES_H
#define HEAPPROOF_STEP_FIGURES_H
#include "byte_programs.h"

/* Before a step is performed, of runs in which components are looked for; and after every step. */
void figures_before_collection(const struct step *step);
void figures_after(const struct step *step);
/* The run is over. */
void figures_end_steps(void);

#endif
