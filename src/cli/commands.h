/* The commands of heapproof: each gets its own name as argv[0] and its arguments after it, and returns the exit
 * status. */
#ifndef HEAPPROOF_COMMANDS_H
#define HEAPPROOF_COMMANDS_H

/* The build says which. */
#ifndef HEAPPROOF_VERSION
#define HEAPPROOF_VERSION "unknown"
#endif

enum { EXIT_FINE = 0, EXIT_DIFFERENCE = 1, EXIT_BAD_INPUT = 2, EXIT_CRASHED = 3, EXIT_HUNG = 4 };

int run_main(int argc, char **argv);
int check_main(int argc, char **argv);
int generate_main(int argc, char **argv);
int decode_main(int argc, char **argv);
int encode_main(int argc, char **argv);
int enumerate_main(int argc, char **argv);
int graph_main(int argc, char **argv);
int arenas_main(int argc, char **argv);
int mallocstats_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int shrink_main(int argc, char **argv);
int adapter_main(int argc, char **argv);
int profiles_main(int argc, char **argv);

#endif
