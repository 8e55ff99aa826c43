/* Included before everything else in the files whose static storage is the state of a run: it is put into sections
 * with names of their own, whose ends the linker knows. */
#pragma clang section bss = "heapproof_zero" data = "heapproof_data"
