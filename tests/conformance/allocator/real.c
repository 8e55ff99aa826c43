/* A C extension: sequences on the allocator of the interpreter that loads it, each in a process of its own.
 *
 * The child first fills what the interpreter has: with an arena allocator that refuses, blocks of every class are
 * taken until a new arena is asked for.  From then on no pool and no arena of before has room, and as nothing of the
 * interpreter runs any more, the allocator behaves as a fresh one. */
#define _GNU_SOURCE
#include <Python.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "arenas.h"
#include "play.h"
#include "sequence.h"
#include "stream.h"

#if PY_VERSION_HEX >= 0x030A0000
enum { POOL_BYTES = 16384, ARENA_BYTES = 1048576 };
#else
enum { POOL_BYTES = 4096, ARENA_BYTES = 262144 };
#endif
enum { CLASSES = 32, CLASS_BYTES = 16, MOST_BLOCKS = 100000000 };

static int filling, asked;

static void write_word(uint64_t word)
{
  fwrite(&word, sizeof word, 1, stdout);
}

static void *give_arena(void *context, size_t size)
{
  (void)context;
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

/* 1 when no class has a block left. */
static int fill(void)
{
  filling = 1;
  for (size_t class = CLASSES; class > 0; class --) {
    asked = 0;
    for (long i = 0; i < MOST_BLOCKS && !asked; i++)
      if (PyObject_Malloc(class * CLASS_BYTES) == 0) return 0;
    if (!asked) return 0;
  }
  filling = 0;
  return 1;
}

static int play_in_child(unsigned long seed, unsigned long operations)
{
  static const struct allocator allocator = {PyObject_Malloc, PyObject_Calloc, PyObject_Realloc, PyObject_Free};
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
