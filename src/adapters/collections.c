/* Collections through the gc module, and their beginnings and ends.
 *
 * gc.callbacks would tell of both, but makes a dict and an object or two each time, before and after the collection:
 * the counts that follow would be off by one, and a dict more stand on its free list.  gc.DEBUG_STATS tells the same in
 * text on standard error, and makes nothing that the collector counts: without a sys.stderr the text goes to the C
 * library's stderr, and that is a stream of ours here. */
#include "collections.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "collector_state.h"
#include "output.h"
#include "perform.h"

enum { DEBUG_STATS = 1, DEBUG_SAVEALL = 32 };

static PyObject *gc_collect, *gc_enable, *gc_disable, *gc_isenabled, *gc_freeze, *gc_unfreeze, *gc_set_debug;
static PyObject *gc_garbage;
static PyObject *generation_arguments[GENERATIONS], *debug_arguments[2], *no_arguments;
static char report[512]; /* the line that is being written */
static size_t report_size;
static int generation_reported;
static long found_reported; /* by the collection that ended last */

static void take_report(void)
{
  long unreachable, uncollectable;
  int generation;
  if (sscanf(report, "gc: collecting generation %d", &generation) == 1) {
    generation_reported = generation;
    tell_collection("collect_start", generation, 0, 0);
  } else if (strncmp(report, "gc: done", 8) == 0) {
    if (sscanf(report, "gc: done, %ld unreachable, %ld uncollectable", &unreachable, &uncollectable) != 2)
      unreachable = uncollectable = 0;
    found_reported = unreachable;
    empty_trashcan();
    tell_collection("collect_stop", generation_reported, unreachable - uncollectable, uncollectable);
  } else if (strncmp(report, "gc:", 3) != 0) {
    if (write(STDERR_FILENO, report, report_size) < 0) return; /* not the collector's: passed on */
  }
}

static ssize_t write_report(void *cookie, const char *bytes, size_t size)
{
  (void)cookie;
  for (size_t i = 0; i < size; i++) {
    if (report_size + 1 < sizeof report) report[report_size++] = bytes[i];
    if (bytes[i] != '\n') continue;
    report[report_size] = '\0';
    take_report();
    report_size = 0;
  }
  return (ssize_t)size;
}

static int listen(void)
{
  cookie_io_functions_t functions = {NULL, write_report, NULL, NULL};
  FILE *stream = fopencookie(NULL, "w", functions);
  if (stream == NULL) return 0;
  setvbuf(stream, NULL, _IONBF, 0);
  stderr = stream;
  return PySys_SetObject("stderr", NULL) == 0;
}

/* Arguments are made once: a call makes nothing then. */
static int make_arguments(void)
{
  no_arguments = PyTuple_New(0);
  for (int i = 0; i < GENERATIONS; i++) generation_arguments[i] = Py_BuildValue("(i)", i);
  debug_arguments[0] = Py_BuildValue("(i)", DEBUG_STATS);
  debug_arguments[1] = Py_BuildValue("(i)", DEBUG_STATS | DEBUG_SAVEALL);
  return no_arguments != NULL && generation_arguments[2] != NULL && debug_arguments[1] != NULL;
}

static void call(PyObject *function, PyObject *arguments)
{
  PyObject *result = PyObject_Call(function, arguments, NULL);
  if (result == NULL) abort(); /* none of these calls can fail */
  Py_DECREF(result);
}

int collections_open(void)
{
  PyObject *gc = PyImport_ImportModule("gc");
  if (gc == NULL) return 0;
  gc_collect = PyObject_GetAttrString(gc, "collect");
  gc_enable = PyObject_GetAttrString(gc, "enable");
  gc_disable = PyObject_GetAttrString(gc, "disable");
  gc_isenabled = PyObject_GetAttrString(gc, "isenabled");
  gc_set_debug = PyObject_GetAttrString(gc, "set_debug");
  gc_garbage = PyObject_GetAttrString(gc, "garbage");
  if (HAS_FREEZE) gc_freeze = PyObject_GetAttrString(gc, "freeze");
  if (HAS_FREEZE) gc_unfreeze = PyObject_GetAttrString(gc, "unfreeze");
  Py_DECREF(gc);
  if (PyErr_Occurred() || !make_arguments() || !listen()) return 0;
  enable_collections(0);
  return 1;
}

/* What gc.collect() returns and what was reported must be the same; one inside another returns 0, unreported. */
void collect(uint32_t generation)
{
  PyObject *result = PyObject_Call(gc_collect, generation_arguments[generation], NULL);
  long found = result == NULL ? -1 : PyLong_AsLong(result);
  Py_XDECREF(result);
  if (found != 0 && found != found_reported) tell_error("gc.collect() returned another number than was reported");
}

void enable_collections(int enable)
{
  call(enable ? gc_enable : gc_disable, no_arguments);
}

int collections_enabled(void)
{
  PyObject *result = PyObject_Call(gc_isenabled, no_arguments, NULL);
  int enabled = result == Py_True;
  Py_XDECREF(result);
  return enabled;
}

void freeze_objects(void)
{
  call(gc_freeze, no_arguments);
}

void unfreeze_objects(void)
{
  call(gc_unfreeze, no_arguments);
}

void save_all(int saves_all)
{
  call(gc_set_debug, debug_arguments[saves_all != 0]);
}

PyObject *garbage_list(void)
{
  return gc_garbage;
}
