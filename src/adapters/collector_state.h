/* The collector's own variables: what the gc module reads, read where it stands.
 *
 * gc.get_count() makes a tuple and gc.get_objects() a list, and both leave their memory on free lists, which changes
 * the counts that follow.  Reading the variables changes nothing.  Part of the extension for real CPython. */
#ifndef HEAPPROOF_ADAPTER_COLLECTOR_STATE_H
#define HEAPPROOF_ADAPTER_COLLECTOR_STATE_H
#include <Python.h>
#include <stdint.h>

enum { GENERATIONS = 3, PERMANENT = 3 };
enum { HAS_FREEZE = PY_VERSION_HEX >= 0x03070000, HAS_STATS = PY_VERSION_HEX >= 0x03070000 };

struct generation_statistics {
  int64_t collections, collected, uncollectable;
};
typedef void object_visitor(PyObject *object, void *context);

/* What is read from the collector's variables is what the gc module says. */
int collector_is_understood(void);
int collector_count(int generation);
void collector_set_count(int generation, int count);
int collector_threshold(int generation);
void collector_set_threshold(int generation, int threshold);
struct generation_statistics collector_statistics(int generation);
/* Counts, statistics and the sizes behind the 25 % rule as in a process that has just begun. */
void collector_forget(void);
/* Moves what is tracked to a list that no generation knows: for the collector it is as if it were not there. */
void collector_hide_objects(void);
/* Moves the permanent generation to generation 2. */
void collector_thaw(void);
void collector_visit(int generation, object_visitor *visit, void *context);
int collector_is_tracked(PyObject *object);
int collector_is_finalized(PyObject *object);

#endif
