/* The collector's own variables, where each version of CPython keeps them. */
#define Py_BUILD_CORE 1
#define Py_BUILD_CORE_MODULE 1
#include "collector_state.h"
#if PY_VERSION_HEX >= 0x03090000
#include "internal/pycore_gc.h"
#include "internal/pycore_interp.h"
#define STATE (&PyInterpreterState_Get()->gc)
#elif PY_VERSION_HEX >= 0x03080000
#include "internal/pycore_object.h"
#include "internal/pycore_pystate.h"
#define STATE (&_PyRuntime.gc)
#elif PY_VERSION_HEX >= 0x03070000
#include "internal/pystate.h"
#define STATE (&_PyRuntime.gc)
#endif

#if PY_VERSION_HEX >= 0x03070000
static struct gc_generation *generation_at(int generation)
{
  return generation == PERMANENT ? &STATE->permanent_generation : &STATE->generations[generation];
}
#else
/* 3.6 exports the address of its table of generations, but not the type. */
struct gc_generation {
  PyGC_Head head;
  int threshold, count;
};
static struct gc_generation *generation_at(int generation)
{
  return (struct gc_generation *)_PyGC_generation0 + generation;
}
#endif

/* The links of a list: integers with flags in their low bits since 3.8, pointers before. */
#if PY_VERSION_HEX >= 0x03080000
static PyGC_Head *next_of(const PyGC_Head *head)
{
  return (PyGC_Head *)head->_gc_next;
}

static PyGC_Head *previous_of(const PyGC_Head *head)
{
  return (PyGC_Head *)(head->_gc_prev & ~(uintptr_t)3);
}

static void link_heads(PyGC_Head *before, PyGC_Head *after)
{
  before->_gc_next = (uintptr_t)after;
  after->_gc_prev = (after->_gc_prev & 3) | (uintptr_t)before;
}
#else
static PyGC_Head *next_of(const PyGC_Head *head)
{
  return head->gc.gc_next;
}

static PyGC_Head *previous_of(const PyGC_Head *head)
{
  return head->gc.gc_prev;
}

static void link_heads(PyGC_Head *before, PyGC_Head *after)
{
  before->gc.gc_next = after;
  after->gc.gc_prev = before;
}
#endif

/* As gc_list_merge: appends one list to another and leaves it empty. */
static void merge(PyGC_Head *from, PyGC_Head *to)
{
  if (next_of(from) == from) return;
  PyGC_Head *first = next_of(from), *last = previous_of(from);
  link_heads(previous_of(to), first);
  link_heads(last, to);
  link_heads(from, from);
}

int collector_count(int generation)
{
  return generation_at(generation)->count;
}

void collector_set_count(int generation, int count)
{
  generation_at(generation)->count = count;
}

int collector_threshold(int generation)
{
  return generation_at(generation)->threshold;
}

void collector_set_threshold(int generation, int threshold)
{
  generation_at(generation)->threshold = threshold;
}

struct generation_statistics collector_statistics(int generation)
{
  struct generation_statistics statistics = {0, 0, 0};
#if PY_VERSION_HEX >= 0x03070000
  const struct gc_generation_stats *stats = &STATE->generation_stats[generation];
  statistics.collections = stats->collections;
  statistics.collected = stats->collected;
  statistics.uncollectable = stats->uncollectable;
#else
  (void)generation;
#endif
  return statistics;
}

void collector_forget(void)
{
  for (int i = 0; i < GENERATIONS; i++) collector_set_count(i, 0);
#if PY_VERSION_HEX >= 0x03070000
  for (int i = 0; i < GENERATIONS; i++) STATE->generation_stats[i] = (struct gc_generation_stats){0};
  STATE->long_lived_total = 0;
  STATE->long_lived_pending = 0;
#endif
}

void collector_hide_objects(void)
{
  static PyGC_Head hidden;
  if (next_of(&hidden) == NULL) link_heads(&hidden, &hidden);
  for (int i = 0; i < GENERATIONS + HAS_FREEZE; i++) merge(&generation_at(i)->head, &hidden);
}

void collector_thaw(void)
{
  if (HAS_FREEZE) merge(&generation_at(PERMANENT)->head, &generation_at(GENERATIONS - 1)->head);
}

void collector_visit(int generation, object_visitor *visit, void *context)
{
  const PyGC_Head *list = &generation_at(generation)->head;
  for (PyGC_Head *head = next_of(list); head != list; head = next_of(head)) visit((PyObject *)(head + 1), context);
}

int collector_is_tracked(PyObject *object)
{
  return PyObject_IS_GC(object) && _PyObject_GC_IS_TRACKED(object);
}

int collector_is_finalized(PyObject *object)
{
  return PyObject_IS_GC(object) && _PyGC_FINALIZED(object);
}

int collector_is_understood(void)
{
  PyObject *gc = PyImport_ImportModule("gc");
  PyObject *set = gc == NULL ? NULL : PyObject_CallMethod(gc, "set_threshold", "iii", 611, 12, 13);
  PyObject *counts = set == NULL ? NULL : PyObject_CallMethod(gc, "get_count", NULL);
  int count[GENERATIONS] = {-1, -1, -1};
  int understood = counts != NULL && PyArg_ParseTuple(counts, "iii", &count[0], &count[1], &count[2]) &&
                   collector_threshold(0) == 611 && collector_threshold(1) == 12 && collector_threshold(2) == 13 &&
                   collector_count(1) == count[1] && collector_count(2) == count[2];
  int difference = collector_count(0) - count[0]; /* the tuple itself, maybe */
  Py_XDECREF(counts);
  Py_XDECREF(set);
  Py_XDECREF(gc);
  PyErr_Clear();
  return understood && difference >= 0 && difference <= 1;
}
