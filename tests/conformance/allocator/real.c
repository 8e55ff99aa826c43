/* A C extension: sequences on the allocator of the interpreter that loads it, each in a process of its own.
 *
 * The child first fills what the interpreter has: with an arena allocator that refuses, blocks of every class are
 * taken until a new arena is asked for.  From then on no pool and no arena of before has room, and as nothing of the
 * interpreter runs any more, the allocator behaves as a fresh one.  Its statistics are those of a fresh one and the
 * ones of before, figure by figure; the high-water mark too, as arenas that had gone are replaced and filled first. */
#define _GNU_SOURCE
#include <Python.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "arenas.h"
#include "play.h"
#include "sequence.h"
#include "stream.h"
#include "table.h"

#if PY_VERSION_HEX >= 0x030A0000
enum { POOL_BYTES = 16384, ARENA_BYTES = 1048576 };
#else
enum { POOL_BYTES = 4096, ARENA_BYTES = 262144 };
#endif
enum { CLASSES = 32, CLASS_BYTES = 16, MOST_BLOCKS = 100000000 };

/* Each version has and exports it; not all declare it, and 3.6, which does, lets it return nothing. */
#if PY_VERSION_HEX >= 0x03070000
extern int _PyObject_DebugMallocStats(FILE *file);
#endif

static int filling, asked;
static struct table before;
static uint64_t blocks_before, arenas_gone;

static void write_word(uint64_t word)
{
  fwrite(&word, sizeof word, 1, stdout);
}

static void *give_arena(void *context, size_t size)
{
  (void)context;
  if (filling && arenas_gone > 0) {
    arenas_gone--;
    void *arena = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return arena == MAP_FAILED ? 0 : arena;
  }
  asked = 1;
  if (filling) return 0;
  if (size != ARENA_BYTES) _exit(4);
  return arena_map(write_word);
}

static void take_arena(void *context, void *address, size_t size)
{
  (void)context;
  (void)size;
  if (filling || !arena_unmap(address, write_word)) _exit(5);
}

/* --- statistics --- */

static void print_statistics(FILE *file)
{
  _PyObject_DebugMallocStats(file);
}

static void take_table(struct table *table)
{
  if (!table_take(print_statistics, table) || !table_subtract(table, &before)) _exit(9);
}

/* The number it returns is a block itself, which it has not counted; no arena comes for that one's sake. */
static uint64_t count_blocks(void)
{
  filling = 1;
  PyObject *function = PySys_GetObject("getallocatedblocks");
  PyObject *number = function == 0 ? 0 : PyObject_CallObject(function, 0);
  if (number == 0) _exit(10);
  uint64_t count = PyLong_AsUnsignedLongLong(number);
  Py_DECREF(number);
  return count - blocks_before;
}

/* --- playing --- */

/* 1 when no class has a block left. */
static int fill(void)
{
  if (!table_take(print_statistics, &before)) return 0;
  arenas_gone = before.figure[FIGURE_ARENAS_HIGHWATER] - before.figure[FIGURE_ARENAS];
  filling = 1;
  for (size_t class = CLASSES; class > 0; class --) {
    asked = 0;
    for (long i = 0; i < MOST_BLOCKS && !asked; i++)
      if (PyObject_Malloc(class * CLASS_BYTES) == 0) return 0;
    if (!asked) return 0;
  }
  blocks_before = count_blocks();
  filling = 0;
  return table_take(print_statistics, &before) && before.figure[FIGURE_BYTES_AVAILABLE] == 0 &&
         before.figure[FIGURE_UNUSED_POOLS] == 0 &&
         before.figure[FIGURE_ARENAS_HIGHWATER] == before.figure[FIGURE_ARENAS];
}

static int play_in_child(unsigned long seed, unsigned long operations)
{
  static const struct allocator allocator = {PyObject_Malloc, PyObject_Calloc, PyObject_Realloc,
                                             PyObject_Free,   take_table,      count_blocks};
  PyObjectArenaAllocator arenas = {0, give_arena, take_arena};
  static char buffer[1 << 16];
  if (!arenas_begin(POOL_BYTES, ARENA_BYTES)) return 6;
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  PyObject_SetArenaAllocator(&arenas);
  if (!fill()) return 7;
  sequence_begin(seed);
  write_word(stream_word(WORD_BEGIN, seed, 0, 0));
  play(&allocator, operations, write_word, 0);
  return fflush(stdout) == 0 ? 0 : 8;
}

/* play(seed, operations): the exit status of the child. */
static PyObject *real_play(PyObject *module, PyObject *arguments)
{
  unsigned long seed, operations;
  int status = -1;
  (void)module;
  if (!PyArg_ParseTuple(arguments, "kk", &seed, &operations)) return 0;
  pid_t child = fork();
  if (child == 0) _exit(play_in_child(seed, operations));
  if (child < 0 || waitpid(child, &status, 0) != child) return PyErr_SetFromErrno(PyExc_OSError);
  return PyLong_FromLong(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static PyMethodDef methods[] = {{"play", real_play, METH_VARARGS, 0}, {0, 0, 0, 0}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "heapproof_real", 0, -1, methods, 0, 0, 0, 0};

PyMODINIT_FUNC PyInit_heapproof_real(void);
PyMODINIT_FUNC PyInit_heapproof_real(void)
{
  return PyModule_Create(&definition);
}
